"""Tiny registers for tests: rows with sensible defaults, written as the files senders send, and read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.read import Reading, read_register
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.settings import Settings

PROJECT = Path(__file__).parents[1]
SAMPLE = PROJECT / "data" / "raw"
TODAY = date(2026, 11, 1)
PROGRAMME: Programme = load_programme("jamtland_harjedalen")
CODES = [municipality.code for municipality in PROGRAMME.municipalities]
GIVEN = Circumstances(PROGRAMME, TODAY, b"test key")
MADE = TemporaryDirectory(prefix="made")  # what tests share in a process; removed when it ends
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
