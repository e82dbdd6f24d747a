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
from rsp_pipeline.indicators.engine import evidence_sql
from rsp_pipeline.lineage.figures import title_of, trace_command
from rsp_pipeline.swedish import Gender, Noun, counted

if TYPE_CHECKING:
    import duckdb

SHOWN_ROWS = 20  # behind a figure; the rest is told by their number
ROW = Noun("rad", "rader", Gender.UTRUM)

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


def origins(
    session: duckdb.DuckDBPyConnection, sources: Iterable[Source], municipalities: Mapping[str, str]
) -> dict[Source, Origin]:
    """The origin of each source, from a session that sees schema core and `meta.record`."""
    wanted = tuple(sources)
    session.execute(f"CREATE OR REPLACE TEMP TABLE sheet AS {SHEETS}")
    session.execute(f"CREATE OR REPLACE TEMP TABLE place AS {PLACES}")
    sheets = session.sql("SELECT source_file, source_sheet FROM sheet ORDER BY sheet_no").fetchall()
    rows: dict[Source, tuple[int, Sequence[int]]] = {}
    for indicator in dict.fromkeys(source.indicator for source in wanted):
        rows |= _rows(session, indicator, [source for source in wanted if source.indicator == indicator])
    return {
        source: _origin(source, row_count, _places(numbers, sheets), municipalities)
        for source, (row_count, numbers) in rows.items()
    }


def _rows(
    session: duckdb.DuckDBPyConnection, indicator: Indicator, sources: Sequence[Source]
) -> dict[Source, tuple[int, Sequence[int]]]:
    """How many rows there are behind each source of an indicator, and the first of their places: one scan for all."""
    asked = dict.fromkeys(tuple(member.dimension for member in source.members) for source in sources)
    by = [dimension for dimension in indicator.by if any(dimension in dimensions for dimensions in asked)]
    columns = ", ".join(["year", *(dimension.column for dimension in by)])
    sets = ", ".join(f"({', '.join(['year', *(d.column for d in dimensions), 'place'])})" for dimensions in asked)
    found = session.sql(
        f"""
        SELECT {columns}, count(*) AS row_count, min(place, {SHOWN_ROWS}) AS first_places
        FROM (
            SELECT {columns}, place
            FROM ({evidence_sql(indicator)})
            JOIN place USING (record_id)
            WHERE year IN ({", ".join(dict.fromkeys(str(source.year) for source in sources))})
            GROUP BY GROUPING SETS ({sets})
        )
        GROUP BY {columns}
        """
    ).fetchall()
    behind: dict[tuple[Any, ...], tuple[int, Sequence[int]]] = {
        tuple(group): (row_count, numbers) for *group, row_count, numbers in found
    }
    members = {source: {member.dimension: member.name for member in source.members} for source in sources}
    return {
        source: behind.get((source.year, *(members[source].get(dimension) for dimension in by)), (0, ()))
        for source in sources
    }


def _places(numbers: Iterable[int], sheets: Sequence[tuple[str, str]]) -> tuple[Place, ...]:
    of_sheets = groupby(numbers, key=lambda number: number >> ROW_BITS)
    return tuple(
        Place(*sheets[sheet_no], tuple(number - (sheet_no << ROW_BITS) for number in own))
        for sheet_no, own in of_sheets
    )


def _origin(source: Source, row_count: int, places: tuple[Place, ...], municipalities: Mapping[str, str]) -> Origin:
    names = {member.dimension: municipalities.get(member.name, member.name) for member in source.members}
    title = f"{source.indicator.id} {source.indicator.title} {source.year}"
    about = ", ".join(f"{title_of(dimension).lower()} {name}" for dimension, name in names.items()) or "hela länet"
    return Origin(
        source, f"{title}, {about}", row_count, places, trace_command(source.indicator.id, source.year, names)
    )
