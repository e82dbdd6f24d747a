"""The shop window: the DuckDB file that analysts open, built whole beside the old one and swapped in.

Whoever has the old file open goes on reading it undisturbed; whoever opens it next gets the new one. The file is
written in the storage format of DuckDB 1.2, so that older clients open it, and is read-only on disk: a client that
opened it for writing would leave a log beside it that breaks the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.atomic import replaced
from rsp_pipeline.derived import DERIVED, MUNICIPALITIES, PROGRAMME_YEARS
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import INDICATOR, VALUE, evidence_sql
from rsp_pipeline.programme import Programme
from rsp_pipeline.reading.tables import QUARANTINE, SOURCE_FILE
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules.tables import FINDING, REMARK, RULE
from rsp_pipeline.schema import Field, Table
from rsp_pipeline.warehouse.tables import Tables

if TYPE_CHECKING:
    import duckdb

STORAGE_VERSION = "v1.2.0"

TABLES: tuple[Table, ...] = (
    *(register.table.published() for register in REGISTERS),
    MUNICIPALITIES,
    PROGRAMME_YEARS,
    *(derived.table for derived in DERIVED),
    INDICATOR,
    VALUE,
    SOURCE_FILE,
    QUARANTINE,
    REMARK,
    RULE,
    FINDING,
)
VIEWS: tuple[tuple[Table, str], ...] = tuple((i.evidence_table, evidence_sql(i)) for i in INDICATORS)

SCHEMAS = ("core", "indicator", "evidence", "quality", "meta")

BUILD = Table(
    "meta",
    "build",
    "Hur och när filen byggdes",
    (
        Field("built_at", "TIMESTAMP", "När filen byggdes, i svensk tid"),
        Field("code_version", "VARCHAR", "Programvarans version"),
        Field("programme", "VARCHAR", "Programmet som följs upp"),
        Field("region", "VARCHAR", "Regionen"),
        Field("source_files", "INTEGER", "Antal levererade filer", "filer"),
        Field("rows_accepted", "INTEGER", "Antal rader som räknas med", "rader"),
        Field("rows_quarantined", "INTEGER", "Antal rader i karantän", "rader"),
    ),
)

CATALOGUE = Table(
    "meta",
    "catalogue",
    "Datakatalog: vad varje tabell och kolumn betyder",
    (
        Field("table_schema", "VARCHAR", "Schema"),
        Field("table_name", "VARCHAR", "Tabell eller vy"),
        Field("column_name", "VARCHAR", "Kolumn; tomt för tabellen själv"),
        Field("data_type", "VARCHAR", "Datatyp"),
        Field("unit", "VARCHAR", "Enhet"),
        Field("comment", "VARCHAR", "Betydelse"),
    ),
)


@dataclass(frozen=True)
class Published:
    """What was published: where, when, and how many rows each table has."""

    path: Path
    built_at: datetime
    rows: dict[str, int]


def publish(tables: Tables, path: Path, programme: Programme, built_at: datetime) -> Published:
    """Build the file from the workshop's tables and put it in place of the one before.

    Raises:
        TableMissing: a table has not been made yet; the file before stays as it is.
    """
    with replaced(path, mode=0o444) as beside, tables.session(TABLES) as session:
        beside.unlink()  # DuckDB wants to create the file itself
        target = str(beside).replace("'", "''")
        session.execute(f"ATTACH '{target}' AS rsp (STORAGE_VERSION '{STORAGE_VERSION}')")
        session.execute("USE rsp")
        session.execute("BEGIN")
        for schema in SCHEMAS:
            session.execute(f"CREATE SCHEMA {schema}")
        for table in TABLES:
            _create(session, table)
            columns = ", ".join(table.columns)
            session.execute(f"INSERT INTO {table.full_name} BY NAME SELECT {columns} FROM memory.{table.full_name}")
        for view, select in VIEWS:
            session.execute(f"CREATE VIEW {view.full_name} AS {select}")
            _comment(session, view, "VIEW")
        _describe(session, programme, built_at)
        rows = {table.full_name: _count(session, table) for table in TABLES}
        session.execute("COMMIT")
        session.execute("USE memory")
        session.execute("DETACH rsp")
        _remove_log(path)
    return Published(path, built_at, rows)


def _create(session: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = [f"{f.name} {f.type}{' NOT NULL' * (f.name in table.key)}" for f in table.fields]
    key = [f"PRIMARY KEY ({', '.join(table.key)})"] if table.key else []
    session.execute(f"CREATE TABLE {table.full_name} ({', '.join(columns + key)})")
    _comment(session, table, "TABLE")


def _comment(session: duckdb.DuckDBPyConnection, table: Table, kind: str) -> None:
    session.execute(f"COMMENT ON {kind} {table.full_name} IS {_quoted(table.comment)}")
    for field in table.fields:
        session.execute(f"COMMENT ON COLUMN {table.full_name}.{field.name} IS {_quoted(_meaning(field))}")


def _meaning(field: Field) -> str:
    return f"{field.comment} ({field.unit})" if field.unit else field.comment


def _describe(session: duckdb.DuckDBPyConnection, programme: Programme, built_at: datetime) -> None:
    """Fill the tables about the file itself."""
    for table in (BUILD, CATALOGUE):
        _create(session, table)
    session.execute(
        f"""
        INSERT INTO {BUILD.full_name}
        SELECT ?, ?, ?, ?, count(*), coalesce(sum(rows_accepted), 0), coalesce(sum(rows_quarantined), 0)
        FROM {SOURCE_FILE.full_name}
        """,
        [built_at, version("rsp_pipeline"), programme.title, programme.region],
    )
    described = [*TABLES, *(view for view, _ in VIEWS), BUILD, CATALOGUE]
    session.executemany(
        f"INSERT INTO {CATALOGUE.full_name} VALUES (?, ?, ?, ?, ?, ?)",
        [row for table in described for row in _catalogue_rows(table)],
    )


def _catalogue_rows(table: Table) -> Iterable[Sequence[str]]:
    yield table.schema, table.name, "", "", "", table.comment
    for field in table.fields:
        yield table.schema, table.name, field.name, field.type, field.unit, field.comment


def _count(session: duckdb.DuckDBPyConnection, table: Table) -> int:
    found = session.execute(f"SELECT count(*) FROM {table.full_name}").fetchone()
    return int(found[0]) if found else 0


def _remove_log(path: Path) -> None:
    """Remove a write-ahead log that someone left beside the published file: it would be replayed into the new one."""
    path.with_name(path.name + ".wal").unlink(missing_ok=True)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
