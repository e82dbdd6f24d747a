"""Figures per inhabitant."""

from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.grants import NEW_ORDINANCE, S02
from rsp_pipeline.indicators.indicator import Aggregate, Indicator, Unit
from rsp_pipeline.programme import Content

M01 = Indicator(
    "M01",
    title="Stöd per invånare",
    unit=Unit.SEK_PER_INHABITANT,
    content=Content.CITIZENS,
    description="Beviljat belopp i årets beslutade stöd, delat med folkmängden.",
    processing=(
        "Beviljat belopp (S02) delat med folkmängden den 31 december samma år. "
        "Länets värde är summan av beloppen delad med summan av folkmängderna."
    ),
    registers=("grants", "population"),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.RATIO,
    decimals=1,
    comparability=NEW_ORDINANCE,
    evidence=f"SELECT record_id, year, municipality_code, value FROM ({S02.evidence})",
    denominator="""
        SELECT years.year, core.municipalities.municipality_code, population AS value
        FROM years
        CROSS JOIN core.municipalities
        LEFT JOIN core.population ON
            core.population.municipality_code = core.municipalities.municipality_code
            AND counted_on = make_date(years.year, 12, 31)
    """,
)
