"""What there is to count in: the years, what each breakdown shows in them, and which figures can be known at all.

The tables of a session that the engine lays its counts out on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension
from rsp_pipeline.indicators.indicator import Aggregate, Indicator, Unit, breakdown_name

if TYPE_CHECKING:
    import duckdb

KNOWN = """
    WITH deliveries AS (
        SELECT indicator_id, years.year, any_will_do, delivered.year IS NOT NULL AS is_delivered
        FROM needs
        CROSS JOIN years
        LEFT JOIN core.delivered_years AS delivered
            ON delivered.year = years.year - back AND (delivered.register = needs.register OR any_will_do)
    )
    SELECT
        indicator_id,
        year,
        CASE WHEN any_will_do THEN bool_or(is_delivered) ELSE bool_and(is_delivered) END AS is_known
    FROM deliveries
    GROUP BY indicator_id, year, any_will_do
"""


def list_years(session: duckdb.DuckDBPyConnection, years: Sequence[int]) -> None:
    """The table `years`."""
    values = ", ".join(str(int(year)) for year in years)
    session.execute(f"CREATE OR REPLACE TEMP TABLE years AS SELECT unnest([{values}])::INTEGER AS year")


def list_shown(session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator]) -> None:
    """The table `shown`: what each breakdown shows in each year, whether anything happened or not."""
    breakdowns = {breakdown_name(some): some for indicator in indicators for some in indicator.breakdowns}
    for dimension in {dimension for some in breakdowns.values() for dimension in some}:
        session.execute(f"CREATE OR REPLACE TEMP TABLE {_members(dimension)} AS {dimension.members}")
    session.execute(
        "CREATE OR REPLACE TEMP TABLE shown AS " + " UNION ALL ".join(_shown_sql(some) for some in breakdowns.values())
    )


def _members(dimension: Dimension) -> str:
    return f"members_of_{dimension.name}"


def _shown_sql(some: tuple[Dimension, ...]) -> str:
    columns = ", ".join(
        f"{_members(d)}.member AS {d.column}" if d in some else f"NULL::VARCHAR AS {d.column}" for d in DIMENSIONS
    )
    joins = "".join(f" JOIN {_members(d)} ON {_members(d)}.year = years.year" for d in some)
    return f"SELECT years.year, '{breakdown_name(some)}' AS breakdown, {columns} FROM years{joins}"


def list_indicators(session: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator]) -> None:
    """The tables `measured` (what the engine must know of each), `broken_down` (into what), `needs` and `known`."""
    measured = ", ".join(
        f"({place}, '{i.id}', {i.aggregate is Aggregate.RATIO}, {i.aggregate is Aggregate.MEDIAN}, "
        f"{i.rows_have_denominators}, {i.needs_several_cases}, {100 if i.unit is Unit.PERCENT else 1})"
        for place, i in enumerate(indicators)
    )
    session.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE measured AS
        FROM (VALUES {measured})
            v(place, indicator_id, is_ratio, is_median, rows_have_denominators, needs_several_cases, times)
        """
    )
    broken_down = ", ".join(f"('{i.id}', '{breakdown_name(some)}')" for i in indicators for some in i.breakdowns)
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE broken_down AS FROM (VALUES {broken_down}) v(indicator_id, breakdown)"
    )
    needs = ", ".join(
        f"('{i.id}', {register}, {back}, {not i.registers})"
        for i in indicators
        for register in [f"'{name}'" for name in i.registers] or ["NULL"]
        for back in range(i.looks_back + 1)
    )
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE needs AS FROM (VALUES {needs}) v(indicator_id, register, back, any_will_do)"
    )
    session.execute(f"CREATE OR REPLACE TEMP TABLE known AS {KNOWN}")
