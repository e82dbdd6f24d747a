"""The engine: from each indicator's rows that count to its figures, for every year and breakdown at once.

What was delivered but has no rows is a zero; what was not delivered is unknown, and never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.indicator import DIMENSIONS, Aggregate, Dimension, Indicator, breakdown_name
from rsp_pipeline.schema import Field, Reference, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FINAL, PRELIMINARY, UNKNOWN = "slutlig", "preliminär", "uppgift saknas"
NOT_STATED = "Ej angivet"

VALUE = Table(
    "indicator",
    "value",
    "Nyckeltal: ett värde per nyckeltal, år och redovisad grupp",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning, till exempel S02", required=True),
        Field("year", "INTEGER", "Kalenderår", required=True),
        Field("breakdown", "VARCHAR", "Vad värdet är uppdelat på; total är hela länet", required=True),
        *(dimension.field for dimension in DIMENSIONS),
        Field("value", "DECIMAL(18,4)", "Värdet; tomt när uppgift saknas"),
        Field("numerator", "DECIMAL(18,4)", "Täljaren: vad raderna som räknas ger"),
        Field("denominator", "DECIMAL(18,4)", "Nämnaren, för nyckeltal som har en"),
        Field("n_records", "INTEGER", "Antal rader som räknas", "rader"),
        Field("status", "VARCHAR", f"{FINAL}, {PRELIMINARY} (året pågår) eller {UNKNOWN}", required=True),
    ),
    references=(Reference(("indicator_id",), "indicator.indicator"),),
)

INDICATOR = Table(
    "indicator",
    "indicator",
    "Nyckeltalens definitioner",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning"),
        Field("title", "VARCHAR", "Nyckeltalets namn"),
        Field("unit", "VARCHAR", "Enhet"),
        Field("area", "VARCHAR", "Prioriterat område"),
        Field("description", "VARCHAR", "Vad nyckeltalet visar"),
        Field("processing", "VARCHAR", "Hur det räknas"),
        Field("registers", "VARCHAR", "Registren det bygger på"),
        Field("decimals", "INTEGER", "Antal decimaler när värdet visas"),
    ),
    ("indicator_id",),
)


def evaluate(session: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator], years: Sequence[int]) -> pa.Table:
    """The figures of `indicators` for `years`: columns of `VALUE`, in a settled order.

    `session` sees the tables of schema core.
    """
    import pyarrow as pa

    chosen = ", ".join(f"({int(year)})" for year in years)
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE years AS SELECT year::INTEGER AS year FROM (VALUES {chosen}) v(year)"
    )
    figures = [session.sql(figures_sql(indicator)).to_arrow_table() for indicator in indicators]
    return pa.concat_tables(table.cast(VALUE.arrow_schema) for table in figures)


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


def figures_sql(indicator: Indicator) -> str:
    """The SELECT of an indicator's figures, one GROUPING SETS over its evidence joined to what is to be shown."""
    columns = [dimension.column for dimension in indicator.by]
    keys = ["year", "breakdown", *columns]
    shown = ",\n            ".join(
        f"shown.{dimension.column}" if dimension in indicator.by else f"NULL AS {dimension.column}"
        for dimension in DIMENSIONS
    )
    numerator = "sum(value)" if indicator.aggregate is Aggregate.RATIO else indicator.aggregate.value
    value = "numerator / nullif(denominator, 0)" if indicator.aggregate is Aggregate.RATIO else "numerator"
    same = " AND ".join(f"counted.{key} IS NOT DISTINCT FROM shown.{key}" for key in keys)
    same_denominator = same.replace("counted.", "denominators.")
    registers = ", ".join(f"'{register}'" for register in indicator.registers)
    return f"""
        WITH counted AS (
            SELECT {_grouping_columns(indicator)}, {numerator} AS numerator, count(*) AS n_records
            FROM ({evidence_sql(indicator)}) JOIN years USING (year)
            GROUP BY {_grouping_sets(indicator)}
        ),
        denominators AS ({_denominators(indicator)}),
        members AS ({" UNION ALL ".join(_members(indicator, some) for some in indicator.breakdowns)}),
        shown AS (
            SELECT {", ".join(keys)} FROM members
            UNION SELECT {", ".join(keys)} FROM counted
        ),
        known AS (
            SELECT years.year, count(register) = {len(indicator.registers)} AS is_known
            FROM years LEFT JOIN core.delivered_years AS delivered
                ON delivered.year = years.year AND delivered.register IN ({registers})
            GROUP BY years.year
        ),
        figures AS (
            SELECT
                shown.year,
                shown.breakdown,
                {shown},
                CASE WHEN is_known THEN coalesce(counted.numerator, 0) END AS numerator,
                CASE WHEN is_known THEN denominators.denominator END AS denominator,
                coalesce(counted.n_records, 0) AS n_records,
                has_ended
            FROM shown
            JOIN known ON known.year = shown.year
            LEFT JOIN core.programme_years AS programme ON programme.year = shown.year
            LEFT JOIN counted ON {same}
            LEFT JOIN denominators ON {same_denominator}
        ),
        valued AS (SELECT *, ({value})::DECIMAL(18,4) AS value FROM figures)
        SELECT
            '{indicator.id}' AS indicator_id,
            year,
            breakdown,
            {", ".join(dimension.column for dimension in DIMENSIONS)},
            value,
            numerator::DECIMAL(18,4) AS numerator,
            denominator::DECIMAL(18,4) AS denominator,
            n_records,
            CASE WHEN value IS NULL THEN '{UNKNOWN}' WHEN has_ended THEN '{FINAL}' ELSE '{PRELIMINARY}' END AS status
        FROM valued
        ORDER BY ALL
    """


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


def _denominators(indicator: Indicator) -> str:
    """The denominators per group; unknown when any part is."""
    if not indicator.denominator:
        columns = "".join(f", NULL AS {dimension.column}" for dimension in indicator.by)
        return f"SELECT NULL AS year, NULL AS breakdown{columns}, NULL AS denominator WHERE false"
    return f"""
            SELECT
                {_grouping_columns(indicator)},
                CASE WHEN count(*) = count(value) THEN sum(value) END AS denominator
            FROM ({indicator.denominator})
            GROUP BY {_grouping_sets(indicator)}
    """


def _members(indicator: Indicator, some: tuple[Dimension, ...]) -> str:
    """What a breakdown shows in each year, whether anything happened or not."""
    columns = ", ".join(
        f"{d.name}.member AS {d.column}" if d in some else f"NULL::VARCHAR AS {d.column}" for d in indicator.by
    )
    joins = "".join(f" JOIN ({d.members}) AS {d.name} ON {d.name}.year = years.year" for d in some)
    return (
        f"SELECT years.year, '{breakdown_name(some)}' AS breakdown{', ' + columns if columns else ''} FROM years{joins}"
    )


def definitions(indicators: Iterable[Indicator]) -> pa.Table:
    """The rows of `INDICATOR`."""
    import pyarrow as pa

    rows = [
        (i.id, i.title, i.unit.label, i.area, i.description, i.processing, ", ".join(i.registers), i.decimals)
        for i in indicators
    ]
    return pa.table(dict(zip(INDICATOR.columns, zip(*rows, strict=True), strict=True)), schema=INDICATOR.arrow_schema)
