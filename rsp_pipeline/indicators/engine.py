"""The engine: from each indicator's rows that count to its figures, for every year and breakdown at once.

What was delivered but has no rows is a zero; what was not delivered is unknown, and never a zero. Each evidence is
evaluated once; what the figures share (what is shown, what is known) is worked out once for all indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension
from rsp_pipeline.indicators.indicator import NOT_STATED, Aggregate, Indicator, Unit, breakdown_name
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
DIMENSION_COLUMNS = ", ".join(dimension.column for dimension in DIMENSIONS)
KEYS = f"indicator_id, year, breakdown, {DIMENSION_COLUMNS}"


def evaluate(session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator], years: Sequence[int]) -> pa.Table:
    """The figures of `indicators` for `years`: columns of `VALUE`, in a settled order.

    `session` sees the tables of schema core.
    """
    chosen = tuple(indicators)
    _list_years(session, years)
    _list_shown(session, chosen)
    _list_indicators(session, chosen)
    session.execute(f"CREATE OR REPLACE TEMP TABLE counted AS FROM ({nothing_counted()})")
    for indicator in chosen:
        rows = f"(SELECT * FROM ({evidence_sql(indicator)}) WHERE year IN (FROM years))"
        session.execute(f"INSERT INTO counted BY NAME {counted_sql(indicator, rows)}")
        if indicator.denominator:
            session.execute(f"INSERT INTO counted BY NAME {_denominators_sql(indicator)}")
    return session.sql(FIGURES).to_arrow_table().cast(VALUE.arrow_schema)


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


def selects(indicators: Iterable[Indicator]) -> list[str]:
    """Every SELECT that `evaluate` runs over tables made before it."""
    own = ((each.evidence, each.denominator, *(dimension.members for dimension in each.by)) for each in indicators)
    return [FIGURES, KNOWN, *(select for some in own for select in some if select)]


def counted_sql(indicator: Indicator, rows: str) -> str:
    """The SELECT of what rows like those of the evidence come to, for every breakdown: one GROUPING SETS over `rows`.

    Columns: the keys of `VALUE` as far as the indicator has them, numerator, denominator, n_records.
    """
    denominator = _known_sum("denominator") if indicator.rows_have_denominators else "NULL::DECIMAL(18,4)"
    return f"""
        SELECT
            '{indicator.id}' AS indicator_id,
            {_grouping_columns(indicator)},
            CASE WHEN count(*) = count(value) THEN {indicator.aggregate.value} END::DECIMAL(18,4) AS numerator,
            {denominator} AS denominator,
            count(*)::INTEGER AS n_records
        FROM {rows}
        GROUP BY {_grouping_sets(indicator)}
    """


def nothing_counted() -> str:
    """The SELECT of no rows with the columns that rows of any indicator come to, to add those of each to."""
    keys = ", ".join(f"NULL::{field.type} AS {field.name}" for field in VALUE.fields if field.name in KEYS.split(", "))
    figures = "NULL::DECIMAL(18,4) AS numerator, NULL::DECIMAL(18,4) AS denominator, NULL::INTEGER AS n_records"
    return f"SELECT {keys}, {figures} WHERE false"


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
            {_grouping_columns(indicator)},
            {_known_sum("value")} AS denominator,
            0 AS n_records
        FROM ({indicator.denominator})
        GROUP BY {_grouping_sets(indicator)}
    """


def _known_sum(column: str) -> str:
    return f"CASE WHEN count(*) = count({column}) THEN sum({column}) END::DECIMAL(18,4)"


def _grouping_sets(indicator: Indicator) -> str:
    sets = (", ".join(["year", *(d.column for d in some)]) for some in indicator.breakdowns)
    return "GROUPING SETS (" + ", ".join(f"({columns})" for columns in sets) + ")"


def _grouping_columns(indicator: Indicator) -> str:
    """The year, the dimensions, and the name of the grouping set a row belongs to."""
    if not indicator.by:
        return "year, 'total' AS breakdown"
    columns = ", ".join(dimension.column for dimension in indicator.by)
    names = " ".join(
        f"WHEN {_grouping_number(indicator, some)} THEN '{breakdown_name(some)}'" for some in indicator.breakdowns
    )
    return f"year, CASE GROUPING({columns}) {names} END AS breakdown, {columns}"


def _grouping_number(indicator: Indicator, some: tuple[Dimension, ...]) -> int:
    """What SQL's GROUPING() gives for a set: one bit per dimension, set where the dimension is summed over."""
    return int("".join("0" if dimension in some else "1" for dimension in indicator.by), 2)


def _list_years(session: duckdb.DuckDBPyConnection, years: Sequence[int]) -> None:
    values = ", ".join(str(int(year)) for year in years)
    session.execute(f"CREATE OR REPLACE TEMP TABLE years AS SELECT unnest([{values}])::INTEGER AS year")


def _list_shown(session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator]) -> None:
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


def _list_indicators(session: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator]) -> None:
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
