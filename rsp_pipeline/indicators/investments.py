"""Investments that grants helped to bring about."""

from rsp_pipeline.indicators.dimension import INVESTMENT_KIND, MUNICIPALITY
from rsp_pipeline.indicators.indicator import Good, Indicator, Unit
from rsp_pipeline.programme import Content

S13 = Indicator(
    "S13",
    title="Utlöst investering",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Den stödgrundande kostnaden för investeringar som beviljades under året.",
    processing=(
        "Summan av stödgrundande kostnad i det första bifallet, för årets beslutade investeringsbidrag (S01). Ärenden "
        "utan uppgift om kostnaden räknas inte. Vad investeringen gäller står som avsändaren skrev det."
    ),
    registers=("grants",),
    by=(MUNICIPALITY, INVESTMENT_KIND),
    apart=(INVESTMENT_KIND,),
    good=Good.UP,
    evidence="""
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            investment_kind,
            eligible_cost_sek AS value
        FROM core.cases
        WHERE grant_form = 'Investeringsbidrag' AND eligible_cost_sek IS NOT NULL
    """,
)

S13K = Indicator(
    "S13K",
    title="Beviljat till investeringar",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Beviljat belopp i årets investeringsbidrag, också per vad investeringen gäller.",
    processing=(
        "Årets beslutade investeringsbidrag (S01), med det beviljade beloppet som det stod när året slutade (S02). Vad "
        "investeringen gäller står i det första bifallet, som avsändaren skrev det."
    ),
    registers=("grants",),
    by=(MUNICIPALITY, INVESTMENT_KIND),
    apart=(INVESTMENT_KIND,),
    evidence="""
        SELECT
            year_end_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            investment_kind,
            granted_at_year_end_sek AS value
        FROM core.cases
        WHERE grant_form = 'Investeringsbidrag'
    """,
)

S14 = Indicator(
    "S14",
    title="Energi- och miljöinvesteringar",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal beviljade investeringar som är energi- eller miljöåtgärder.",
    processing="Årets beslutade investeringsbidrag (S01) som i det första bifallet är märkta som miljöåtgärd.",
    registers=("grants",),
    by=(MUNICIPALITY,),
    good=Good.UP,
    evidence="""
        SELECT first_approval_record_id AS record_id, first_approved_year AS year, municipality_code, 1 AS value
        FROM core.cases
        WHERE grant_form = 'Investeringsbidrag' AND is_environmental
    """,
)

S14K = Indicator(
    "S14K",
    title="Beviljat till energi- och miljöinvesteringar",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Beviljat belopp i de energi- och miljöinvesteringar som S14 räknar.",
    processing="Ärendena i S14, med det beviljade beloppet som det stod när året slutade (S02).",
    registers=("grants",),
    by=(MUNICIPALITY,),
    good=Good.UP,
    evidence="""
        SELECT
            year_end_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            granted_at_year_end_sek AS value
        FROM core.cases
        WHERE grant_form = 'Investeringsbidrag' AND is_environmental
    """,
)
