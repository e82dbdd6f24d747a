"""The national file: built beside the old one out of what the regions have published, and swapped in whole.

It is to the nation what `rsp.duckdb` is to a region, and written as that is: read-only on disk, in the same storage
format, and whoever has the old one open goes on reading it. Each region's file is read where it lies and never waited
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import KEYS, UNKNOWN
from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.nation.comparing import COMPARISON, LATEST, OPEN_COMPARISON, compare, find_alike
from rsp_pipeline.nation.delivered import FIGURES, lay_out, read
from rsp_pipeline.nation.open_figures import HIDDEN_KEYS, OPEN_VALUE, list_hidden
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.standing import Region
from rsp_pipeline.nation.tables import (
    ALIKE,
    BUILD,
    COUNTIES,
    MUNICIPALITIES,
    POPULATION,
    PROGRAMME_YEARS,
    PROVENANCE,
    REGION,
    VALUE,
)
from rsp_pipeline.nation.totals import THE_NATION, add_up
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.publishing import constraints
from rsp_pipeline.publishing.about import CATALOGUE, tell_catalogue
from rsp_pipeline.publishing.gate import CANDIDATE, PREVIOUS
from rsp_pipeline.publishing.generations import keep_previous, remove_log
from rsp_pipeline.publishing.publish import FORMAT, MEMORY
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.clock import now
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    import duckdb

TABLES = (
    REGION,
    COUNTIES,
    ALIKE,
    MUNICIPALITIES,
    POPULATION,
    PROGRAMME_YEARS,
    INDICATOR,
    VALUE,
    COMPARISON,
    HIDDEN_KEYS,
)
VIEWS = (PROVENANCE, OPEN_VALUE, OPEN_COMPARISON)
META = (BUILD, CATALOGUE)


class NothingToBuild(Exception):
    """No region's figures could be read; the message says in Swedish why, region by region."""


@dataclass(frozen=True)
class Built:
    """The national file, and how each region stands in it, by name."""

    path: Path
    regions: tuple[Region, ...]

    @property
    def left_out(self) -> tuple[Region, ...]:
        """The regions whose figures are not in it."""
        return tuple(region for region in self.regions if region.verdict == UNKNOWN)


def build(nation: Nation, today: date) -> Built:
    """Build the national file as of a day, and put it in the place of the one before, which is kept beside it.

    Raises:
        NothingToBuild: no region's figures could be read; the file before stays as it is.
        OSError: the nation's folder cannot be written to.
    """
    import duckdb

    path = nation.published_file
    with replaced(path, mode=0o444) as beside:
        beside.unlink()  # DuckDB wants to create the file itself
        with duckdb.connect(":memory:") as session:
            session.execute(f"SET memory_limit = '{MEMORY}'")
            session.execute(f"SET temp_directory = {quoted(f'{beside}.tmp')}")
            regions = _put_together(session, nation, today, _known_before(session, path))
            session.execute(f"ATTACH {quoted(str(beside))} AS {CANDIDATE} ({FORMAT})")
            session.execute(f"USE {CANDIDATE}")
            session.execute("BEGIN")
            _write(session, regions, today)
            session.execute("COMMIT")
            session.execute("USE memory")
            session.execute(f"DETACH {CANDIDATE}")
        keep_previous(path)
        remove_log(path)
    return Built(path, regions)


def _known_before(session: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Region]:
    """How the regions stood in the national file before, by name; none where it is missing, damaged or older."""
    import duckdb

    if not path.exists():
        return {}
    columns = ", ".join(field.name for field in fields(Region))
    try:
        session.execute(f"ATTACH {quoted(str(path))} AS {PREVIOUS} (READ_ONLY)")
        found = session.execute(f"SELECT {columns} FROM {PREVIOUS}.{REGION.full_name}").fetchall()
        session.execute(f"DETACH {PREVIOUS}")
    except duckdb.Error:
        return {}
    return {region.name: region for region in (Region(*row) for row in found)}


def _put_together(
    session: duckdb.DuckDBPyConnection, nation: Nation, today: date, before: dict[str, Region]
) -> tuple[Region, ...]:
    """Make the rows of the national file's tables, each under its own name, and return how the regions stand."""
    lay_out(session)
    found = [read(session, nation, name, today, before.get(name)) for name in nation.names]
    regions = tuple(_one_per_county(region for region, _ in found))
    if all(region.verdict == UNKNOWN for region in regions):
        told = "\n".join(f"{region.region}: {region.why}" for region in regions)
        raise NothingToBuild(f"Ingen regions siffror går att läsa, så landets fil står kvar som den är.\n{told}")
    session.execute("CREATE SCHEMA nation")
    session.execute("CREATE SCHEMA report")
    session.execute(f"CREATE TABLE {REGION.full_name} ({', '.join(f'{f.name} {f.type}' for f in REGION.fields)})")
    session.executemany(
        f"INSERT INTO {REGION.full_name} VALUES ({', '.join('?' * len(REGION.fields))})", list(map(astuple, regions))
    )
    session.execute(
        f"""
        CREATE TABLE {PROGRAMME_YEARS.full_name} AS
        SELECT DISTINCT year, year < {today.year} AS has_ended FROM {FIGURES.full_name} ORDER BY year
        """
    )
    find_alike(session)
    _list_counties(session, regions)
    _tell_the_unknown(session)
    members = [county for (county,) in session.execute(f"SELECT county_code FROM {COUNTIES.full_name}").fetchall()]
    add_up(session, "of_nation", {THE_NATION: members}, broken_down=True)
    session.execute(f"CREATE TABLE {VALUE.full_name} AS {VALUES}")
    compare(session)
    list_hidden(
        session, {region.county_code: rests_on for region, rests_on in found if rests_on and region.county_code}
    )
    return regions


def _one_per_county(regions: Iterable[Region]) -> Iterator[Region]:
    """The regions, without the county where another, whose figures are taken or told as missing, has it."""
    counties_told: set[str | None] = set()
    for region in sorted(regions, key=lambda region: region.verdict == UNKNOWN):
        yield replace(region, county_code=None) if region.county_code in counties_told else region
        counties_told.add(region.county_code)


def _list_counties(session: duckdb.DuckDBPyConnection, regions: Iterable[Region]) -> None:
    """Make the rows of `COUNTIES`."""
    known = {region.county_code: region.region for region in regions if region.county_code}
    told = [(code, counties()[code].county, region) for code, region in sorted(known.items())]
    session.execute("CREATE TABLE own_counties (county_code VARCHAR, county VARCHAR, region VARCHAR)")
    session.executemany("INSERT INTO own_counties VALUES (?, ?, ?)", told)
    session.execute(
        f"""
        CREATE TABLE {COUNTIES.full_name} AS
        SELECT own_counties.*, population, make_date(year, 12, 31) AS counted_on
        FROM own_counties
        LEFT JOIN ({LATEST}) USING (county_code)
        ORDER BY county_code
        """
    )


def _tell_the_unknown(session: duckdb.DuckDBPyConnection) -> None:
    """Give every county a figure of the whole for each indicator and year: what was not published is unknown."""
    session.execute(
        f"""
        INSERT INTO {FIGURES.full_name} BY NAME
        SELECT county_code, indicator_id, year, 'total' AS breakdown, 0 AS n_records, '{UNKNOWN}' AS status
        FROM {COUNTIES.full_name}
        CROSS JOIN {INDICATOR.full_name}
        CROSS JOIN {PROGRAMME_YEARS.full_name}
        ANTI JOIN (FROM {FIGURES.full_name} WHERE breakdown = 'total') USING (county_code, indicator_id, year)
        """
    )


VALUES = f"""
    SELECT * EXCLUDE (of, population), NULL AS county_code FROM of_nation
    UNION ALL BY NAME
    SELECT *, (status <> '{UNKNOWN}')::INTEGER AS n_regions FROM {FIGURES.full_name}
    ORDER BY county_code NULLS FIRST, {KEYS}
"""


def _write(session: duckdb.DuckDBPyConnection, regions: tuple[Region, ...], today: date) -> None:
    """Write everything into the file that is attached and in use."""
    for schema in dict.fromkeys(table.schema for table in (*TABLES, *META)):
        session.execute(f"CREATE SCHEMA {schema}")
    for table in TABLES:
        constraints.create(session, table)
        constraints.fill(session, table, f"memory.{table.full_name}")
    constraints.try_keys(session, TABLES)
    for view in VIEWS:
        session.execute(f"CREATE VIEW {view.table.full_name} AS {view.sql}")
        constraints.comment(session, view.table, "VIEW")
    for table in META:
        constraints.create(session, table)
    read_regions = sum(region.verdict != UNKNOWN for region in regions)
    told = [now(), today, code_version(), len(regions), read_regions]
    session.execute(f"INSERT INTO {BUILD.full_name} VALUES ({', '.join('?' * len(BUILD.fields))})", told)
    tell_catalogue(session, [*TABLES, *META], [view.table for view in VIEWS])
