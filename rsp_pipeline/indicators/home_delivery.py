"""Hemsändning: goods brought home to households far from a shop."""

from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.programme import Content

IN_ARREARS = "Stödet betalas i efterskott och gäller oftast hemsändningen året före beslutet."

M02 = Indicator(
    "M02",
    title="Hushåll med hemsändning",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal hushåll som hemsändningen i årets beslutade stöd når.",
    processing=(
        "Summan av antal hushåll i det första bifallet, för årets beslutade stöd till hemsändning (S01). Ärenden utan "
        "uppgift om hushåll räknas inte."
    ),
    registers=("grants",),
    by=(MUNICIPALITY,),
    comparability=IN_ARREARS,
    evidence="""
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            households AS value
        FROM core.cases
        WHERE grant_form = 'Hemsändning' AND households IS NOT NULL
    """,
)

M03 = Indicator(
    "M03",
    title="Stöd per leverans",
    unit=Unit.SEK_PER_DELIVERY,
    content=Content.CITIZENS,
    description="Beviljat belopp till hemsändning, delat med antalet leveranser.",
    processing=(
        "För årets beslutade stöd till hemsändning: summan av beviljade belopp som de stod när året slutade, delad med "
        "summan av antal leveranser i det första bifallet. Ärenden utan uppgift om leveranser räknas inte."
    ),
    registers=("grants",),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.RATIO,
    decimals=2,
    comparability=IN_ARREARS,
    evidence="""
        SELECT
            year_end_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            granted_at_year_end_sek AS value,
            deliveries AS denominator
        FROM core.cases
        WHERE grant_form = 'Hemsändning' AND deliveries IS NOT NULL
    """,
)

M04 = Indicator(
    "M04",
    title="Kommuner med hemsändning",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal kommuner som beviljades stöd till hemsändning under året.",
    processing="Olika kommuner bland årets beslutade stöd till hemsändning (S01).",
    registers=("grants",),
    aggregate=Aggregate.DISTINCT,
    good=Good.UP,
    comparability=IN_ARREARS,
    evidence="""
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            municipality_code AS entity,
            1 AS value
        FROM core.cases
        WHERE grant_form = 'Hemsändning'
    """,
)
