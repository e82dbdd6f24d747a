"""The shop window: the DuckDB file that analysts open, built whole beside the old one and swapped in.

Whoever has the old file open goes on reading it undisturbed; whoever opens it next gets the new one. The file is
written in the storage format of DuckDB 1.2, so that older clients open it, and is read-only on disk: a client that
opened it for writing would leave a log beside it that breaks the next one. A built file that the gate does not let
through is thrown away, and the published one stays.

It is built from nothing, or, where it is known which tables are as they were, from a copy of the published file in
which all else is made anew: a night on which little changed does not write a million rows again.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.approval.archive import NOTHING_APPROVED, Archive
from rsp_pipeline.approval.revisions import (
    APPROVAL,
    APPROVED_TABLES,
    REVISIONS,
    known_versions,
    lay_out,
    tell_revisions,
)
from rsp_pipeline.derived import DERIVED, DERIVED_VIEWS, MUNICIPALITIES, PRIORITY_AREAS, PROGRAMME_YEARS
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.lineage import LINEAGE
from rsp_pipeline.lineage.build import BUILD
from rsp_pipeline.lineage.evidence import published_evidence_sql
from rsp_pipeline.publishing import constraints
from rsp_pipeline.publishing.about import CATALOGUE, NIGHT, Occasion, tell_build, tell_catalogue, tell_nights
from rsp_pipeline.publishing.changes import CHANGE, RECORD_CHANGE, columns_of, figure_changes, record_changes
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import (
    CANDIDATE,
    NOTHING_OVERRIDDEN,
    PREVIOUS,
    Built,
    HeldBack,
    Judgement,
    Override,
    judge,
)
from rsp_pipeline.publishing.generations import keep_previous, keep_snapshot, remove_log
from rsp_pipeline.reading.tables import CORRECTION, QUARANTINE, REMARK, SOURCE_FILE
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.report import REPORTS
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.sql import quoted
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import duckdb

FORMAT = "STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 65536"  # the smallest blocks in which DuckDB packs numbers
MEMORY = "600MB"  # of DuckDB's own; what does not fit is put aside on disk

TABLES: tuple[Table, ...] = (
    *(register.table.published() for register in REGISTERS),
    MUNICIPALITIES,
    PRIORITY_AREAS,
    PROGRAMME_YEARS,
    *(derived.table for derived in DERIVED),
    INDICATOR,
    VALUE,
    SOURCE_FILE,
    QUARANTINE.published(),
    CORRECTION,
    REMARK,
    RULE,
    FINDING,
    TODO.table,
    *APPROVED_TABLES,
)
ROWS_PUBLISHED = {  # IS TRUE, since DuckDB joins with a long list that stands alone, and rows then lose their order
    VALUE: f"(indicator_id IN {tuple(indicator.id for indicator in PUBLISHED)}) IS TRUE"
}
VIEWS: tuple[tuple[Table, str], ...] = (
    *((i.evidence_table, published_evidence_sql(i)) for i in PUBLISHED),
    *((view.table, view.sql) for view in (*DERIVED_VIEWS, *LINEAGE, *REPORTS)),
)
META: tuple[Table, ...] = (BUILD, NIGHT, CHANGE, RECORD_CHANGE, *REVISIONS, CATALOGUE)

SCHEMAS = ("core", "indicator", "evidence", "quality", "report", "meta")


class PreviousUnreadable(OSError):
    """The published file cannot be read, so nothing can be compared with it; the message is Swedish."""


@dataclass(frozen=True)
class Published:
    """What was published: where, how many rows each table has, and how the gates were found."""

    path: Path
    rows: dict[str, int]
    judgements: tuple[Judgement, ...]


def publish(
    tables: Tables,
    path: Path,
    occasion: Occasion,
    override: Override = NOTHING_OVERRIDDEN,
    snapshots: int = 0,
    unchanged: Collection[str] = (),
) -> Published:
    """Build the file from the workshop's tables and, if the gate lets it, put it in place of the one before.

    The file before is kept beside it, and the last `snapshots` days' files in a folder of their own. The `unchanged`
    tables, by their full names, are in the workshop as they were when the file before was built from it, by this
    version of the program.

    Raises:
        TableMissing: a table has not been made yet.
        Inconsistent: the tables of the workshop do not go together.
        PreviousUnreadable: the published file cannot be read.
        OverrideError: the override is none that can be granted.
        HeldBack: a condition does not hold and is not overridden.
    In each case the file before stays as it is.
    """
    import duckdb

    with replaced(path, mode=0o444) as beside:
        if unchanged:
            shutil.copyfile(path, beside)
        else:
            beside.unlink()  # DuckDB wants to create the file itself
        with duckdb.connect(":memory:") as session:
            tables.show(session, (table for table in TABLES if table not in APPROVED_TABLES))
            built = _build(session, tables, beside, path, frozenset(unchanged))
            judgements = judge(built, GATES, override)
            if not all(judgement.lets_pass for judgement in judgements):
                raise HeldBack(judgements)
            tell_build(built, occasion, judgements, override)
            tell_nights(built, occasion)
            tell_catalogue(session, [*TABLES, *META], [view for view, _ in VIEWS])
            rows = _row_counts(session)
            session.execute("COMMIT")
            session.execute("USE memory")
            session.execute(f"DETACH {CANDIDATE}")  # writes all there is into the file itself
        keep_previous(path)
        remove_log(path)
    keep_snapshot(path, occasion.built_at, snapshots)
    return Published(path, rows, judgements)


def _build(
    session: duckdb.DuckDBPyConnection, tables: Tables, beside: Path, path: Path, unchanged: frozenset[str]
) -> Built:
    """Build everything but what the file says of itself, in a transaction that is left open."""
    session.execute(f"SET memory_limit = '{MEMORY}'")
    session.execute(f"SET temp_directory = {quoted(f'{beside}.tmp')}")  # removed with what is left beside the file
    session.execute(f"ATTACH {quoted(str(beside))} AS {CANDIDATE} ({FORMAT})")
    _attach_previous(session, path)
    previous = columns_of(session, PREVIOUS)
    archive = Archive.beside(path)
    damage = archive.damage(known_versions(session, PREVIOUS) if APPROVAL.full_name in previous else ())
    unhurt = NOTHING_APPROVED if damage else archive
    lay_out(session, unhurt, tables)
    session.execute(f"USE {CANDIDATE}")
    session.execute("BEGIN")
    _clear(session, unchanged)
    for schema in SCHEMAS:
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for table in (table for table in TABLES if table.full_name not in unchanged):
        constraints.create(session, table)
        constraints.fill(session, table, f"memory.{table.full_name}", ROWS_PUBLISHED.get(table, "true"))
    constraints.try_keys(session, TABLES, unchanged)
    if not unchanged:
        _create_views(session)
    for table in META:
        constraints.create(session, table)
    if previous:
        session.execute(f"INSERT INTO {CHANGE.full_name} BY NAME {figure_changes(session, PREVIOUS, CANDIDATE)}")
        for changes in record_changes(session, PREVIOUS, CANDIDATE, unchanged):
            session.execute(f"INSERT INTO {RECORD_CHANGE.full_name} BY NAME {changes}")
    tell_revisions(session, unhurt.years)
    return Built(session, previous, archive, tuple(damage), unchanged)


def _clear(session: duckdb.DuckDBPyConnection, unchanged: Collection[str]) -> None:
    """Take away the tables that the file before has but the unchanged: its views are of this version, and stay."""
    found = session.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal",
        [CANDIDATE],
    ).fetchall()
    for (name,) in found:
        if name not in unchanged:
            session.execute(f"DROP TABLE {name}")


def _create_views(session: duckdb.DuckDBPyConnection) -> None:
    for view, select in VIEWS:
        session.execute(f"CREATE VIEW {view.full_name} AS {select}")
        constraints.comment(session, view, "VIEW")


def _attach_previous(session: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach the published file for reading, if there is one."""
    import duckdb

    if not path.exists():
        return
    remove_log(path)
    try:
        session.execute(f"ATTACH {quoted(str(path))} AS {PREVIOUS} (READ_ONLY)")
    except duckdb.Error as error:
        raise PreviousUnreadable(
            f"Den publicerade filen {path} går inte att läsa, så det går inte att se om något går förlorat. Har ett "
            "program öppnat den för att skriva: stäng det. Är den skadad: flytta undan den och lägg "
            f"{path.stem}.previous{path.suffix} i dess ställe. ({error})"
        ) from error


def _row_counts(session: duckdb.DuckDBPyConnection) -> dict[str, int]:
    found = session.execute(
        f"SELECT table_schema || '.' || table_name, row_count FROM {CATALOGUE.full_name} WHERE row_count IS NOT NULL"
    ).fetchall()
    return dict(found)
