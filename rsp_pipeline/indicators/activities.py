"""What the network did: statements, campaigns, meetings and support to the municipalities."""

from rsp_pipeline.indicators.dimension import ACTIVITY_KIND, COUNTED_ACTIVITIES, MUNICIPALITY
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.programme import Content

M11 = Indicator(
    "M11",
    title="Yttranden, kampanjer, invigningar",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal yttranden, dialoger, kampanjer, invigningar och informationsinsatser under året.",
    processing=(
        "Aktiviteter av slagen Yttrande, Dialog, Kampanj, Invigning och Informationsinsats, i året då de genomfördes. "
        "Processtöd och samverkansmöten har egna nyckeltal (O04, O06). Aktiviteter utan kommun redovisas som Ej "
        "angivet."
    ),
    registers=("activities",),
    by=(MUNICIPALITY, ACTIVITY_KIND),
    evidence=f"""
        SELECT record_id, year(performed_on) AS year, municipality_code, kind AS activity_kind, 1 AS value
        FROM core.activities
        WHERE kind IN {COUNTED_ACTIVITIES}
    """,
)

O04 = Indicator(
    "O04",
    title="Kommuner med processtöd",
    unit=Unit.COUNT,
    content=Content.PUBLIC_BODIES,
    description="Antal kommuner som fick processtöd till sin serviceplan under året.",
    processing="Olika kommuner bland årets aktiviteter av slaget Processtöd. Aktiviteter utan kommun räknas inte.",
    registers=("activities",),
    aggregate=Aggregate.DISTINCT,
    good=Good.UP,
    evidence="""
        SELECT record_id, year(performed_on) AS year, municipality_code AS entity, 1 AS value
        FROM core.activities
        WHERE kind = 'Processtöd' AND municipality_code IS NOT NULL
    """,
)

O06 = Indicator(
    "O06",
    title="Samverkansmöten",
    unit=Unit.COUNT,
    content=Content.PUBLIC_BODIES,
    description="Antal samverkansmöten under året, fysiska och digitala.",
    processing="Aktiviteter av slaget Samverkansmöte, i året då de genomfördes, oavsett form.",
    registers=("activities",),
    good=Good.UP,
    evidence="""
        SELECT record_id, year(performed_on) AS year, 1 AS value
        FROM core.activities
        WHERE kind = 'Samverkansmöte'
    """,
)
