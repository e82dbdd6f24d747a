"""Each region beside the nation, and beside the counties that are like it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import quotient_sql
from rsp_pipeline.indicators.indicator import Aggregate, Unit
from rsp_pipeline.nation.delivered import FIGURES
from rsp_pipeline.nation.open_figures import HIDDEN_KEYS
from rsp_pipeline.nation.tables import ALIKE, COUNTIES, COUNTY, MUNICIPALITIES, OF_COUNTY, POPULATION
from rsp_pipeline.nation.totals import add_up
from rsp_pipeline.open_data.datasets import HIDDEN
from rsp_pipeline.store.schema import Field, Reference, Table, View
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    import duckdb

HOW_MANY_ALIKE = 4
INHABITANTS = 10_000
PER_INHABITANTS = (
    "per 10 000 invånare i de län som värdet vilar på; tomt när det inte kan räknas så, eller när folkmängden den 31 "
    "december samma år inte är känd för alla"
)

COMPARISON = Table(
    "report",
    "region_comparison",
    "Varje region bredvid landet och bredvid de län som liknar den (nation.alike), hela länet per nyckeltal och år. "
    "Landets och de likas värden är räknade som nyckeltalet självt: kvoter av summor och medianer över alla rader, "
    "aldrig medelvärden av regionernas",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning"),
        Field("title", "VARCHAR", "Nyckeltalets namn", required=True),
        Field("unit", "VARCHAR", "Enhet", required=True),
        Field("year", "INTEGER", "Kalenderår"),
        COUNTY,
        Field("region", "VARCHAR", "Regionens namn", required=True),
        *(
            field
            for prefix, whose in (("", "Regionens"), ("nation_", "Landets"), ("alike_", "De likas"))
            for field in (
                Field(f"{prefix}value", "DECIMAL(18,4)", f"{whose} värde"),
                Field(f"{prefix}per_10000", "DECIMAL(18,4)", f"{whose} värde {PER_INHABITANTS}"),
                Field(f"{prefix}n_records", "INTEGER", f"{whose} antal rader som räknas", "rader"),
                *([Field(f"{prefix}n_regions", "INTEGER", "Antal regioner som värdet vilar på")] if prefix else []),
                Field(f"{prefix}status", "VARCHAR", f"{whose} status"),
            )
        ),
        Field("alike", "VARCHAR", "Regionerna som liknar den, de närmaste först"),
    ),
    ("indicator_id", "year", "county_code"),
    (*OF_COUNTY, Reference(("indicator_id",), "indicator.indicator")),
)
SIDES = {
    "": "SELECT county_code, indicator_id, year FROM hidden_wholes",
    "nation_": """
        SELECT own.county_code, indicator_id, year
        FROM nation.county AS own
        JOIN hidden_wholes ON hidden_wholes.county_code IS NULL
    """,
    "alike_": """
        SELECT DISTINCT alike.county_code, indicator_id, year
        FROM nation.alike AS alike
        JOIN hidden_wholes ON hidden_wholes.county_code = alike.alike_county_code
    """,
}
"""Those that are compared, by what their columns begin with: where the figure of each is hidden from others than us.

What the alike come to is hidden where the figure of any of them is, so that it tells nothing that they do not.
"""


def _shown(prefix: str) -> str:
    """The columns of one of those that are compared, as anyone may see them."""
    is_hidden = f"{prefix}hidden.year IS NOT NULL"
    values = (
        f"CASE WHEN NOT ({is_hidden}) THEN figure.{prefix}{name} END AS {prefix}{name}"
        for name in ("value", "per_10000", "n_records")
    )
    status = f"CASE WHEN {is_hidden} THEN '{HIDDEN}' ELSE figure.{prefix}status END AS {prefix}status"
    return ", ".join([*values, status])


def _joined(prefix: str, where: str) -> str:
    return f"LEFT JOIN ({where}) AS {prefix}hidden USING (county_code, indicator_id, year)"


OPEN_COMPARISON = View(
    replace(COMPARISON, schema="open", comment=f"{COMPARISON.comment}. Som vem som helst får se det", references=()),
    f"""
        WITH hidden_wholes AS (FROM {HIDDEN_KEYS.full_name} WHERE breakdown = 'total')
        SELECT figure.* REPLACE ({", ".join(map(_shown, SIDES))})
        FROM {COMPARISON.full_name} AS figure
        {" ".join(_joined(prefix, where) for prefix, where in SIDES.items())}
    """,
)
PER_INHABITANT = tuple(  # what grows with the county, and is about what happens in it
    each.id
    for each in PUBLISHED
    if each.content and each.unit in (Unit.COUNT, Unit.SEK) and each.aggregate in (Aggregate.SUM, Aggregate.DISTINCT)
)


def find_alike(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table `inhabitants`, of each county and year, and the rows of `COUNTIES`' population and of `ALIKE`."""
    session.execute(f"CREATE TABLE inhabitants AS {INHABITANTS_SQL}")
    session.execute(f"CREATE TABLE {ALIKE.full_name} AS {ALIKE_SQL}")


def compare(session: duckdb.DuckDBPyConnection) -> None:
    """Make the rows of `COMPARISON`, when the nation's figures are in the table `of_nation`."""
    alike: dict[str, list[str]] = {}
    for county, other in session.execute(f"SELECT county_code, alike_county_code FROM {ALIKE.full_name}").fetchall():
        alike.setdefault(county, []).append(other)
    add_up(session, "of_alike", alike, broken_down=False)
    session.execute(f"CREATE TABLE {COMPARISON.full_name} AS {COMPARISON_SQL}")


LATEST = """
    SELECT county_code, max(year) AS year, arg_max(population, year) AS population
    FROM inhabitants
    WHERE population > 0
    GROUP BY county_code
"""
INHABITANTS_SQL = f"""
    SELECT
        own.county_code,
        counted.year,
        CASE WHEN count(*) = count(population) THEN sum(population) END::INTEGER AS population
    FROM {MUNICIPALITIES.full_name} AS own
    CROSS JOIN (SELECT DISTINCT year FROM {POPULATION.full_name}) AS counted
    LEFT JOIN {POPULATION.full_name} AS told
        ON told.municipality_code = own.municipality_code AND told.year = counted.year
    GROUP BY ALL
"""
ALIKE_SQL = f"""
    SELECT
        own.county_code,
        other.county_code AS alike_county_code,
        row_number() OVER (
            PARTITION BY own.county_code
            ORDER BY abs(ln(own.population) - ln(other.population)), other.county_code
        )::INTEGER AS place
    FROM ({LATEST}) AS own
    JOIN ({LATEST}) AS other ON other.county_code <> own.county_code
    QUALIFY place <= {HOW_MANY_ALIKE}
    ORDER BY ALL
"""


def _side(prefix: str, whose: str) -> str:
    """The columns of one of those that are compared."""
    is_divided = f"figure.indicator_id IN ({', '.join(map(quoted, PER_INHABITANT))})"
    per_10000 = quotient_sql(f"{whose}.value", f"{whose}.population", str(INHABITANTS))
    told = f"{whose}.value AS {prefix}value, CASE WHEN {is_divided} THEN {per_10000} END AS {prefix}per_10000"
    n_regions = f", {whose}.n_regions AS {prefix}n_regions" if prefix else ""
    return f"{told}, {whose}.n_records AS {prefix}n_records{n_regions}, {whose}.status AS {prefix}status"


COMPARISON_SQL = f"""
    WITH own AS (
        SELECT figure.*, population
        FROM {FIGURES.full_name} AS figure
        LEFT JOIN inhabitants USING (county_code, year)
        WHERE breakdown = 'total'
    ),
    names AS (
        SELECT alike.county_code, string_agg(region, ', ' ORDER BY place) AS alike
        FROM {ALIKE.full_name} AS alike
        JOIN {COUNTIES.full_name} AS county ON county.county_code = alike_county_code
        GROUP BY alike.county_code
    )
    SELECT
        figure.indicator_id,
        title,
        unit,
        figure.year,
        figure.county_code,
        region,
        {_side("", "figure")},
        {_side("nation_", "nation")},
        {_side("alike_", "those")},
        names.alike
    FROM own AS figure
    JOIN {INDICATOR.full_name} USING (indicator_id)
    JOIN {COUNTIES.full_name} USING (county_code)
    JOIN of_nation AS nation
        ON nation.indicator_id = figure.indicator_id AND nation.year = figure.year AND nation.breakdown = 'total'
    LEFT JOIN of_alike AS those
        ON those.indicator_id = figure.indicator_id AND those.year = figure.year AND those.of = figure.county_code
    LEFT JOIN names ON names.county_code = figure.county_code
    ORDER BY figure.indicator_id, figure.year, figure.county_code
"""
