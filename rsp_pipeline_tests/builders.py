"""Tiny registers for tests: rows with sensible defaults, written as the files senders send."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
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
from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.publishing.publish import TABLES, VIEWS
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.read import Reading, read_register
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.kept import RestsOn
from rsp_pipeline.store.schema import Table, View
from rsp_pipeline.store.tables import TableMissing, Tables, as_stored

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "data" / "raw"
TODAY = date(2026, 11, 1)
PROGRAMME: Programme = load_programme("jamtland_harjedalen")
CODES = [municipality.code for municipality in PROGRAMME.municipalities]
GIVEN = Circumstances(PROGRAMME, TODAY, b"test key")
MADE = TemporaryDirectory(prefix="made")  # what tests share in a process; removed when it ends
COMPANY, OTHER_COMPANY, MUNICIPALITY_ORG_NO, PERSON = "5560360793", "5561552323", "2120009994", "8101619800"

Row = Mapping[str, object]
Session = duckdb.DuckDBPyConnection

GRANT: Row = {
    "Ärendenr": "2025-1",
    "Beslutsnr": 1,
    "Typ av stöd": "Särskilt driftstöd",
    "Beslutstyp": "Grundbeslut",
    "Beslut": "Bifall",
    "Sökande": "Påhittade Lanthandeln AB",
    "Org.nr": COMPANY,
    "Kommun": "Strömsund",
    "Beslutsdatum": "2025-03-14",
    "Belopp": "100 000,00",
}
VISIT: Row = {
    "Besöks-ID": "B1",
    "Datum": "2025-05-06",
    "Form": "Fysiskt",
    "Kommun": "Åre",
    "Deltagare": "Region, Kommun",
}
PLAN: Row = {
    "Plan-ID": "P1",
    "Kommun": "Krokom",
    "Status": "Antagen",
    "Antagandedatum": "2024-02-01",
    "Beslutsinstans": "Kommunfullmäktige",
    "Gäller från": "2024-01-01",
    "Gäller till": "2027-12-31",
}
PAYMENT: Row = {
    "Utbetalnings-ID": "U1",
    "Ärendenr": "2025-1",
    "Utbetalningsdatum": "2025-06-02",
    "Slag": "Utbetalning",
    "Belopp": "100 000,00",
}
TARGET: Row = {"Nyckeltal": "S18", "År": "2025", "Målvärde": "15", "Källa": "Handlingsplan 2025"}
EFFORT: Row = {
    "Insats-ID": "S2",
    "År": "2025",
    "Prioriterat område": "Servicegivare",
    "Insats": "Besöka företag",
    "Mål": "Minst femton fysiska besök",
    "Målvärde": "15",
    "Enhet": "besök",
    "Nyckeltal": "S18",
    "Ansvarig": "Regionen",
    "Status": "Pågår",
    "Utfall": "14",
}
ACTIVITY: Row = {
    "Aktivitets-ID": "A1",
    "Datum": "2025-02-03",
    "Prioriterat område": "Servicegivare",
    "Aktivitetstyp": "Informationsinsats",
    "Rubrik": "Information till handlare",
    "Aktör": "Regionen",
}
FUNDING: Row = {"Projekt": "Resurser", "Finansiär": "Tillväxtverket", "År": "2025", "Budget": "100", "Upparbetat": "40"}
CORRECTION: Row = {
    "Register": "Stödbeslut",
    "Nyckel": "2025-1:1",
    "Kolumn": "Belopp",
    "Förväntat värde": "enl. beslut",
    "Rättat värde": "120 000",
    "Skäl": "Avskrivet från beslutet",
    "Vem": "A.B.",
    "När": "2025-04-01",
}
OUTLET: Row = {"Ställe-ID": "S1", "Namn": "Påhittade Lanthandeln", "Kommun": "Åre"}


def _with(row: Row, /, **changed: object) -> Row:
    """A row of which some is changed; underscores in names stand for spaces."""
    return {**row, **{name.replace("_", " "): value for name, value in changed.items()}}


grant = partial(_with, GRANT)
visit = partial(_with, VISIT)
plan = partial(_with, PLAN)
payment = partial(_with, PAYMENT)
outlet = partial(_with, OUTLET)
target = partial(_with, TARGET)
effort = partial(_with, EFFORT)
activity = partial(_with, ACTIVITY)
funding = partial(_with, FUNDING)
correction = partial(_with, CORRECTION)


def decision(number: int, day: str, amount: str, kind: str = "Ändring", outcome: str = "Bifall") -> Row:
    """A decision in a case of several."""
    return grant(Beslutsnr=number, Beslutsdatum=day, Belopp=amount, Beslutstyp=kind, Beslut=outcome)


def csv_text(rows: Sequence[Row], delimiter: str = ";") -> str:
    """Rows as a csv file; the header names every column that any row has."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_csv(raw: Path, name: str, rows: Sequence[Row], encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """A csv file in the raw folder, `name` counted from there."""
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def delivered(raw: Path, **registers: Sequence[Row]) -> Path:
    """The raw folder with rows of some registers; one that has the key of a row before it gets a number of its own."""
    for register in REGISTERS:
        if rows := registers.pop(register.name, ()):
            write_csv(raw, _file_of(register), [*_told_apart(register, rows)])
    assert not registers
    return raw


def _file_of(register: Register) -> str:
    return f"reference/{register.name}.csv" if register.reference else f"{register.name}/a.csv"


def _told_apart(register: Register, rows: Sequence[Row]) -> Iterator[Row]:
    taken: list[dict[str, object]] = []
    for row in rows:
        columns = {header: register.spellings[header.lower()].name for header in row}
        key = {column: row[header] for header, column in columns.items() if column in register.key}
        number = next(header for header, column in columns.items() if column == register.key[0])
        yield {**row, number: f"{row[number]}_{len(taken) + 1}"} if key in taken else row
        taken.append(key)


def write_cases(raw: Path, *grants: Row) -> Path:
    """Grants in the raw folder, each a case of its own unless it names its `case`."""
    return write_csv(raw, "grants/a.csv", [{**row, "Ärendenr": row.get("case", n)} for n, row in enumerate(grants)])


def write_workbook(raw: Path, name: str, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook in the raw folder, each sheet given as its rows of cells."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def numbered(key: str, rows: Iterable[Row]) -> list[Row]:
    """The rows, each with a number of its own as its key."""
    return [{**row, key: number} for number, row in enumerate(rows, 1)]


def write_population(raw: Path, inhabitants: Mapping[str, int], year: int = 2025) -> Path:
    rows = [{"Kommun": code, "Datum": f"{year}-12-31", "Folkmängd": count} for code, count in inhabitants.items()]
    return write_csv(raw, "reference/population.csv", rows)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name, counted from there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(register: Register, raw: Path) -> Reading:
    """The register as read from the raw folder under the tests' circumstances."""
    return read_register(register, raw, GIVEN)


def read_rows(register: Register, raw: Path, *rows: Row) -> Reading:
    """The register as read where some rows of it are delivered."""
    write_csv(raw, _file_of(register), rows)
    return read(register, raw)


def read_files(register: Register, raw: Path, *files: Sequence[Row]) -> Reading:
    """The register as read where files of some rows each are delivered: a.csv, b.csv and so on."""
    for name, rows in zip("abc", files, strict=False):
        write_csv(raw, f"{register.name}/{name}.csv", rows)
    return read(register, raw)


def read_sheets(register: Register, raw: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Reading:
    """The register as read where a workbook of some sheets is delivered, a.xlsx."""
    write_workbook(raw, f"{register.name}/a.xlsx", sheets)
    return read(register, raw)


def read_after(other: Register, register: Register, raw: Path) -> Reading:
    """The register as a night reads it from the raw folder, after another one that it is held against."""
    accepted = {other.table.full_name: read(other, raw).accepted}
    given = replace(GIVEN, accepted=lambda table: accepted.get(table.full_name, table.no_rows))
    return read_register(register, raw, given)


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


def settings(folder: Path, programme: Programme = PROGRAMME) -> Settings:
    """Settings with everything under a temporary folder, on a day of the tests' choosing."""
    return Settings(folder / "data", programme, fixed_day=TODAY, given_key="test key")


@contextmanager
def installed_over(raw: Path, warehouse: Path, programme: Programme = PROGRAMME) -> Iterator[Settings]:
    """The tests' settings for as long as the block lasts, with a raw folder and a warehouse wherever they are."""
    with TemporaryDirectory() as folder:
        installation = settings(Path(folder), programme)
        installation.data_dir.mkdir()
        warehouse.mkdir(parents=True, exist_ok=True)
        installation.raw_dir.symlink_to(raw.resolve())
        installation.warehouse_dir.symlink_to(warehouse.resolve())
        yield installation
