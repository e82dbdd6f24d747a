"""What a dashboard's page holds, read as its script reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import VALUE

Group = frozenset[tuple[str, str]]
FigureKey = tuple[str, int, Group]


@dataclass(frozen=True)
class Shown:
    """A figure: its value, the number of rows behind it, and its status."""

    value: Decimal | None
    records: int | None
    status: str


def told(path: Path) -> dict[str, Any]:
    """The figures and words that stand in a page."""
    found = re.search(r'<script type="application/json" id="uppgifter">(.*?)</script>', path.read_text("utf-8"))
    assert found
    content: dict[str, Any] = json.loads(found[1], parse_float=Decimal)
    return content


def figures_in(content: dict[str, Any]) -> Iterator[tuple[FigureKey, Shown]]:
    """Every figure of a page, each with what it is about."""
    for indicator in content["indicators"]:
        for breakdown in indicator["breakdowns"]:
            for year, *rest in breakdown["figures"]:
                members, (value, records, status) = rest[:-3], rest[-3:]
                group = frozenset(zip(breakdown["by"], members, strict=True))
                yield (indicator["id"], year, group), Shown(None if value is None else Decimal(value), records, status)


def figures_of(session: duckdb.DuckDBPyConnection) -> dict[FigureKey, Shown]:
    """Every figure of `indicator.value` in a session, each with what it is about."""
    columns = [dimension.column for dimension in DIMENSIONS]
    rows = session.sql(
        f"SELECT indicator_id, year, value, n_records, status, {', '.join(columns)} FROM {VALUE.full_name}"
    ).fetchall()
    return {
        (id_, year, frozenset((c, m) for c, m in zip(columns, members, strict=True) if m is not None)): Shown(
            value, records, status
        )
        for id_, year, value, records, status, *members in rows
    }
