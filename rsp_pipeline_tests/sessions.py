"""Nights whose tables stay in memory, made of a few rows or of the sample, and sessions that see what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from rsp_pipeline.night.derived import DERIVATIONS
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.night import CORE
from rsp_pipeline.night.step import Night, Step
from rsp_pipeline.programme import Programme
from rsp_pipeline.publishing.publish import TABLES, VIEWS
from rsp_pipeline.store.kept import RestsOn
from rsp_pipeline.store.schema import Table, View
from rsp_pipeline.store.tables import TableMissing, Tables, as_stored
from rsp_pipeline_tests.builders import MADE, PROGRAMME, SAMPLE, installed_over, settings

Session = duckdb.DuckDBPyConnection


def core_session(raw: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB session with every table of schema core, and what is told of the files, made from the raw folder."""
    return _night_over(raw).tables.everything()


def published_session(raw: Path, *years: int, programme: Programme = PROGRAMME) -> duckdb.DuckDBPyConnection:
    """A DuckDB session with every table and view that is published, made from the raw folder for some years."""
    night = _night_over(raw, *years, programme=programme)
    FIGURES.make(night)
    return night.tables.everything()


def session_of(registers: Mapping[Table, pa.Table]) -> duckdb.DuckDBPyConnection:
    """A DuckDB session with the registers' rows and whatever is told of them, and every table derived from these."""
    night = QuickNight(settings(Path()), (), beneath=_of_nothing())
    for table, rows in registers.items():
        night.tables.write(table, rows)
    night.make(DERIVATIONS.values())
    return night.tables.everything()


def _night_over(raw: Path, *years: int, programme: Programme = PROGRAMME) -> QuickNight:
    """A night about some years, with the tables of schema core made from the raw folder."""
    if raw == SAMPLE and programme == PROGRAMME:
        return QuickNight(settings(Path(MADE.name)), years, beneath=of_the_sample())
    return _made_over(raw, years, _of_nothing(), programme)


def _made_over(raw: Path, years: tuple[int, ...], beneath: Beneath, programme: Programme = PROGRAMME) -> QuickNight:
    with TemporaryDirectory() as warehouse, installed_over(raw, Path(warehouse), programme) as installation:
        night = QuickNight(installation, years, beneath=beneath)
        night.make((*CORE, DEFINITIONS))
        return night


@dataclass(frozen=True)
class Beneath:
    """What was made before: the parts of tables, a database in which they are laid, and what the steps rested on."""

    parts: Mapping[Table, Mapping[str, pa.Table]] = field(default_factory=dict)
    database: Path | None = None
    rests_on: Mapping[str, RestsOn] = field(default_factory=dict)


@cache
def _of_nothing() -> Beneath:
    """What comes of nothing delivered, with every view that is published."""
    with TemporaryDirectory() as nothing:
        night = _made_over(Path(nothing), (), Beneath())
        rests_on = {step.name: step.rests_on(night) for step in (*CORE, DEFINITIONS)}
    made = {table.full_name for table in night.tables.parts}
    for table in TABLES:
        if table.full_name not in made:
            night.tables.write(table, table.arrow_schema.empty_table())
    session = night.tables.everything()
    for view, select in VIEWS:
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {view.schema}")
        session.execute(f"CREATE VIEW {view.full_name} AS {select}")
    return night.tables.as_beneath(rests_on)


@cache
def of_the_sample() -> Beneath:
    """What comes of the sample, but for figures."""
    return _made_over(SAMPLE, (), _of_nothing()).tables.as_beneath({})


@dataclass(frozen=True)
class QuickNight(Night):
    """A night whose tables stay in memory, over those of a night before it."""

    beneath: Beneath = Beneath()

    @cached_property
    def tables(self) -> InMemory:
        return InMemory(self.settings.tables_dir, self.beneath)

    def make(self, steps: Iterable[Step[Any]]) -> None:
        """Make those of some steps that rest on something else than they did in the night before."""
        for step in steps:
            if self.tables.parts.keys() & step.reads or step.rests_on(self) != self.beneath.rests_on.get(step.name):
                step.make(self)


@dataclass(frozen=True)
class InMemory(Tables):
    """Tables that are kept as Arrow holds them, over those of a night before, and seen by sessions of one database."""

    beneath: Beneath = Beneath()
    parts: dict[Table, dict[str, pa.Table]] = field(default_factory=dict)
    laid: set[Table] = field(default_factory=set)

    def write(self, table: Table, rows: pd.DataFrame | pa.Table, part: str = "") -> int:
        kept = as_stored(table, rows)
        self.parts.setdefault(table, {})[part] = kept
        self.laid.discard(table)
        return len(kept)

    def parts_of(self, table: Table) -> Mapping[str, pa.Table]:
        return {**self.beneath.parts.get(table, {}), **self.parts.get(table, {})}

    def has(self, table: Table, part: str) -> bool:
        return part in self.parts_of(table)

    def read(self, table: Table, part: str = "") -> pa.Table:
        wanted = [rows for name, rows in self.parts_of(table).items() if part in ("", name)]
        if not wanted:
            raise TableMissing.of(table)
        return pa.concat_tables(wanted)

    @contextmanager
    def session(
        self, tables: Iterable[Table], views: Iterable[View] = (), worked_out: Iterable[View] = ()
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        assert not (*views, *worked_out)
        self._lay(tables)
        with self._database.cursor() as session:
            yield session

    def show(self, connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:  # noqa: ARG002
        self._lay(tables)

    def everything(self) -> duckdb.DuckDBPyConnection:
        """A session with every table."""
        self._lay(self.parts)
        return self._database

    def as_beneath(self, rests_on: Mapping[str, RestsOn]) -> Beneath:
        """What was made, for other nights to begin with."""
        path = Path(mkdtemp(dir=MADE.name), "beneath.duckdb")
        with self.everything() as session:
            session.execute(f"ATTACH '{path}' AS kept")
            session.execute("COPY FROM DATABASE memory TO kept")
        parts = {table: self.parts_of(table) for table in {*self.beneath.parts, *self.parts}}
        return Beneath(parts, path, rests_on)

    def _lay(self, tables: Iterable[Table]) -> None:
        for table in self.parts.keys() & set(tables) - self.laid:
            self._database.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
            self._database.register("rows", self.read(table).cast(table.arrow_schema))
            self._database.execute(f"CREATE OR REPLACE TABLE {table.full_name} AS FROM rows")
            self._database.unregister("rows")
            self.laid.add(table)

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        database = duckdb.connect(":memory:")
        if self.beneath.database:
            database.execute(f"ATTACH '{self.beneath.database}' AS beneath (READ_ONLY)")
            database.execute("COPY FROM DATABASE beneath TO memory")
            database.execute("DETACH beneath")
        return database


@contextmanager
def undone(session: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Whatever is done to a session's tables within is undone after it."""
    session.execute("BEGIN")
    try:
        yield
    finally:
        session.execute("ROLLBACK")
