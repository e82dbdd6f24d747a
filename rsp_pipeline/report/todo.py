"""Att göra: all that waits for someone, in one table. What each kind of it is belongs in `todo_kinds`.

Its SELECT reads the workshop's tables and what is laid beside them: `given`, what else there is to do, with the columns
of `GIVEN`; `closed`, the approved years in `year`; `before`, this table as it last was; and `today`, the day in `day`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.reading.problems import place_in_file
from rsp_pipeline.report.todo_kinds import COLUMNS, DAYS, FOUND
from rsp_pipeline.store.kept import Days
from rsp_pipeline.store.schema import Field, Table

if TYPE_CHECKING:
    import duckdb

GIVEN = Table(
    "quality",
    "given",
    "Det som är att göra och inte står i verkstadens tabeller",
    (
        Field("harm", "INTEGER", "Hur allvarligt det är: 1 är värst"),
        Field("kind", "VARCHAR", "Vad för slags sak det är"),
        Field("what", "VARCHAR", "Vad det gäller, i en mening"),
        Field("source_file", "VARCHAR", "Filen som det gäller, räknat från data/raw; tomt när det inte gäller någon"),
        Field("source_sheet", "VARCHAR", "Bladet i arbetsboken, det första som det gäller; tomt för csv"),
        Field("source_row", "INTEGER", "Raden i filen eller bladet, den första som det gäller"),
        Field("remedy", "VARCHAR", "Vad någon ska göra åt det"),
        Field("subject", "VARCHAR", "Vad raden handlar om, för maskiner: samma natt efter natt"),
    ),
)
SINCE = Field(
    "since",
    "DATE",
    "Dagen för den natt som först fann det, utan avbrott sedan dess; börjar om när verkstadens tabeller tas bort",
    required=True,
)

TODO = Derived(
    Table(
        "quality",
        "todo",
        "Att göra: allt som väntar på någon, det som skadar mest först",
        (*GIVEN.fields[:6], SINCE, *GIVEN.fields[6:]),
        ("kind", "subject"),
    ),
    f"""
    WITH found AS ({" UNION ALL ".join(f"SELECT {COLUMNS} FROM ({select})" for select in FOUND)})
    SELECT
        harm,
        kind,
        what,
        source_file,
        source_sheet,
        source_row,
        coalesce(since, day) AS since,
        remedy,
        subject
    FROM found
    LEFT JOIN before USING (kind, subject)
    CROSS JOIN today
    ORDER BY harm, kind, source_file, source_row, subject
    """,
)


def days(session: duckdb.DuckDBPyConnection, today: date) -> Days:
    """The days on which there is the same to do as today, as far as it is the day that decides."""
    ((before, after),) = session.execute(
        f"SELECT max(day) FILTER (day <= $today), min(day) FILTER (day > $today) FROM ({DAYS})", {"today": today}
    ).fetchall()
    return Days(before or date.min, after - timedelta(days=1) if after else date.max)


def place(row: Mapping[str, Any]) -> str:
    """Where a row of the table says that something is, unless its sentence says so."""
    if row["source_file"] and row["source_file"] in row["what"]:
        return ""
    of_row = place_in_file(row["source_sheet"] or "", row["source_row"]) if row["source_row"] else ""
    return ", ".join(filter(None, (row["source_file"], of_row)))
