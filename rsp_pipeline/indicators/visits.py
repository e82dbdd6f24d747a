"""Contacts with businesses."""

from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.programme import Content

S18 = Indicator(
    "S18",
    title="Fysiska företagsbesök",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal fysiska besök hos företag under året.",
    processing="Besök med formen Fysiskt. Dagen för besöket avgör året.",
    registers=("visits",),
    by=(MUNICIPALITY,),
    good=Good.UP,
    evidence="""
        SELECT record_id, year(visited_on) AS year, municipality_code, 1 AS value
        FROM core.visits
        WHERE form = 'Fysiskt'
    """,
)

S19 = Indicator(
    "S19",
    title="Samverkansbesök",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal fysiska företagsbesök som två eller flera organisationer gjorde tillsammans.",
    processing="Besök med formen Fysiskt där minst två av Region, Kommun, Länsstyrelse och Annan deltog.",
    registers=("visits",),
    good=Good.UP,
    evidence="""
        SELECT record_id, year(visited_on) AS year, 1 AS value
        FROM core.visits
        WHERE form = 'Fysiskt' AND contains(participants, ', ')
    """,
)

S19A = Indicator(
    "S19A",
    title="Andel samverkansbesök",
    unit=Unit.PERCENT,
    content=Content.GRANTS_AND_VISITS,
    description="Hur stor andel av de fysiska företagsbesöken som gjordes av två eller flera organisationer.",
    processing="Samverkansbesöken (S19) delat med de fysiska företagsbesöken (S18).",
    registers=("visits",),
    aggregate=Aggregate.RATIO,
    good=Good.UP,
    evidence="""
        SELECT
            record_id,
            year(visited_on) AS year,
            contains(participants, ', ')::INTEGER AS value,
            1 AS denominator
        FROM core.visits
        WHERE form = 'Fysiskt'
    """,
)

S20 = Indicator(
    "S20",
    title="Digitala kontakter och telefon",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
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

S21 = Indicator(
    "S21",
    title="Stödställen besökta inom 24 månader",
    unit=Unit.PERCENT,
    content=Content.GRANTS_AND_VISITS,
    description="Hur stor andel av de ställen som fick stöd under året som har fått ett fysiskt besök under två år.",
    processing=(
        "Nämnaren är de serviceställen som har minst ett ärende med första bifall under året. Täljaren är de av dem "
        "som har minst ett besök med formen Fysiskt under året eller året före (24 månader till och med den 31 "
        "december). Ett ställe känns igen på sin identitet eller, när raden inte säger någon, på namnet om bara ett "
        "ställe i kommunen heter så, utan hänsyn till stora bokstäver och omgivande mellanslag; andra ärenden och "
        "besök räknas inte. Kommunen är ställets. Året före måste också vara levererat."
    ),
    registers=("grants", "visits", "outlets"),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.RATIO,
    looks_back=1,
    good=Good.UP,
    comparable_since=2024,
    comparability="Kräver att registren täcker året och året före.",
    evidence="""
        WITH visited AS (
            SELECT DISTINCT match.outlet_id, unnest([year(visited_on), year(visited_on) + 1]) AS year
            FROM core.visits AS visits
            JOIN core.outlet_matches AS match ON match.record_id = visits.record_id
            WHERE form = 'Fysiskt'
        )
        SELECT
            record_id,
            year,
            municipality_code,
            (visited.outlet_id IS NOT NULL)::INTEGER AS value,
            1 AS denominator
        FROM core.supported_outlets
        LEFT JOIN visited USING (outlet_id, year)
    """,
)
