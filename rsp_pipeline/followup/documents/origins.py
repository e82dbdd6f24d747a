"""Where the figures of a memo come from: the file, sheet and rows behind each. Never what stands in the rows."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.followup.document import Source
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.engine import evidence_sql
from rsp_pipeline.lineage.figures import title_of

if TYPE_CHECKING:
    import duckdb

NOT_IN_AN_ANCHOR = re.compile(r"[^a-z0-9]+")


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
    """A figure by its source, told in words, and the places of its rows: none when nothing counted."""

    source: Source
    wording: str
    places: tuple[Place, ...]

    @property
    def anchor(self) -> str:
        """What a link to it names."""
        return anchor(self.source)


def anchor(source: Source) -> str:
    """A figure's name within a page: `rader-s02-2025-hemsandning`."""
    parts = [source.indicator.id, str(source.year), *(member.name for member in source.members)]
    plain = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode().lower()
    return f"rader-{NOT_IN_AN_ANCHOR.sub('-', plain)}"


def origins(
    session: duckdb.DuckDBPyConnection, sources: Iterable[Source], municipalities: Mapping[str, str]
) -> tuple[Origin, ...]:
    """The origin of each source, from a session that sees schema core and `meta.record`."""
    wanted = tuple(sources)
    rows = {
        (indicator, year): _rows(session, indicator, year)
        for indicator, year in dict.fromkeys((source.indicator, source.year) for source in wanted)
    }
    return tuple(
        Origin(source, _wording(source, municipalities), _places(source, rows[source.indicator, source.year]))
        for source in wanted
    )


def _rows(session: duckdb.DuckDBPyConnection, indicator: Indicator, year: int) -> list[dict[str, Any]]:
    members = "".join(f"{dimension.column}, " for dimension in indicator.by)
    return list(
        session.sql(
            f"""
            SELECT DISTINCT {members} source_file, coalesce(source_sheet, '') AS source_sheet, source_row
            FROM ({evidence_sql(indicator)})
            JOIN {RECORD.table.full_name} USING (record_id)
            WHERE year = $year
            ORDER BY source_file, source_sheet, source_row
            """,
            params={"year": year},
        )
        .to_arrow_table()
        .to_pylist()
    )


def _places(source: Source, rows: Iterable[Mapping[str, Any]]) -> tuple[Place, ...]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if all(row[member.dimension.column] == member.name for member in source.members):
            found[row["source_file"], row["source_sheet"]].append(row["source_row"])
    return tuple(Place(file, sheet, tuple(dict.fromkeys(numbers))) for (file, sheet), numbers in found.items())


def _wording(source: Source, municipalities: Mapping[str, str]) -> str:
    title = f"{source.indicator.id} {source.indicator.title} {source.year}"
    members = (
        f"{title_of(member.dimension).lower()} {municipalities.get(member.name, member.name)}"
        for member in source.members
    )
    return ", ".join([title, *members]) if source.members else f"{title}, hela länet"
