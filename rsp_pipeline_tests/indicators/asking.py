"""Asking for figures in tests: by the engine, and by a plain count of the same rows in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from rsp_pipeline.derived.records import record_of
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import evaluate, evidence_sql
from rsp_pipeline.indicators.indicator import Aggregate, Unit, breakdown_name
from rsp_pipeline_tests.builders import core_session

Members = tuple[str, ...]
Evidence = Mapping[str, Any]


def rows_of(raw: Path, indicator: Indicator, year: int = 2025) -> dict[Members, dict[str, Any]]:
    """The rows of indicator.value by (breakdown, members...)."""
    with core_session(raw) as session:
        return {_place(row): row for row in evaluate(session, [indicator], [year]).to_pylist()}


def figures_of(raw: Path, *indicators: Indicator, year: int = 2025) -> list[dict[Members, tuple[Any, str]]]:
    """Value and status of several indicators by (breakdown, members...), the registers read once."""
    with core_session(raw) as session:
        rows = evaluate(session, indicators, [year]).to_pylist()
    return [
        {_place(row): (row["value"], row["status"]) for row in rows if row["indicator_id"] == indicator.id}
        for indicator in indicators
    ]


def figures(raw: Path, indicator: Indicator, year: int = 2025) -> dict[Members, tuple[Any, str]]:
    """Value and status by (breakdown, members...)."""
    return {place: (row["value"], row["status"]) for place, row in rows_of(raw, indicator, year).items()}


def county(raw: Path, indicator: Indicator, year: int = 2025) -> Any:
    """The county's value."""
    return figures(raw, indicator, year)["total",][0]


def _place(row: Mapping[str, Any]) -> Members:
    return (row["breakdown"], *(row[d.column] for d in DIMENSIONS if row[d.column] is not None))


def evidence(session: duckdb.DuckDBPyConnection, select: str) -> list[Evidence]:
    """The rows of a SELECT."""
    rows: list[Evidence] = session.sql(select).to_arrow_table().to_pylist()
    return rows


def not_what_the_rows_give(indicator: Indicator, rows: Sequence[Evidence], values: Iterable[Evidence]) -> list[str]:
    """The figures of the indicator among `values` that a plain count of the rows does not give."""
    told = {(row["year"], *_place(row)): row for row in values if row["indicator_id"] == indicator.id}
    groups = _groups(indicator, rows, {key[0] for key in told})
    wrong = [f"{indicator.id} {key}: the rows have no figure" for key in groups if key not in told]
    for key, row in told.items():
        of_group = groups.get(key, [])
        numerator, denominator = _numerator(indicator, of_group), row["denominator"]
        if indicator.rows_have_denominators:
            denominator = _sum(each["denominator"] for each in of_group)
        is_ratio = indicator.aggregate is Aggregate.RATIO
        value = _ratio(indicator, numerator, denominator) if is_ratio else numerator
        expected = (value, numerator, denominator, len(of_group))
        if row["status"] != "uppgift saknas":
            found = (row["value"], row["numerator"], row["denominator"], row["n_records"])
            wrong += [f"{indicator.id} {key}: {found}, the rows give {expected}"] * (found != expected)
        else:
            wrong += [f"{indicator.id} {key}: unknown, yet {row['value']}"] * (row["value"] is not None)
    return wrong


def lost(session: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[Any]:
    """The rows that are found in no register that the indicator names, or nowhere if it names none."""
    records = record_of(indicator.registers).select
    rows = f"(FROM ({evidence_sql(indicator)}) WHERE record_id IS NOT NULL)"
    return session.sql(f"FROM {rows} ANTI JOIN ({records}) USING (record_id)").fetchall()


def misfits(indicators: Iterable[Indicator], values: Sequence[Evidence]) -> list[str]:
    """Additive figures whose parts do not sum to the whole, and ratios whose parts' terms do not."""
    wrong = []
    for indicator in indicators:
        if indicator.aggregate not in (Aggregate.SUM, Aggregate.RATIO):
            continue
        own = [row for row in values if row["indicator_id"] == indicator.id and row["numerator"] is not None]
        for whole in (row for row in own if row["breakdown"] == "total"):
            for some in indicator.breakdowns[1:]:
                parts = [r for r in own if (r["year"], r["breakdown"]) == (whole["year"], breakdown_name(some))]
                terms = ["numerator", *["denominator"] * (indicator.aggregate is Aggregate.RATIO)]
                wrong += [
                    f"{indicator.id} {whole['year']} {breakdown_name(some)} {term}"
                    for term in terms
                    if whole[term] is not None and sum(part[term] or 0 for part in parts) != whole[term]
                ]
    return wrong


def _groups(indicator: Indicator, rows: Sequence[Evidence], years: set[Any]) -> dict[Any, list[Evidence]]:
    groups = defaultdict(list)
    for row in rows:
        for some in indicator.breakdowns:
            if row["year"] in years:
                members = tuple(row[d.column] for d in DIMENSIONS if d in some)
                groups[(row["year"], breakdown_name(some), *members)].append(row)
    return groups


def _numerator(indicator: Indicator, rows: Sequence[Evidence]) -> Any:
    values = [row["value"] for row in rows]
    if None in values:
        return None
    match indicator.aggregate:
        case Aggregate.DISTINCT:
            return len({row["entity"] for row in rows})
        case Aggregate.MEDIAN:
            return median(map(Decimal, values)) if values else None
        case _:
            return _sum(values)


def _sum(values: Iterable[Any]) -> Any:
    told = list(values)
    return None if None in told else sum(told)


def _ratio(indicator: Indicator, numerator: Any, denominator: Any) -> Decimal | None:
    if numerator is None or not denominator:
        return None
    exact = Fraction(numerator) / Fraction(denominator) * (100 if indicator.unit is Unit.PERCENT else 1)
    ten_thousandths = abs(exact) * 10_000
    rounded = Decimal(ten_thousandths.numerator * 2 // ten_thousandths.denominator)
    return ((rounded / 2).quantize(Decimal(1), ROUND_HALF_UP) / 10_000).copy_sign(Decimal(1 if exact >= 0 else -1))
