"""The engine: from each indicator's rows that count to its figures, for every year and breakdown at once.

What was delivered but has no rows is a zero; what was not delivered is unknown, and never a zero. Each evidence is
evaluated once; what the figures share (what is shown, what is known) is worked out once for all indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension
from rsp_pipeline.indicators.indicator import NOT_STATED, Indicator, breakdown_name
from rsp_pipeline.indicators.spine import KNOWN, list_indicators, list_shown, list_years
from rsp_pipeline.store.schema import Field, Reference, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FINAL, PRELIMINARY, UNKNOWN, TOO_FEW = "slutlig", "preliminär", "uppgift saknas", "för litet underlag"
APPROVED = "fastställd"
FEWEST_CASES = 5

VALUE = Table(
    "indicator",
    "value",
    "Nyckeltal: ett värde per nyckeltal, år och redovisad grupp",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning, till exempel S02", required=True),
        Field("year", "INTEGER", "Kalenderår", required=True),
        Field("breakdown", "VARCHAR", "Vad värdet är uppdelat på; total är hela länet", required=True),
        *(dimension.field for dimension in DIMENSIONS),
        Field("value", "DECIMAL(18,4)", "Värdet; tomt när uppgift saknas eller när det inte finns något att räkna på"),
        Field("numerator", "DECIMAL(18,4)", "Täljaren: vad raderna som räknas ger"),
        Field("denominator", "DECIMAL(18,4)", "Nämnaren, för nyckeltal som har en"),
        Field("n_records", "INTEGER", "Antal rader som räknas", "rader"),
        Field(
            "status",
            "VARCHAR",
            f"{FINAL}, {APPROVED}, {PRELIMINARY} (året pågår), {UNKNOWN} eller {TOO_FEW} (andel eller median av färre "
            "än fem fall)",
            required=True,
        ),
    ),
    references=(Reference(("indicator_id",), "indicator.indicator"),),
)
COUNTED = Table(
    "indicator",
    "counted",
    "Vad raderna bakom varje nyckeltal ger, i varje uppdelning, innan nollor och det som saknas är tillagt",
    tuple(replace(field, required=False) for field in VALUE.fields if field.name not in ("value", "status")),
)
DIMENSION_COLUMNS = ", ".join(dimension.column for dimension in DIMENSIONS)
KEYS = f"indicator_id, year, breakdown, {DIMENSION_COLUMNS}"


def evaluate(session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator], years: Sequence[int]) -> pa.Table:
    """The figures of `indicators` for `years`: columns of `VALUE`, in a settled order.

    `session` sees the tables of schema core.
    """
    chosen = tuple(indicators)
    return figures(session, chosen, years, count(session, chosen, years))


def count(session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator], years: Sequence[int]) -> pa.Table:
    """What the rows of `indicators` come to in `years`: columns of `COUNTED`.

    `session` sees the tables that their evidence and denominators read.
    """
    list_years(session, years)
    session.execute(f"CREATE OR REPLACE TEMP TABLE counted AS {COUNTED.nothing}")
    for indicator in indicators:
        rows = f"(SELECT * FROM ({evidence_sql(indicator)}) WHERE year IN (FROM years))"
        session.execute(f"INSERT INTO counted BY NAME {counted_sql(indicator, rows)}")
        if indicator.denominator:
            session.execute(f"INSERT INTO counted BY NAME {_denominators_sql(indicator)}")
    counted = session.sql("FROM counted ORDER BY ALL").to_arrow_table()
    session.execute("DROP TABLE counted")
    return counted


def figures(
    session: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator], years: Sequence[int], counted: pa.Table
) -> pa.Table:
    """The figures of `indicators` for `years`, by what their rows were `counted` to, as `evaluate` gives them."""
    list_years(session, years)
    list_shown(session, indicators)
    list_indicators(session, indicators)
    session.register("counted", counted)
    found = session.sql(FIGURES).to_arrow_table().cast(VALUE.arrow_schema)
    session.unregister("counted")
    return found


def evidence_sql(indicator: Indicator) -> str:
    """The SELECT of the evidence view: typed, and with a word where a dimension was left empty."""
    dimensions = {dimension.column for dimension in indicator.by}
    columns = ", ".join(
        f"coalesce({field.name}, '{NOT_STATED}') AS {field.name}"
        if field.name in dimensions
        else f"{field.name}::{field.type} AS {field.name}"
        for field in indicator.evidence_table.fields
    )
    return f"SELECT {columns} FROM ({indicator.evidence})"


def selects_of_rows(indicators: Iterable[Indicator]) -> list[str]:
    """Every SELECT that `count` runs over tables made before it."""
    return [select for each in indicators for select in (each.evidence, each.denominator) if select]


def selects_of_groups(indicators: Iterable[Indicator]) -> list[str]:
    """Every SELECT that `figures` runs over tables made before it."""
    return [FIGURES, KNOWN, *(dimension.members for each in indicators for dimension in each.by)]


def counted_sql(indicator: Indicator, rows: str) -> str:
    """The SELECT of what rows like those of the evidence come to, for every breakdown: one GROUPING SETS over `rows`.

    Columns: the keys of `VALUE` as far as the indicator has them, numerator, denominator, n_records.
    """
    denominator = _known_sum("denominator") if indicator.rows_have_denominators else "NULL::DECIMAL(18,4)"
    return f"""
        SELECT
            '{indicator.id}' AS indicator_id,
            {grouping_columns(indicator)},
            CASE WHEN count(*) = count(value) THEN {indicator.aggregate.value} END::DECIMAL(18,4) AS numerator,
            {denominator} AS denominator,
            count(*)::INTEGER AS n_records
        FROM {rows}
        GROUP BY {grouping_sets(indicator)}
    """


def quotient_sql(numerator: str, denominator: str, times: str, decimals: int = 4) -> str:
    """A ratio to some decimals, rounded half away from zero; in whole numbers, since DuckDB divides in floats."""
    whole_numerator = f"(abs({numerator})::DECIMAL(24,4) * 10000)::HUGEINT * ({times}) * {10**decimals}"
    whole_denominator = f"(abs({denominator})::DECIMAL(24,4) * 10000)::HUGEINT"
    rounded = f"(2 * {whole_numerator} + {whole_denominator}) // nullif(2 * {whole_denominator}, 0)"
    sign = f"(sign({numerator}) * sign({denominator}))::HUGEINT::DECIMAL(2,0)"
    return f"{sign} * ({rounded})::DECIMAL(22,0) * {Decimal(10) ** -decimals}"


def _denominators_sql(indicator: Indicator) -> str:
    return f"""
        SELECT
            '{indicator.id}' AS indicator_id,
            {grouping_columns(indicator)},
            {_known_sum("value")} AS denominator,
            0 AS n_records
        FROM ({indicator.denominator})
        GROUP BY {grouping_sets(indicator)}
    """


def _known_sum(column: str) -> str:
    return f"CASE WHEN count(*) = count({column}) THEN sum({column}) END::DECIMAL(18,4)"


def grouping_sets(indicator: Indicator) -> str:
    """What a SELECT groups by to tell something of every breakdown of an indicator."""
    sets = (", ".join(["year", *(d.column for d in some)]) for some in indicator.breakdowns)
    return "GROUPING SETS (" + ", ".join(f"({columns})" for columns in sets) + ")"


def grouping_columns(indicator: Indicator) -> str:
    """The columns of such a SELECT: the year, the dimensions, and the name of the breakdown that a row belongs to."""
    if not indicator.by:
        return "year, 'total' AS breakdown"
    columns = ", ".join(dimension.column for dimension in indicator.by)
    names = " ".join(
        f"WHEN {_grouping_number(indicator, some)} THEN '{breakdown_name(some)}'" for some in indicator.breakdowns
    )
    return f"year, CASE GROUPING_ID(year, {columns}) {names} END AS breakdown, {columns}"


def _grouping_number(indicator: Indicator, some: tuple[Dimension, ...]) -> int:
    """What SQL's GROUPING() gives for a set: one bit per dimension, set where the dimension is summed over."""
    return int("".join("0" if dimension in some else "1" for dimension in indicator.by), 2)


FIGURES = f"""
    WITH rows AS (
        SELECT indicator_id, shown.*, NULL AS numerator, NULL AS denominator, 0 AS n_records
        FROM broken_down JOIN shown USING (breakdown)
        UNION ALL BY NAME
        FROM counted
    ),
    groups AS (
        SELECT
            {KEYS},
            any_value(numerator) AS numerator,
            any_value(denominator) AS denominator,
            sum(n_records) AS n_records
        FROM rows
        GROUP BY {KEYS}
    ),
    figures AS (
        SELECT
            * EXCLUDE (numerator, denominator),
            CASE
                WHEN NOT is_known THEN NULL
                WHEN n_records = 0 AND NOT is_median THEN 0
                ELSE numerator
            END AS numerator,
            CASE
                WHEN NOT is_known THEN NULL
                WHEN n_records = 0 AND rows_have_denominators THEN 0
                ELSE denominator
            END AS denominator
        FROM groups
        JOIN measured USING (indicator_id)
        JOIN known USING (indicator_id, year)
        LEFT JOIN core.programme_years USING (year)
    ),
    valued AS (
        SELECT
            *,
            CASE WHEN is_ratio THEN {quotient_sql("numerator", "denominator", "times")} ELSE numerator END AS value
        FROM figures
    )
    SELECT
        {KEYS},
        value::DECIMAL(18,4) AS value,
        numerator::DECIMAL(18,4) AS numerator,
        denominator::DECIMAL(18,4) AS denominator,
        n_records::INTEGER AS n_records,
        CASE
            WHEN NOT is_known THEN '{UNKNOWN}'
            WHEN numerator IS NULL AND n_records > 0 THEN '{UNKNOWN}'
            WHEN denominator IS NULL AND is_ratio THEN '{UNKNOWN}'
            WHEN value IS NULL THEN '{TOO_FEW}'
            WHEN needs_several_cases AND n_records < {FEWEST_CASES} THEN '{TOO_FEW}'
            WHEN has_ended THEN '{FINAL}'
            ELSE '{PRELIMINARY}'
        END AS status
    FROM valued
    ORDER BY place, year, breakdown, {DIMENSION_COLUMNS}
"""
