"""What the overview is made of: rows of the published file, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rsp_pipeline.followup.figures import Figures

Row = Mapping[str, Any]

QUERIES = {
    "build": "SELECT today, previous_built_at FROM meta.build",
    "todo": """
        SELECT harm, kind, what, source_file, source_sheet, source_row, since, remedy
        FROM quality.todo
        ORDER BY harm, kind, source_file, source_row, subject
    """,
    "years": "SELECT year, has_ended FROM core.programme_years WHERE has_begun ORDER BY year",
    "approvals": """
        SELECT year, version, diary_no, paragraph, decided_on
        FROM meta.approval
        QUALIFY version = max(version) OVER (PARTITION BY year)
    """,
    "values": "FROM indicator.value WHERE breakdown IN ('total', 'grant_form')",
    "other_regions": """
        SELECT county_code, year, indicator_id, value, source
        FROM core.other_regions
        ORDER BY indicator_id, year, county_code
    """,
    "changes": """
        SELECT indicator_id, year, old_value, new_value, old_status, new_status
        FROM meta.change
        WHERE breakdown = 'total' AND old_value IS DISTINCT FROM new_value
        ORDER BY year DESC, indicator_id
    """,
    "changes_of_parts": """
        SELECT year, count(*) AS n_figures
        FROM meta.change
        WHERE breakdown <> 'total' AND old_value IS DISTINCT FROM new_value
        GROUP BY year
        ORDER BY year DESC
    """,
    "changes_of_status": """
        SELECT year, old_status, new_status, count(*) AS n_figures
        FROM meta.change
        WHERE old_value IS NOT DISTINCT FROM new_value AND old_status IS NOT NULL AND new_status IS NOT NULL
        GROUP BY year, old_status, new_status
        ORDER BY year DESC, old_status, new_status
    """,
    "changes_of_rows": """
        SELECT register, change, count(DISTINCT record_id) AS n_rows
        FROM meta.record_change
        GROUP BY register, change
        ORDER BY register, change
    """,
}


@dataclass(frozen=True)
class Material:
    """The rows of each of `QUERIES`, and the county's figures of every year."""

    rows: Mapping[str, tuple[Row, ...]]
    figures: Figures

    def __getitem__(self, query: str) -> tuple[Row, ...]:
        """The rows of one of `QUERIES`."""
        return self.rows[query]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have begun, the first one first."""
        return tuple(row["year"] for row in self["years"])


def gather(published: Path) -> Material:
    """The material in a published file."""
    import duckdb

    with duckdb.connect(str(published), read_only=True) as session:
        rows = {name: tuple(session.sql(query).to_arrow_table().to_pylist()) for name, query in QUERIES.items()}
    return Material(rows, Figures.of(rows["values"]))
