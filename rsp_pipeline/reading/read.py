"""Reading a register: all its files, to accepted rows, quarantined cells and a verdict on every file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.programme import Programme
from rsp_pipeline.reading import files, headers
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.identity import identified, without_duplicates
from rsp_pipeline.reading.problems import Problem, quarantine
from rsp_pipeline.reading.rows import SheetRows, sheet_rows
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.reading.tables import ACCEPTED, ACCEPTED_WITH_QUARANTINE, REJECTED, SOURCE_FILE
from rsp_pipeline.reading.validation import failures
from rsp_pipeline.reading.values import read_column
from rsp_pipeline.registers import Register

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Circumstances:
    """What reading depends on besides the files: whose municipalities, which day it is, the key of pseudonyms."""

    programme: Programme
    today: date
    pseudonym_key: bytes


@dataclass(frozen=True)
class Reading:
    """A register as read.

    `accepted` has the columns of the register's table; `quarantine` and `source_files` those of `QUARANTINE` and
    `SOURCE_FILE`.
    """

    accepted: pd.DataFrame
    quarantine: pd.DataFrame
    source_files: pd.DataFrame


@dataclass
class _File:
    """What is known of one file on the way: its rows as text, the headers as written per sheet, remarks."""

    name: str
    sha256: str = ""
    rejected: bool = False
    remarks: list[str] = field(default_factory=list)
    rows: list[pd.DataFrame] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=dict)


def read_register(register: Register, raw_dir: Path, given: Circumstances) -> Reading:
    """Every delivered file of the register, read and judged; a file or row that is refused never stops the others."""
    import pandas as pd

    read = [_read_file(path, raw_dir, register) for path in files.delivered(raw_dir, register)]
    texts = _concatenated([rows for file in read for rows in file.rows], register)
    typed, problems = _typed(texts, register, given)
    interpreted = typed.drop(index=list({problem.row for problem in problems}))
    kept, twins, conflicts = without_duplicates(identified(interpreted, register, given.pseudonym_key), register)
    written = {(file.name, sheet): headers for file in read for sheet, headers in file.written.items()}
    refused = quarantine(problems + conflicts, texts, register, written)
    source_files = pd.DataFrame(
        [_verdict(file, register, kept, twins, refused) for file in read], columns=list(SOURCE_FILE.columns)
    )
    return Reading(kept[list(register.table.columns)].reset_index(drop=True), refused, source_files)


def _read_file(path: Path, raw_dir: Path, register: Register) -> _File:
    """A file's rows as text; when it cannot be used, the reason as its remark."""
    told = _File(files.name_of(path, raw_dir))
    try:
        file = files.load(path, raw_dir)
        told.sha256 = file.sha256
        for sheet in sheets(file, lambda rows: headers.likeness(rows, register)):
            header = headers.find_header(sheet.head, register)
            if header is None:
                continue
            below = sheet_rows(sheet, header, register)
            below.rows.insert(0, "source_file", file.name)
            told.rows.append(below.rows)
            told.written[sheet.name] = header.written
            told.remarks += _remarks(below, header.unknown)
        if not told.written:
            expected = ", ".join(f"”{column.header}”" for column in register.required)
            raise FileRejected(
                f"Ingen rubrikrad för {register.title.lower()} hittades. Rubrikerna ska vara minst {expected}."
            )
    except FileRejected as reason:
        told.rejected, told.rows, told.remarks = True, [], [str(reason)]
    return told


def _remarks(below: SheetRows, unknown: tuple[str, ...]) -> list[str]:
    remarks = []
    if unknown:
        listed = ", ".join(f"”{header}”" for header in unknown)
        remarks.append(f"Kolumner som inte hör till registret lästes inte: {listed}.")
    for what, numbers in (("summa", below.totals), ("anteckning", below.notes)):
        if numbers:
            listed = ", ".join(map(str, numbers))
            remarks.append(f"Togs som {what} och räknas inte: rad {listed}.")
    if below.rows.empty:
        remarks.append("Under rubrikraden finns inga rader.")
    return remarks


def _concatenated(frames: list[pd.DataFrame], register: Register) -> pd.DataFrame:
    """All rows of the register as text, numbered from 0."""
    import pandas as pd
    import pyarrow as pa

    columns = ["source_file", "source_sheet", "source_row", *(column.name for column in register.columns)]
    if not frames:
        frames = [pd.DataFrame({name: pd.Series(dtype=pd.ArrowDtype(pa.string())) for name in columns})]
    return pd.concat(frames, ignore_index=True)[columns]


def _typed(texts: pd.DataFrame, register: Register, given: Circumstances) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows with typed columns, and every cell or row that keeps its row from being interpreted."""
    problems: list[Problem] = []
    typed = texts[["source_file", "source_sheet", "source_row"]].copy()
    for column in register.columns:
        cells = texts[column.name]
        if column.default:
            cells = cells.fillna(column.default)
        typed[column.name], unreadable = read_column(cells, column.kind, given.programme.municipalities)
        for label, text in cells[cells.isin(list(unreadable))].items():
            reason = unreadable[text]
            clause = f"värdet ”{{value}}” {reason.message}"
            problems.append(Problem(int(str(label)), column.name, reason.code, clause))
    told = {(problem.row, problem.column) for problem in problems}
    own = typed[[column.name for column in register.columns]]
    problems += [p for p in failures(own, register, given.today) if (p.row, p.column) not in told]
    return typed, problems


def _verdict(
    file: _File, register: Register, kept: pd.DataFrame, twins: pd.DataFrame, refused: pd.DataFrame
) -> tuple[str, str, str, str, int, int, int, str]:
    """The row of a file in `SOURCE_FILE`."""
    accepted, collapsed = (int((rows["source_file"] == file.name).sum()) for rows in (kept, twins))
    own = refused[refused["source_file"] == file.name]
    quarantined = len(own[["source_sheet", "source_row"]].drop_duplicates())
    remarks = list(file.remarks)
    if collapsed:
        listed = ", ".join(map(str, twins.loc[twins["source_file"] == file.name, "source_row"]))
        remarks.append(f"Likadana som en tidigare rad och räknas en gång: rad {listed}.")
    if quarantined:
        remarks.append(f"I karantän: {quarantined} {'rad' if quarantined == 1 else 'rader'}.")
    verdict = REJECTED if file.rejected else ACCEPTED_WITH_QUARANTINE if quarantined else ACCEPTED
    read = accepted + collapsed + quarantined
    return register.name, file.name, file.sha256, verdict, read, accepted, quarantined, " ".join(remarks)
