"""What some counties come to together: the nation, and the counties that are like one of them.

All but a median adds up exactly: sums, the numerators and denominators of ratios, and things counted once, since what
is told apart within one region is never the same as something in another (a recipient's pseudonym is a region's own).
So the published figures are added, and those that a board has approved stay what it approved. A median is counted anew
over the rows of all. A region whose part is not known is left out, and how many are in is told beside each figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import PUBLISHED, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import (
    COUNTED,
    DIMENSION_COLUMNS,
    FEWEST_CASES,
    FINAL,
    KEYS,
    PRELIMINARY,
    TOO_FEW,
    UNKNOWN,
    counted_sql,
    quotient_sql,
)
from rsp_pipeline.indicators.indicator import Aggregate, Unit, breakdown_name
from rsp_pipeline.nation.delivered import FIGURES, rows_of
from rsp_pipeline.nation.tables import INCOMPLETE, PROGRAMME_YEARS, national

if TYPE_CHECKING:
    import duckdb

THE_NATION = "00"  # as Statistics Sweden codes it


def add_up(
    session: duckdb.DuckDBPyConnection, into: str, groups: Mapping[str, Sequence[str]], broken_down: bool
) -> None:
    """Make the table `into` of what groups of counties come to: the group's name as `of`, and the columns of figures.

    The tables of `delivered` are filled, with a figure of the whole for every region, indicator and year, and the table
    `inhabitants`. `broken_down` as the nation's figures are; else each indicator as a whole only. `population` is that
    of the regions that know the whole; empty where it is not told of one of them.
    """
    asked = tuple(national(each) if broken_down else replace(each, by=(), apart=()) for each in PUBLISHED)
    members = [(name, county) for name, counties in groups.items() for county in counties]
    session.execute("CREATE OR REPLACE TEMP TABLE members (of VARCHAR, county_code VARCHAR)")
    session.executemany("INSERT INTO members VALUES (?, ?)", members or [("", "")])
    session.execute(f"CREATE OR REPLACE TEMP TABLE asked AS FROM (VALUES {_asked(asked)}) v({', '.join(ASKED)})")
    session.execute(f"CREATE OR REPLACE TEMP TABLE medians AS SELECT '' AS of, * FROM ({COUNTED.nothing})")
    for name in groups:
        for indicator in (each for each in asked if each.aggregate is Aggregate.MEDIAN):
            counted = counted_sql(indicator, f"({_known_rows(indicator, name)})")
            session.execute(f"INSERT INTO medians BY NAME SELECT '{name}' AS of, * FROM ({counted})")
    session.execute(f"CREATE OR REPLACE TABLE {into} AS {TOTALS}")


ASKED = ("place", "indicator_id", "breakdown", "is_ratio", "is_median", "needs_several_cases", "times")


def _asked(indicators: Sequence[Indicator]) -> str:
    """What must be known of each indicator and breakdown, as rows of VALUES."""
    return ", ".join(
        f"({place}, '{i.id}', '{breakdown_name(some)}', {i.aggregate is Aggregate.RATIO}, "
        f"{i.aggregate is Aggregate.MEDIAN}, {i.needs_several_cases}, {100 if i.unit is Unit.PERCENT else 1})"
        for place, i in enumerate(indicators)
        for some in i.breakdowns
    )


def _known_rows(indicator: Indicator, group: str) -> str:
    return f"""
        SELECT rows.*
        FROM {rows_of(indicator).full_name} AS rows
        SEMI JOIN (
            SELECT county_code, year
            FROM {FIGURES.full_name}
            WHERE indicator_id = '{indicator.id}' AND breakdown = 'total' AND status <> '{UNKNOWN}'
        ) AS known USING (county_code, year)
        SEMI JOIN (FROM members WHERE of = '{group}') AS own USING (county_code)
    """


TOTALS = f"""
    WITH parts AS (
        SELECT
            of,
            figure.*,
            status <> '{UNKNOWN}' AS is_known,
            bool_or(breakdown = 'total' AND is_known) OVER (
                PARTITION BY of, county_code, indicator_id, year
            ) AS is_whole_known
        FROM {FIGURES.full_name} AS figure
        JOIN members USING (county_code)
    ),
    wholes AS (
        SELECT
            of,
            indicator_id,
            year,
            count(*) AS n_members,
            count(*) FILTER (is_known) AS n_known,
            CASE
                WHEN n_known = count(population) FILTER (is_known) THEN sum(population) FILTER (is_known)
            END AS population
        FROM parts
        LEFT JOIN inhabitants USING (county_code, year)
        WHERE breakdown = 'total'
        GROUP BY ALL
    ),
    summed AS (
        SELECT
            of,
            {KEYS},
            sum(numerator) FILTER (is_known) AS numerator,
            sum(denominator) FILTER (is_known) AS denominator,
            sum(n_records) FILTER (is_known) AS n_records,
            count(*) FILTER (is_known) - count(*) FILTER (is_whole_known) AS n_beside
        FROM parts
        GROUP BY of, {KEYS}
    ),
    joined AS (
        SELECT
            summed.* EXCLUDE (numerator, denominator),
            asked.* EXCLUDE (indicator_id, breakdown),
            n_members,
            population,
            -- a region that has no figure of the group, and knows the whole, has nothing in it
            n_known + n_beside AS n_regions,
            CASE WHEN is_median THEN medians.numerator ELSE coalesce(summed.numerator, 0) END AS numerator,
            CASE WHEN is_ratio THEN coalesce(summed.denominator, 0) ELSE summed.denominator END AS denominator
        FROM summed
        JOIN asked USING (indicator_id, breakdown)
        JOIN wholes USING (of, indicator_id, year)
        LEFT JOIN medians
            ON medians.of = summed.of
            AND medians.indicator_id = summed.indicator_id
            AND medians.year = summed.year
            AND medians.breakdown = summed.breakdown
            AND {" AND ".join(f"medians.{d.column} IS NOT DISTINCT FROM summed.{d.column}" for d in DIMENSIONS)}
    ),
    known AS (
        SELECT
            * EXCLUDE (numerator, denominator, n_records),
            CASE WHEN n_regions > 0 THEN numerator END AS numerator,
            CASE WHEN n_regions > 0 THEN denominator END AS denominator,
            coalesce(n_records, 0) AS n_records
        FROM joined
    ),
    valued AS (
        SELECT
            *,
            CASE WHEN is_ratio THEN {quotient_sql("numerator", "denominator", "times")} ELSE numerator END AS value
        FROM known
    )
    SELECT
        of,
        {KEYS},
        value::DECIMAL(18,4) AS value,
        numerator::DECIMAL(18,4) AS numerator,
        denominator::DECIMAL(18,4) AS denominator,
        n_records::INTEGER AS n_records,
        n_regions::INTEGER AS n_regions,
        CASE
            WHEN n_regions = 0 THEN '{UNKNOWN}'
            WHEN value IS NULL THEN '{TOO_FEW}'
            WHEN needs_several_cases AND n_records < {FEWEST_CASES} THEN '{TOO_FEW}'
            WHEN n_regions < n_members THEN '{INCOMPLETE}'
            WHEN has_ended THEN '{FINAL}'
            ELSE '{PRELIMINARY}'
        END AS status,
        population::INTEGER AS population
    FROM valued
    JOIN {PROGRAMME_YEARS.full_name} USING (year)
    ORDER BY of, place, year, breakdown, {DIMENSION_COLUMNS}
"""
