"""What is suggested for a year's action plan, each with why: from the follow-up of the year before.

Efforts that went on and goals that were not met are carried over as they stand. New are a service plan for each
municipality that will lack one, and visits in each municipality where supported outlets have waited for 24 months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.programme import Content, Programme
from rsp_pipeline.report.efforts import NOT_REACHED
from rsp_pipeline.swedish import Gender, Noun, counted_in_words, enumeration, kommun, long_date, number, sentence

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]

MONTHS = 24
MOST_NAMED = 12
CARRIED = (
    *("effort_id", "priority_area", "effort", "goal", "target_value", "unit", "indicator_id"),
    *("municipality_code", "grant_form", "responsible", "participants"),
)
STATUS = {
    "Pågår": "insatsen pågår",
    "Försenad": "insatsen är försenad",
    "Ej påbörjad": "insatsen är inte påbörjad",
    None: "insatsens läge är inte känt",
}
NOT_BEGUN = "Ej påbörjad"
VISIT = Noun("fysiskt besök", "fysiska besök", Gender.NEUTRUM)

EFFORTS = f"""
    SELECT *, coalesce(indicator_value, outcome_value) AS outcome
    FROM report.insatser
    WHERE year = $year
        AND effort_status IS DISTINCT FROM 'Utgår'
        AND (effort_status IS DISTINCT FROM 'Genomförd' OR verdict = '{NOT_REACHED}')
"""
PLANS = """
    SELECT municipality_name, is_valid, valid_until
    FROM report.serviceplaner
    WHERE year = $year AND (NOT is_valid OR valid_until <= make_date($year + 1, 12, 31))
    ORDER BY municipality_code
"""
OUTLETS = f"""
    SELECT municipality_code, municipality_name, list(name ORDER BY name) AS names
    FROM core.outlets
    JOIN core.municipalities USING (municipality_code)
    WHERE outlet_id IN (SELECT outlet_id FROM core.supported_outlets WHERE year BETWEEN $year - 1 AND $year)
        AND coalesce(closed_on > $today, true)
        AND outlet_id NOT IN (
            SELECT match.outlet_id
            FROM core.visits AS visits
            JOIN core.outlet_matches AS match ON match.record_id = visits.record_id
            WHERE form = 'Fysiskt' AND visited_on > $today - INTERVAL {MONTHS} MONTH
        )
        AND (
            SELECT count(*) = 2
            FROM core.delivered_years
            WHERE register = 'visits' AND year BETWEEN $year - 1 AND $year
        )
    GROUP BY municipality_code, municipality_name
    ORDER BY municipality_code
"""


@dataclass(frozen=True)
class Suggestion:
    """An effort of the draft by the register's columns, and a sentence on why it is suggested."""

    effort: Row
    why: str


def suggestions(
    session: duckdb.DuckDBPyConnection, programme: Programme, year: int, today: date
) -> tuple[Suggestion, ...]:
    """What is suggested for a year, in the order of the priority areas, from a session that sees the published tables.

    Empty where the year before has no action plan.
    """
    before = {"year": year - 1}
    efforts = _rows(session, EFFORTS, before)
    if not _rows(session, "FROM core.action_plan WHERE year = $year", before):
        return ()
    new = [
        *(_service_plan(programme, year, row) for row in _rows(session, PLANS, before)),
        *(_visits(programme, year, row) for row in _rows(session, OUTLETS, before | {"today": today})),
    ]
    every = sorted(
        [*(_carried(row) for row in efforts), *new],
        key=lambda each: programme.area_names.index(each.effort["priority_area"]),
    )
    identities = (f"NY{year % 100}-{place}" for place in count(1))
    return tuple(_in_the_draft(each, year, identities) for each in every)


def _in_the_draft(suggestion: Suggestion, year: int, identities: Iterator[str]) -> Suggestion:
    """The suggestion as an effort of the year, with an identity if it is a new one."""
    effort = {"year": year, "status": NOT_BEGUN, **suggestion.effort}
    return replace(suggestion, effort=effort if "effort_id" in effort else {"effort_id": next(identities), **effort})


def _rows(session: duckdb.DuckDBPyConnection, query: str, params: Mapping[str, object]) -> list[Row]:
    rows: list[Row] = session.sql(query, params=dict(params)).to_arrow_table().to_pylist()
    return rows


def _carried(row: Row) -> Suggestion:
    reasons = []
    if row["effort_status"] in STATUS:
        reasons.append(f"{STATUS[row['effort_status']]} i handlingsplanen {row['year']}")
    if row["verdict"] == NOT_REACHED:
        reached = f"{_plain(row['outcome'])} av {_plain(row['target_value'])} {row['unit'] or ''}".strip()
        reasons.append(f"målet är inte nått: {reached}")
    return Suggestion({name: row[name] for name in CARRIED}, sentence(", och ".join(reasons)))


def _plain(value: Any) -> str:
    return number(value, 0 if value == int(value) else 2)


def _service_plan(programme: Programme, year: int, row: Row) -> Suggestion:
    name = kommun(row["municipality_name"])
    effort = {
        "priority_area": programme.area_of(Content.PUBLIC_BODIES) or programme.area_names[0],
        "effort": f"Stödja {name} i arbetet med en ny serviceplan",
        "goal": f"{name} har en gällande serviceplan {long_date(date(year, 12, 31))}",
        "responsible": programme.region,
        "participants": name,
    }
    why = f"ingen serviceplan för {name} gäller {long_date(date(year - 1, 12, 31))}"
    if row["is_valid"]:
        why = f"serviceplanen för {name} löper ut {long_date(row['valid_until'])}"
    return Suggestion(effort, sentence(why))


def _visits(programme: Programme, year: int, row: Row) -> Suggestion:
    names, name = row["names"], kommun(row["municipality_name"])
    named = f": {enumeration(names)}" if len(names) <= MOST_NAMED else ""
    effort = {
        "priority_area": programme.area_of(Content.GRANTS_AND_VISITS) or programme.area_names[0],
        "effort": f"Besöka ställen i {name} som fått stöd{named}",
        "goal": f"Minst {counted_in_words(len(names), VISIT)} i {name}",
        "target_value": len(names),
        "unit": "besök",
        "indicator_id": S18.id,
        "municipality_code": row["municipality_code"],
        "responsible": programme.region,
        "participants": name,
    }
    given = f"stöd beviljades {year - 2} eller {year - 1}"
    return Suggestion(
        effort, sentence(f"{given}, men inget fysiskt besök är registrerat de senaste {MONTHS} månaderna")
    )
