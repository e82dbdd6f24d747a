"""Asking the engine for figures in tests, and what must hold of them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from rsp_pipeline.derived.records import record_of
from rsp_pipeline.indicators import INDICATORS, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import evaluate, evidence_sql
from rsp_pipeline.indicators.indicator import Aggregate, breakdown_name
from rsp_pipeline_tests.builders import contents
from rsp_pipeline_tests.sessions import Session, core_session

Figures = dict[tuple[str, ...], tuple[Any, str]]
BY_ID = {indicator.id: indicator for indicator in INDICATORS}


def figures(raw: Path, indicator: Indicator | str, year: int = 2025) -> Figures:
    """Value and status by (breakdown, members...) of an indicator, or of the one with an id."""
    asked = BY_ID[indicator] if isinstance(indicator, str) else indicator
    rows = evaluate(_read(raw, frozenset(contents(raw).items())), [asked], [year]).to_pylist()
    return {_place(row): (row["value"], row["status"]) for row in rows}


@lru_cache(maxsize=1)
def _read(raw: Path, _contents: frozenset[tuple[str, bytes]]) -> Session:
    """The registers in the raw folder: read once for all that is asked before it changes."""
    return core_session(raw)


def county(raw: Path, indicator: Indicator | str, year: int = 2025) -> Any:
    """The county's value."""
    return figures(raw, indicator, year)["total",][0]


def _place(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (row["breakdown"], *(row[d.column] for d in DIMENSIONS if row[d.column] is not None))


def lost(session: Session, indicator: Indicator) -> list[Any]:
    """The rows that are found in no register that the indicator names, or nowhere if it names none."""
    records = record_of(indicator.registers).select
    rows = f"(FROM ({evidence_sql(indicator)}) WHERE record_id IS NOT NULL)"
    return session.sql(f"FROM {rows} ANTI JOIN ({records}) USING (record_id)").fetchall()


def misfits(indicator: Indicator, values: Iterable[Mapping[str, Any]]) -> list[str]:
    """Where the parts of an additive figure do not sum to the whole, or of a ratio its terms do not."""
    if indicator.aggregate not in (Aggregate.SUM, Aggregate.RATIO):
        return []
    own = [row for row in values if row["indicator_id"] == indicator.id and row["numerator"] is not None]
    wrong = []
    for whole in (row for row in own if row["breakdown"] == "total"):
        for breakdown in map(breakdown_name, indicator.breakdowns[1:]):
            parts = [row for row in own if (row["year"], row["breakdown"]) == (whole["year"], breakdown)]
            wrong += [
                f"{indicator.id} {whole['year']} {breakdown} {term}"
                for term in ("numerator", *["denominator"] * (indicator.aggregate is Aggregate.RATIO))
                if whole[term] is not None and sum(part[term] or 0 for part in parts) != whole[term]
            ]
    return wrong
