"""Contacts with businesses."""

from rsp_pipeline.indicators.indicator import MUNICIPALITY, PROVIDERS, Indicator, Unit

S18 = Indicator(
    "S18",
    title="Fysiska företagsbesök",
    unit=Unit.COUNT,
    area=PROVIDERS,
    description="Antal fysiska besök hos företag under året.",
    processing="Besök med formen Fysiskt, dagen för besöket avgör året.",
    registers=("visits",),
    by=(MUNICIPALITY,),
    evidence="""
        SELECT record_id, year(visited_on) AS year, municipality_code, 1 AS value
        FROM core.visits
        WHERE form = 'Fysiskt'
    """,
)

S20 = Indicator(
    "S20",
    title="Digitala kontakter och telefon",
    unit=Unit.COUNT,
    area=PROVIDERS,
    description="Antal digitala möten och telefonsamtal med företag under året.",
    processing="Kontakter med annan form än Fysiskt, dagen för kontakten avgör året.",
    registers=("visits",),
    by=(MUNICIPALITY,),
    evidence="""
        SELECT record_id, year(visited_on) AS year, municipality_code, 1 AS value
        FROM core.visits
        WHERE form <> 'Fysiskt'
    """,
)
