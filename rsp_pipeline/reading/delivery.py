"""Reading one delivered file: its rows as text, and what there is to tell about it.

A file that cannot be used is rejected with its reason; what its rows mean belongs in `read`.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.reading import files, headers
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.reading.rows import SheetRows, sheet_rows
from rsp_pipeline.reading.sheets import Sheet, sheets
from rsp_pipeline.reading.totals import disagreements
from rsp_pipeline.registers import REGISTERS, Register

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Delivery:
    """What is known of one file: its rows as text, the headers as the sender wrote them per sheet, and remarks."""

    name: str
    sha256: str = ""
    rejected: bool = False
    remarks: list[Remark] = field(default_factory=list)
    rows: list[pd.DataFrame] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=dict)


def read_delivery(path: Path, raw_dir: Path, register: Register) -> Delivery:
    """The file's rows of the register, from every sheet that has its header."""
    told = Delivery(files.name_of(path, raw_dir))
    incomplete: list[tuple[str, FileRejected]] = []
    try:
        file = files.load(path, raw_dir)
        told.sha256 = file.sha256
        found = sheets(file, lambda rows: headers.likeness(rows, register))
        for sheet in found:
            try:
                header = headers.find_header(sheet.head, register)
            except FileRejected as reason:
                incomplete.append((sheet.name, reason))
                continue
            if header is None:
                continue
            below = sheet_rows(sheet, header, register)
            below.rows.insert(0, "source_file", file.name)
            told.rows.append(below.rows)
            told.written[sheet.name] = header.written
            told.remarks += _remarks(file.name, sheet, below, header.unknown)
            told.remarks += disagreements(file.name, sheet.name, below, header, register)
        if not told.written:
            raise incomplete[0][1] if incomplete else _without_header(found, register)
        told.remarks += [Remark(file.name, "sheet_left_out", reason.message, name) for name, reason in incomplete]
    except FileRejected as reason:
        _reject(told, reason)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except (
        BaseException
    ) as error:  # what nobody foresaw in one file, a reader's panic included, must not stop the others
        logging.getLogger(__name__).exception("%s could not be read", told.name)
        _reject(told, FileRejected("unforeseen", f"Filen kunde inte läsas ({type(error).__name__}: {error})."))
    return told


def _reject(told: Delivery, reason: FileRejected) -> None:
    told.rejected, told.rows, told.written = True, [], {}
    told.remarks = [Remark(told.name, reason.code, reason.message)]


def complete(deliveries: list[Delivery]) -> list[Delivery]:
    """The files of one complete delivery: when one of them is rejected, so are they all."""
    rejected = [told.name for told in deliveries if told.rejected]
    if not rejected:
        return deliveries
    sentence = f"Leveransen är inte fullständig, eftersom {' och '.join(rejected)} inte kan läsas. En äldre gäller."
    return [
        told
        if told.rejected
        else Delivery(told.name, told.sha256, True, [Remark(told.name, "incomplete_delivery", sentence)])
        for told in deliveries
    ]


def _without_header(found: list[Sheet], register: Register) -> FileRejected:
    """Why a file without the register's header is rejected: it is another register, or none that is known."""
    for other in REGISTERS:
        for sheet in found:
            with suppress(FileRejected):
                if other != register and headers.find_header(sheet.head, other):
                    folder = "reference" if other.reference else other.name
                    sentence = f"Filen ser ut att vara registret {other.title}. Lägg den i data/raw/{folder}."
                    return FileRejected("other_register", sentence)
    expected = ", ".join(f"”{column.header}”" for column in register.required)
    sentence = f"Ingen rubrikrad för {register.title.lower()} hittades. Rubrikerna ska vara minst {expected}."
    return FileRejected("no_header", sentence)


def _remarks(file: str, sheet: Sheet, below: SheetRows, unknown: tuple[str, ...]) -> list[Remark]:
    remarks = []
    if sheet.is_hidden:
        remarks.append(Remark(file, "hidden_sheet", f"Bladet ”{sheet.name}” är dolt men lästes.", sheet.name))
    if sheet.unpaired:
        rows = ", ".join(map(str, sorted(sheet.unpaired)))
        sentence = f"Ett citattecken saknar sitt par, och raden lästes som den står: rad {rows}."
        remarks.append(Remark(file, "unpaired_quote", sentence, sheet.name))
    if unknown:
        listed = ", ".join(f"”{header}”" for header in unknown)
        sentence = f"Kolumner som inte hör till registret lästes inte: {listed}."
        remarks.append(Remark(file, "unknown_column", sentence, sheet.name))
    for code, what, numbers in (("total_row", "summa", below.totals), ("note_row", "anteckning", below.notes)):
        if numbers:
            rows = ", ".join(map(str, numbers))
            remarks.append(Remark(file, code, f"Togs som {what} och räknas inte: rad {rows}.", sheet.name))
    if below.rows.empty:
        remarks.append(Remark(file, "no_rows", "Under rubrikraden finns inga rader.", sheet.name))
    return remarks
