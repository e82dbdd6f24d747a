"""Where the figures of a memo come from: how many rows are behind each, and the file, sheet and row of the first.

Never what stands in the rows. A person reads a score of places and counts on the rest being there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.followup.document import Cell, Source
from rsp_pipeline.followup.documents.links import plain_name
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension
from rsp_pipeline.indicators.engine import KEYS, VALUE, evidence_sql
from rsp_pipeline.lineage.figures import title_of, trace_command
from rsp_pipeline.store.schema import Field, Table
from rsp_pipeline.swedish import Gender, Noun, counted

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Group = tuple[int, tuple[Dimension, ...]]
"""A year, and the dimensions along which figures are told in it."""

SHOWN_ROWS = 20  # behind a figure; the rest is told by their number
ROW = Noun("rad", "rader", Gender.UTRUM)

FIRST_ROWS = Table(
    "followup",
    "first_rows",
    "De första raderna bakom siffrorna i dokumenten, och hur många raderna är",
    (
        *(field for field in VALUE.fields if field.name in KEYS.split(", ") and field.name != "breakdown"),
        Field("row_count", "INTEGER", "Rader bakom siffran", "rader"),
        Field("source_file", "VARCHAR", "Filen där raden står"),
        Field("source_sheet", "VARCHAR", "Bladet; tomt i en textfil"),
        Field("source_row", "INTEGER", "Radens nummer; 0 där hela filen räknas"),
    ),
)

SHEETS = f"""
    SELECT source_file, source_sheet, row_number() OVER (ORDER BY source_file, source_sheet) - 1 AS sheet_no
    FROM (SELECT DISTINCT source_file, coalesce(source_sheet, '') AS source_sheet FROM {RECORD.table.full_name})
"""
ROW_BITS = 32
PLACES = f"""
    SELECT record_id, (sheet_no << {ROW_BITS}) + coalesce(source_row, 0) AS place
    FROM {RECORD.table.full_name} AS record
    JOIN sheet
        ON sheet.source_file = record.source_file AND sheet.source_sheet = coalesce(record.source_sheet, '')
"""
"""Each record's place as one number, in the order of file, sheet and row: a million are compared in no time."""


@dataclass(frozen=True)
class Place:
    """Rows of a sheet, by their numbers; a csv file has no sheet."""

    source_file: str
    source_sheet: str
    source_rows: tuple[int, ...]

    @property
    def row_ranges(self) -> str:
        """The row numbers as people read them: 3–5, 9."""
        runs: list[list[int]] = []
        for row in self.source_rows:
            if runs and row == runs[-1][-1] + 1:
                runs[-1].append(row)
            else:
                runs.append([row])
        return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


@dataclass(frozen=True)
class Origin:
    """A figure by its source, told in words, and where its rows stand: no place when nothing counted.

    `places` are those of the first `SHOWN_ROWS` of its `row_count` rows; `command` shows them all.
    """

    source: Source
    wording: str
    row_count: int
    places: tuple[Place, ...]
    command: str

    @property
    def anchor(self) -> str:
        """What a link to it names."""
        return anchor(self.source)

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """The file, the sheet and the rows of each place."""
        return tuple(
            (Cell(place.source_file), Cell(place.source_sheet or "–"), Cell(place.row_ranges)) for place in self.places
        )

    @property
    def rest(self) -> str:
        """How many rows there are beside those shown, to be followed by the command; empty when there are none."""
        left = self.row_count - sum(len(place.source_rows) for place in self.places)
        return f"… och {counted(left, ROW)} till; alla visas med" if left else ""


def anchor(source: Source) -> str:
    """A figure's name within a page: `rader-s02-2025-hemsandning`."""
    parts = [source.indicator.id, str(source.year), *(member.name for member in source.members)]
    return f"rader-{plain_name(' '.join(parts))}"


def first_rows(session: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> pa.Table:
    """How many rows there are behind figures as those of `sources`, and the first of them: columns of `FIRST_ROWS`.

    The session sees schema core, and `meta.record` with every record behind them.
    """
    session.execute(f"CREATE OR REPLACE TEMP TABLE sheet AS {SHEETS}")
    session.execute(f"CREATE OR REPLACE TEMP TABLE place AS {PLACES}")
    session.execute(f"CREATE OR REPLACE TEMP TABLE first_rows AS {FIRST_ROWS.nothing}")
    for indicator, groups in groups_asked(sources).items():
        _add_first_rows(session, indicator, groups)
    return session.sql("FROM first_rows ORDER BY ALL").to_arrow_table()


def groups_asked(sources: Iterable[Source]) -> dict[Indicator, list[Group]]:
    """The years and dimensions in which each indicator's figures are told, in a settled order."""
    asked: dict[Indicator, set[Group]] = {}
    for source in sources:
        group = source.year, tuple(member.dimension for member in source.members)
        asked.setdefault(source.indicator, set()).add(group)
    return {indicator: sorted(groups, key=str) for indicator, groups in asked.items()}


def _add_first_rows(session: duckdb.DuckDBPyConnection, indicator: Indicator, groups: Sequence[Group]) -> None:
    """Add the first rows of every group of an indicator, in which a row counts once however often it stands there."""
    asked = dict.fromkeys(dimensions for _, dimensions in groups)
    columns = ", ".join(["year", *(d.column for d in indicator.by if any(d in some for some in asked))])
    sets = ", ".join(f"({', '.join(['year', *(d.column for d in dimensions)])})" for dimensions in asked)
    session.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE behind AS
        SELECT {columns}, place
        FROM ({evidence_sql(indicator)})
        JOIN place USING (record_id)
        WHERE year IN ({", ".join(dict.fromkeys(str(year) for year, _ in groups))})
        """
    )
    ((stand_once,),) = session.execute("SELECT count(*) = count(DISTINCT (year, place)) FROM behind").fetchall()
    place = "place" if stand_once else "DISTINCT place"  # which takes ten times as long over a million rows
    session.execute(
        f"""
        INSERT INTO first_rows BY NAME
        WITH groups AS (
            SELECT {columns}, count({place})::INTEGER AS row_count, min({place}, {SHOWN_ROWS}) AS first_places
            FROM behind
            GROUP BY GROUPING SETS ({sets})
        ),
        shown AS (SELECT {columns}, row_count, unnest(first_places) AS place FROM groups)
        SELECT
            '{indicator.id}' AS indicator_id,
            {columns},
            row_count,
            source_file,
            source_sheet,
            (place - (sheet_no << {ROW_BITS}))::INTEGER AS source_row
        FROM shown
        JOIN sheet ON sheet_no = place >> {ROW_BITS}
        """
    )


def origins(sources: Iterable[Source], first: pa.Table, municipalities: Mapping[str, str]) -> dict[Source, Origin]:
    """The origin of each source, of the `FIRST_ROWS` behind them all."""
    behind: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in first.to_pylist():
        members = frozenset((d.column, row[d.column]) for d in DIMENSIONS if row[d.column] is not None)
        behind.setdefault((row["indicator_id"], row["year"], members), []).append(row)
    return {source: _origin(source, behind.get(_key(source), []), municipalities) for source in sources}


def _key(source: Source) -> tuple[Any, ...]:
    members = frozenset((member.dimension.column, member.name) for member in source.members)
    return source.indicator.id, source.year, members


def _places(rows: Iterable[Mapping[str, Any]]) -> tuple[Place, ...]:
    of_sheets = groupby(rows, key=lambda row: (row["source_file"], row["source_sheet"]))
    return tuple(Place(*sheet, tuple(row["source_row"] for row in own)) for sheet, own in of_sheets)


def _origin(source: Source, rows: Sequence[Mapping[str, Any]], municipalities: Mapping[str, str]) -> Origin:
    names = {member.dimension: municipalities.get(member.name, member.name) for member in source.members}
    title = f"{source.indicator.id} {source.indicator.title} {source.year}"
    about = ", ".join(f"{title_of(dimension).lower()} {name}" for dimension, name in names.items()) or "hela länet"
    row_count = rows[0]["row_count"] if rows else 0
    return Origin(
        source, f"{title}, {about}", row_count, _places(rows), trace_command(source.indicator.id, source.year, names)
    )
