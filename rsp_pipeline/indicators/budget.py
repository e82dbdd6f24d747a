"""The money that may be granted, against what was."""

from rsp_pipeline.indicators.dimension import FUNDING_SOURCE
from rsp_pipeline.indicators.grants import S02
from rsp_pipeline.indicators.indicator import Aggregate, Indicator, Unit
from rsp_pipeline.programme import Content

S22 = Indicator(
    "S22",
    title="Budgetutnyttjande",
    unit=Unit.PERCENT,
    content=Content.GRANTS_AND_VISITS,
    description="Hur stor del av årets ramar för stöd som beviljades.",
    processing=(
        "Beviljat belopp (S02) delat med årets ram för de medel som finansierar stödet (registret stödramar). Länets "
        "värde är summan av beloppen delad med summan av ramarna. Saknas ramen för ett slags medel är dess värde "
        "okänt, och länets också om sådana medel har beviljats under året."
    ),
    registers=("grants", "grant_frames"),
    by=(FUNDING_SOURCE,),
    aggregate=Aggregate.RATIO,
    evidence=f"SELECT record_id, year, funding_source, value FROM ({S02.evidence})",
    denominator="""
        SELECT year, funding_source, frame_sek AS value
        FROM (
            SELECT DISTINCT first_approved_year AS year, coalesce(funding_source, 'Ej angivet') AS funding_source
            FROM core.cases
        )
        FULL JOIN core.grant_frames USING (year, funding_source)
        WHERE year IN (FROM years)
    """,
)
