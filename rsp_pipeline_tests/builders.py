"""Tiny registers for tests: rows with sensible defaults, written as the files senders send."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from rsp_pipeline.approval.revisions import APPROVED_TABLES
from rsp_pipeline.night.derived import DERIVATIONS, OF_PROGRAMME
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.night import CORE, run
from rsp_pipeline.night.step import Night, Step
from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.publishing.publish import VIEWS
from rsp_pipeline.reading.read import Circumstances, Reading, read_register
from rsp_pipeline.registers import Register
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.schema import Table, View
from rsp_pipeline.store.tables import TableMissing, Tables, as_stored

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "data" / "raw"
TODAY = date(2026, 11, 1)
PROGRAMME: Programme = load_programme("jamtland_harjedalen")
CODES = [municipality.code for municipality in PROGRAMME.municipalities]
GIVEN = Circumstances(PROGRAMME, TODAY, b"test key")
COMPANY, OTHER_COMPANY, MUNICIPALITY_ORG_NO, PERSON = "5560360793", "5561552323", "2120009994", "8101619800"

Row = Mapping[str, object]

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
OUTLET: Row = {"Ställe-ID": "S1", "Namn": "Påhittade Lanthandeln", "Kommun": "Åre"}


def grant(**changed: object) -> Row:
    """A grant row; underscores in names stand for spaces."""
    return _with(GRANT, changed)


def visit(**changed: object) -> Row:
    return _with(VISIT, changed)


def plan(**changed: object) -> Row:
    return _with(PLAN, changed)


def decision(number: int, day: str, amount: str, kind: str = "Ändring", outcome: str = "Bifall") -> Row:
    """A decision in a case of several."""
    return grant(Beslutsnr=number, Beslutsdatum=day, Belopp=amount, Beslutstyp=kind, Beslut=outcome)


def payment(**changed: object) -> Row:
    return _with(PAYMENT, changed)


def outlet(**changed: object) -> Row:
    return _with(OUTLET, changed)


def target(**changed: object) -> Row:
    return _with(TARGET, changed)


def effort(**changed: object) -> Row:
    return _with(EFFORT, changed)


def activity(**changed: object) -> Row:
    return _with(ACTIVITY, changed)


def funding(**changed: object) -> Row:
    return _with(FUNDING, changed)


def _with(row: Row, changed: Mapping[str, object]) -> Row:
    return {**row, **{name.replace("_", " "): value for name, value in changed.items()}}


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


def write_population(raw: Path, inhabitants: Mapping[str, int], year: int = 2025) -> Path:
    rows = [{"Kommun": code, "Datum": f"{year}-12-31", "Folkmängd": count} for code, count in inhabitants.items()]
    return write_csv(raw, "reference/population.csv", rows)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name, counted from there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(register: Register, raw: Path) -> Reading:
    """The register as read from the raw folder under the tests' circumstances."""
    return read_register(register, raw, GIVEN)


def core_session(raw: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB session with every table of schema core, and what is told of the files, made from the raw folder."""
    return _after(CORE, raw, ()).everything()


def published_session(raw: Path, *years: int, programme: Programme = PROGRAMME) -> duckdb.DuckDBPyConnection:
    """A DuckDB session with every table and view that is published, made from the raw folder for some years."""
    session = _after((*CORE, DEFINITIONS, FIGURES), raw, years, programme).everything()
    for table in APPROVED_TABLES:
        _add(session, table, table.arrow_schema.empty_table())
    for view, select in VIEWS:
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {view.schema}")
        session.execute(f"CREATE VIEW {view.full_name} AS {select}")
    return session


def _after(steps: Iterable[Step[Any]], raw: Path, years: tuple[int, ...], programme: Programme = PROGRAMME) -> InMemory:
    """The tables that some steps of a night make from the raw folder."""
    with TemporaryDirectory() as warehouse, installed_over(raw, Path(warehouse), programme) as installation:
        night = QuickNight(installation, years)
        run(night, steps)
        return night.tables


@dataclass(frozen=True)
class QuickNight(Night):
    """A night whose tables stay in memory."""

    @cached_property
    def tables(self) -> InMemory:
        return InMemory(self.settings.tables_dir)


@dataclass(frozen=True)
class InMemory(Tables):
    """Tables that are kept as Arrow holds them, and seen by sessions of one database."""

    parts: dict[Table, dict[str, pa.Table]] = field(default_factory=dict)
    laid: set[Table] = field(default_factory=set)

    def write(self, table: Table, rows: pd.DataFrame | pa.Table, part: str = "") -> int:
        kept = as_stored(table, rows)
        self.parts.setdefault(table, {})[part] = kept
        self.laid.discard(table)
        return len(kept)

    def has(self, table: Table, part: str) -> bool:
        return part in self.parts.get(table, {})

    def read(self, table: Table, part: str = "") -> pa.Table:
        parts = self.parts.get(table, {})
        wanted = [parts[part]] if part in parts else list(parts.values()) if not part else []
        if not wanted:
            raise TableMissing.of(table)
        return pa.concat_tables(wanted)

    @contextmanager
    def session(
        self, tables: Iterable[Table], views: Iterable[View] = (), worked_out: Iterable[View] = ()
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        assert not (*views, *worked_out)
        for table in tables:
            self._lay(table)
        with self._database.cursor() as session:
            yield session

    def everything(self) -> duckdb.DuckDBPyConnection:
        """A session with every table."""
        for table in self.parts:
            self._lay(table)
        return self._database

    def _lay(self, table: Table) -> None:
        if table not in self.laid:
            _add(self._database, table, self.read(table), "OR REPLACE")
            self.laid.add(table)

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(":memory:")


def session_of(registers: Mapping[Table, pa.Table]) -> duckdb.DuckDBPyConnection:
    """A DuckDB session with the registers' rows and whatever is told of them, and every table derived from these."""
    night = QuickNight(settings(Path()), ())
    for table, rows in registers.items():
        night.tables.write(table, rows)
    run(night, (*OF_PROGRAMME.values(), *DERIVATIONS.values()))
    return night.tables.everything()


@contextmanager
def undone(session: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Whatever is done to a session's tables within is undone after it."""
    session.execute("BEGIN")
    try:
        yield
    finally:
        session.execute("ROLLBACK")


def _add(session: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table, or_replace: str = "") -> None:
    session.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
    session.register("rows", rows.cast(table.arrow_schema))
    session.execute(f"CREATE {or_replace} TABLE {table.full_name} AS FROM rows")
    session.unregister("rows")


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
