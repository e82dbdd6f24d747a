"""Tillväxtverket's report in the first quarter: what is sent and when, and what is asked for, sheet by sheet.

The template changes from year to year: `PARTS` is the one place that says what stands where. The figures are the
follow-up's own, from the views in `report`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.amounts import amount_cell, rounding_note
from rsp_pipeline.followup.charts.grid import NOT_APPLICABLE
from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.programme import Programme
from rsp_pipeline.report.over_time import ALL_FORMS
from rsp_pipeline.swedish import UNKNOWN, number

if TYPE_CHECKING:
    import duckdb


SENT = "Rapporten"
RECEIVER = "Tillväxtverket"
REMEDY = "skriv Rapporten lämnad överst i årets fil under data/raw/texts"


@dataclass(frozen=True)
class Asked:
    """Something asked for: the header of its column, whether it is an amount in kronor, and what an empty one says."""

    header: str
    is_amount: bool = False
    empty: str = UNKNOWN


@dataclass(frozen=True)
class Part:
    """A sheet of the report: its title, its heading, its columns, and the SELECT that gives them for `$year`."""

    title: str
    heading: str
    columns: tuple[Asked, ...]
    select: str
    has_total: bool = False


PARTS: tuple[Part, ...] = (
    Part(
        "Stöd",
        "Under {year} beslutade stöd och utbetalningar per stödform, {county}",
        (
            Asked("Stödform"),
            Asked("Antal beslutade stöd"),
            Asked("Beviljat belopp, kronor", is_amount=True),
            Asked("Utbetalt under året, kronor", is_amount=True),
        ),
        f"""
            SELECT decided.grant_form, n_cases, granted_sek, paid.value AS paid_sek
            FROM report.beslutade_stod AS decided
            LEFT JOIN indicator.value AS paid
                ON paid.indicator_id = 'S04'
                AND paid.year = decided.year
                AND paid.breakdown = CASE decided.grant_form WHEN '{ALL_FORMS}' THEN 'total' ELSE 'grant_form' END
                AND paid.grant_form IS NOT DISTINCT FROM nullif(decided.grant_form, '{ALL_FORMS}')
            WHERE decided.year = $year
        """,
        has_total=True,
    ),
    Part(
        "Kommuner",
        "Stöd, serviceplaner och besök per kommun {year}, {county}",
        (
            Asked("Kommun"),
            Asked("Antal beslutade stöd"),
            Asked("Beviljat belopp, kronor", is_amount=True),
            Asked("Gällande serviceplan den 31 december"),
            Asked("Planens status", empty=NOT_APPLICABLE),
            Asked("Planen gäller till och med", empty=NOT_APPLICABLE),
            Asked("Fysiska företagsbesök"),
            Asked("Digitala möten och telefonsamtal"),
        ),
        """
            SELECT
                grants.municipality_name,
                n_cases,
                granted_sek,
                coalesce(
                    CASE WHEN is_valid THEN 'ja' WHEN NOT is_valid THEN 'nej' END,
                    n_valid.value::INTEGER::VARCHAR || ' av ' || n_valid.denominator::INTEGER::VARCHAR
                ) AS has_plan,
                plan_status,
                CASE WHEN is_valid THEN valid_until END AS valid_until,
                n_physical_visits,
                n_other_contacts
            FROM report.stod_per_kommun AS grants
            LEFT JOIN report.serviceplaner AS plans USING (year, municipality_code)
            LEFT JOIN report.foretagsbesok AS visits
                ON visits.year = grants.year
                AND visits.municipality_code IS NOT DISTINCT FROM grants.municipality_code
            LEFT JOIN (
                SELECT value, (SELECT count(*) FROM core.municipalities) AS denominator
                FROM indicator.value
                WHERE indicator_id = 'O01' AND breakdown = 'total' AND year = $year
            ) AS n_valid ON grants.municipality_code IS NULL
            WHERE grants.year = $year
            ORDER BY grants.municipality_code NULLS LAST
        """,
        has_total=True,
    ),
    Part(
        "Insatser",
        "Handlingsplanens insatser och utfall {year}, {county}",
        (
            Asked("Prioriterat område"),
            Asked("Insats"),
            Asked("Mål"),
            Asked("Ansvarig"),
            Asked("Status"),
            Asked("Målvärde", empty=NOT_APPLICABLE),
            Asked("Utfall", empty=NOT_APPLICABLE),
            Asked("Enhet", empty=NOT_APPLICABLE),
            Asked("Bedömning", empty=NOT_APPLICABLE),
        ),
        """
            SELECT
                priority_area,
                effort_id || ' ' || effort AS effort,
                goal,
                responsible,
                effort_status,
                target_value,
                coalesce(indicator_value, outcome_value) AS outcome,
                unit,
                verdict
            FROM report.insatser
            WHERE year = $year
            ORDER BY ALL
        """,
    ),
)


def tables(
    session: duckdb.DuckDBPyConnection, programme: Programme, year: int, reported_on: date | None = None
) -> tuple[tuple[str, Table], ...]:
    """Each sheet of the report by its title, what is sent first, from a session that sees the figures and the reports.

    `reported_on` is the day when the report is sent, None while nobody has said it.
    """
    parts = [(part.title, _table(session, part, programme, year)) for part in PARTS]
    return ((SENT, _sent(programme, year, reported_on, [table.caption for _, table in parts])), *parts)


def _sent(programme: Programme, year: int, reported_on: date | None, contents: Sequence[str]) -> Table:
    """What is sent, by whom and to whom, and when."""
    background = programme.background
    due = f"{background.reported_in} {year + 1}" if background.reported_in else ""
    told = (
        ("Från", Cell(programme.region)),
        ("Till", Cell(background.reported_to or RECEIVER)),
        ("Diarienummer", Cell(background.report_diary_no)),
        ("Ska lämnas", Cell(due)),
        ("Lämnas den", Cell(reported_on.isoformat(), reported_on) if reported_on else Cell(f"{UNKNOWN}: {REMEDY}")),
        ("Innehåll", Cell("; ".join(contents))),
    )
    rows = tuple((Cell(name), cell) for name, cell in told if cell.text)
    caption = f"Rapport till {background.reported_to or RECEIVER} om {year}, {programme.region}"
    return Table(SENT, caption, (Column("Uppgift"), Column("Värde")), rows)


def _table(session: duckdb.DuckDBPyConnection, part: Part, programme: Programme, year: int) -> Table:
    records = session.execute(part.select, {"year": year}).fetchall()
    if all(value is None for _, *values in records for value in values):
        records = []
    columns = tuple(
        Column(asked.header, Align.END if any(_is_number(row[place]) for row in records) else Align.START)
        for place, asked in enumerate(part.columns)
    )
    rows = tuple(tuple(_cell(asked, value) for asked, value in zip(part.columns, row, strict=True)) for row in records)
    return Table(
        part.title,
        part.heading.format(year=year, county=programme.region),
        columns,
        rows,
        has_total=part.has_total and bool(records),
        note=rounding_note(rows) if rows else f"{UNKNOWN.capitalize()} för {year}.",
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal)


def _cell(asked: Asked, value: Any) -> Cell:
    if value is None:
        return Cell(asked.empty)
    if isinstance(value, date):
        return Cell(value.isoformat(), value)
    if isinstance(value, str):
        return Cell(value)
    if asked.is_amount:
        return amount_cell(value)
    return Cell(number(value, 0 if value == int(value) else 1), value)
