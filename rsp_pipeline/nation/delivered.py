"""What each region has published, read out of its own file: whole, or not at all with a sentence that says why.

One region's missing, damaged or foreign file never holds back another.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions
from rsp_pipeline.indicators.engine import UNKNOWN
from rsp_pipeline.indicators.engine import VALUE as REGIONAL_VALUE
from rsp_pipeline.indicators.indicator import Aggregate, Indicator, breakdown_name
from rsp_pipeline.lineage.build import BUILD
from rsp_pipeline.nation.open_figures import Resting, resting
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.standing import Region, hindrance, is_of_tonight
from rsp_pipeline.nation.tables import COUNTY, EARLIER, MUNICIPALITIES, POPULATION, TONIGHT, national
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.checksums import checksum
from rsp_pipeline.store.schema import Field, Table
from rsp_pipeline.store.sql import quoted
from rsp_pipeline.store.tables import TableMissing, TableOutdated, Tables
from rsp_pipeline.swedish import enumeration

if TYPE_CHECKING:
    import duckdb

ATTACHED = "region"
FIGURES = Table("main", "figures", "Regionernas siffror", (COUNTY, *REGIONAL_VALUE.fields))
MEDIANS = tuple(indicator for indicator in PUBLISHED if indicator.aggregate is Aggregate.MEDIAN)


class LeftOut(Exception):
    """A region whose figures are not taken; the message is a Swedish sentence that says why."""


def rows_of(indicator: Indicator) -> Table:
    """The rows behind a median, of all regions: what of the evidence the nation's figures need."""
    needed = {"year", "value", *(dimension.column for dimension in national(indicator).by)}
    evidence = indicator.evidence_table
    kept = (field for field in evidence.fields if field.name in needed)
    return Table("rows", evidence.name, evidence.comment, (COUNTY, *kept))


STAGED = (FIGURES, MUNICIPALITIES, POPULATION, *map(rows_of, MEDIANS))


def lay_out(session: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables that `read` fills, and the table of the indicators' definitions."""
    for table in STAGED:
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
        session.execute(f"CREATE TABLE {table.full_name} ({', '.join(map(_column, table.fields))})")
    session.register("defined", definitions(PUBLISHED, None))
    session.execute(f"CREATE SCHEMA {INDICATOR.schema}")
    session.execute(f"CREATE TABLE {INDICATOR.full_name} AS FROM defined")
    shown = ", ".join(f"('{i.id}', '{breakdown_name(some)}')" for i in PUBLISHED for some in i.breakdowns)
    session.execute(f"CREATE TABLE shown AS FROM (VALUES {shown}) v(indicator_id, breakdown)")


def read(
    session: duckdb.DuckDBPyConnection, nation: Nation, name: str, today: date, before: Region | None
) -> tuple[Region, Resting | None]:
    """Take in what a region has published, and return how it stands, and what its figures rest on.

    `before` is how it stood when the nation was last put together.
    """
    county = next((each for each in counties().values() if each.file == name), None)
    known = before or Region(name, county.code if county else None, county.region if county else name, UNKNOWN)
    try:
        settings = nation.settings_of(name)
        known = replace(known, county_code=settings.programme.county_code, region=settings.programme.region)
        return _read(session, nation, settings, known, today)
    except (LeftOut, ValueError, OSError) as error:
        return replace(known, verdict=UNKNOWN, why=str(error), file=None, sha256=None, code_version=None), None


def _read(
    session: duckdb.DuckDBPyConnection, nation: Nation, settings: Settings, known: Region, today: date
) -> tuple[Region, Resting]:
    import duckdb

    published = latest(settings).published_file
    if not published.exists():
        stopped = hindrance(settings, None, today)
        raise LeftOut(f"Regionen har ingen databasfil. {stopped}".strip())
    try:
        session.execute(f"ATTACH {quoted(str(published))} AS {ATTACHED} (READ_ONLY)")
    except duckdb.Error as error:
        raise LeftOut(
            "Databasfilen går inte att läsa: den är skadad, eller öppen i ett program som skriver i den. "
            f"({_first_line(error)})"
        ) from error
    try:
        built_at, data_date, code_version, otherwise, rests_on = _copied(session, settings)
    finally:
        session.execute(f"DETACH {ATTACHED}")
    is_tonights = is_of_tonight(settings, data_date, today)
    region = Region(
        known.name,
        known.county_code,
        known.region,
        TONIGHT if is_tonights else EARLIER,
        built_at,
        max(data_date, today) if is_tonights else data_date,
        " ".join(filter(None, (hindrance(settings, data_date, today), otherwise))),
        str(published.relative_to(nation.data_dir)),
        checksum(published),
        code_version,
    )
    return region, rests_on


def _copied(session: duckdb.DuckDBPyConnection, settings: Settings) -> tuple[datetime, date, str, str, Resting]:
    """Copy what the attached file has.

    Returns when, as of which day and by which version it was built, a remark, and what its figures rest on.

    Raises:
        LeftOut: nothing was copied.
    """
    import duckdb

    county = settings.programme.county_code
    session.execute("BEGIN")
    try:
        ((built_at, today, version),) = session.execute(
            f"SELECT built_at, today, code_version FROM {ATTACHED}.{BUILD.full_name}"
        ).fetchall()
        _refuse_another(session, county)
        otherwise = _defined_otherwise(session)
        for table, select in _selects(otherwise):
            columns = ", ".join(table.columns)
            session.execute(f"INSERT INTO {table.full_name} BY NAME SELECT {columns} FROM ({select})", [county])
        session.execute(f"USE {ATTACHED}")
        rests_on = resting(session, settings.programme, Tables(settings.tables_dir))
        session.execute("COMMIT")
    except LeftOut:
        session.execute("ROLLBACK")
        raise
    except (TableMissing, TableOutdated) as error:
        session.execute("ROLLBACK")
        raise LeftOut(f"Vilka stöd som regionen listar går inte att läsa. {error}") from error
    except (duckdb.Error, ValueError) as error:
        session.execute("ROLLBACK")
        raise LeftOut(
            f"Databasfilen är byggd av en annan version av programmet. Kör en ny natt. ({_first_line(error)})"
        ) from error
    finally:
        session.execute("USE memory")
    remark = f"Räknas på ett annat sätt och är inte med: {enumeration(otherwise)}." if otherwise else ""
    return built_at, today, version, remark, rests_on


def _refuse_another(session: duckdb.DuckDBPyConnection, county: str) -> None:
    """Refuse a file of another county, or of one that another region has already told of."""
    codes = session.execute(
        f"SELECT DISTINCT left(municipality_code, 2) FROM {ATTACHED}.core.municipalities"
    ).fetchall()
    if codes != [(county,)]:
        raise LeftOut(f"Databasfilen gäller inte regionens eget län ({county}).")
    if session.execute(f"SELECT 1 FROM {MUNICIPALITIES.full_name} WHERE county_code = ? LIMIT 1", [county]).fetchall():
        raise LeftOut(f"En annan programfil har redan länet {county}.")


def _defined_otherwise(session: duckdb.DuckDBPyConnection) -> list[str]:
    """The indicators that the attached file counts in another way than the nation does, or not at all."""
    found = session.execute(
        f"""
        SELECT indicator_id
        FROM {INDICATOR.full_name}
        ANTI JOIN {ATTACHED}.{INDICATOR.full_name} USING (indicator_id, unit, processing)
        ORDER BY ALL
        """
    ).fetchall()
    return [indicator_id for (indicator_id,) in found]


def _selects(otherwise: list[str]) -> list[tuple[Table, str]]:
    """What is copied of the attached file: for each table the SELECT of its rows, given the county."""
    figures = f"""
        SELECT $1 AS county_code, figure.*
        FROM {ATTACHED}.{REGIONAL_VALUE.full_name} AS figure
        SEMI JOIN shown USING (indicator_id, breakdown)
        WHERE indicator_id NOT IN ({", ".join(map(quoted, ["", *otherwise]))})
    """
    population = f"""
        SELECT $1 AS county_code, year(counted_on) AS year, *
        FROM {ATTACHED}.{POPULATION.full_name}
        WHERE counted_on = make_date(year(counted_on), 12, 31)
    """
    return [
        (FIGURES, figures),
        (MUNICIPALITIES, f"SELECT $1 AS county_code, * FROM {ATTACHED}.{MUNICIPALITIES.full_name}"),
        (POPULATION, population),
        *(
            (rows_of(each), f"SELECT $1 AS county_code, * FROM {ATTACHED}.{each.evidence_table.full_name}")
            for each in MEDIANS
            if each.id not in otherwise
        ),
    ]


def _column(field: Field) -> str:
    return f"{field.name} {field.type}"


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
