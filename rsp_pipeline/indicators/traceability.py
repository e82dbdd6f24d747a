"""Whether every figure is what its rows come to, asked of a database that has both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import COUNTED, KEYS, counted_sql, quotient_sql
from rsp_pipeline.indicators.indicator import Aggregate, Indicator, Unit

if TYPE_CHECKING:
    import duckdb

NONE_APART = "SELECT NULL::VARCHAR AS indicator_id, NULL::INTEGER AS year WHERE false"


def differing(
    connection: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator], apart_from: str = NONE_APART
) -> list[str]:
    """The known figures of some indicators that are not the aggregate of their evidence, each as a Swedish line.

    Every breakdown of every year that has figures is compared, and so is every group of rows that has no figure;
    `apart_from` is a SELECT of (indicator_id, year) to leave out.
    """
    if not indicators:
        return []
    connection.execute(f"CREATE OR REPLACE TEMP TABLE counted AS {COUNTED.nothing}")
    for indicator in indicators:  # one at a time: together they take more memory, and as long again to plan
        counted = counted_sql(indicator, indicator.evidence_table.full_name)
        connection.execute(f"INSERT INTO counted BY NAME {counted}")
    figures = connection.execute(_differing_sql(indicators, apart_from)).fetchall()
    connection.execute("DROP TABLE counted")
    return [
        f"{name} {year} {' '.join(member for member in members if member) or 'hela länet'}: {value}, raderna ger {rows}"
        for name, year, *members, value, rows in figures
    ]


def _differing_sql(indicators: Sequence[Indicator], apart_from: str) -> str:
    ratios = ", ".join(
        f"('{each.id}', {100 if each.unit is Unit.PERCENT else 1})"
        for each in indicators
        if each.aggregate is Aggregate.RATIO
    )
    return f"""
        WITH figures AS (
            SELECT {KEYS}, value, numerator, denominator, n_records AS n_stated, true AS is_stated
            FROM indicator.value
            WHERE indicator_id IN ({", ".join(f"'{each.id}'" for each in indicators)})
        ),
        side_by_side AS (
            FROM figures
            UNION ALL BY NAME
            SELECT * EXCLUDE (numerator, denominator), numerator AS rows_give, denominator AS rows_share
            FROM counted
            WHERE year IN (SELECT year FROM figures)
        ),
        compared AS (
            SELECT {KEYS}, {", ".join(f"any_value({name}) AS {name}" for name in TALLY)}
            FROM side_by_side
            ANTI JOIN ({apart_from}) USING (indicator_id, year)
            GROUP BY {KEYS}
        )
        SELECT indicator_id, year, {", ".join(dimension.column for dimension in DIMENSIONS)}, value, rows_give
        FROM compared
        LEFT JOIN (VALUES {ratios or "('', 1)"}) ratios(indicator_id, times) USING (indicator_id)
        WHERE is_stated IS NULL
            OR n_stated <> coalesce(n_records, 0)
            OR numerator <> coalesce(rows_give, 0)
            OR denominator <> rows_share
            OR (numerator IS NOT NULL AND value IS DISTINCT FROM
                CASE WHEN times IS NULL THEN numerator ELSE {quotient_sql("numerator", "denominator", "times")} END)
        ORDER BY ALL
    """


TALLY = ("value", "numerator", "denominator", "n_stated", "is_stated", "rows_give", "rows_share", "n_records")
