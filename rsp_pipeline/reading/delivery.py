"""Reading one delivered file: its rows as text, and what there is to tell about it.

A file that cannot be used is rejected with its reason; what its rows mean belongs in `read`.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from rsp_pipeline.reading import files, headers
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.headers import Header
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.problems import Remark, shortlist
from rsp_pipeline.reading.rows import SheetRows, sheet_rows
from rsp_pipeline.reading.sheet import Sheet
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.reading.tables import UNFORESEEN
from rsp_pipeline.reading.totals import disagreements
from rsp_pipeline.registers import REGISTERS, Register


@dataclass
class Delivery:
    """What is known of one file: its rows as text, the headers as the sender wrote them per sheet, and remarks."""

    name: str
    sha256: str = ""
    rejected: bool = False
    remarks: list[Remark] = field(default_factory=list)
    rows: list[pa.Table] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=dict)


def read_delivery(path: Path, raw_dir: Path, register: Register, limits: Limits) -> Delivery:
    """The file's rows of the register, from every sheet that has its header."""
    delivery = Delivery(files.name_of(path, raw_dir))
    incomplete: list[tuple[str, FileRejected]] = []
    try:
        file = files.load(path, raw_dir, limits)
        delivery.sha256 = file.sha256
        found = sheets(file, lambda rows: headers.likeness(rows, register), limits)
        for sheet in found:
            try:
                header = headers.find_header(sheet.head, register)
            except FileRejected as reason:
                incomplete.append((sheet.name, reason))
                continue
            if header is None:
                continue
            below = sheet_rows(sheet, header, register)
            named = pa.repeat(file.name, len(below.rows))
            delivery.rows.append(below.rows.add_column(0, "source_file", named))
            delivery.written[sheet.name] = header.written
            delivery.remarks += _remarks(file.name, sheet, below, header)
            delivery.remarks += disagreements(file.name, sheet.name, below, header, register)
        if not delivery.written:
            raise _other_register(found, register) or (incomplete[0][1] if incomplete else _no_header(register))
        delivery.remarks += [Remark(file.name, "sheet_left_out", reason.message, name) for name, reason in incomplete]
    except FileRejected as reason:
        _reject(delivery, reason)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except (
        BaseException
    ) as error:  # what nobody foresaw in one file, a reader's panic included, must not stop the others
        logging.getLogger(__name__).exception("%s could not be read", delivery.name)
        _reject(delivery, FileRejected(UNFORESEEN, f"Filen kunde inte läsas ({type(error).__name__}: {error})."))
    return delivery


def _reject(delivery: Delivery, reason: FileRejected) -> None:
    delivery.rejected, delivery.rows, delivery.written = True, [], {}
    delivery.remarks = [Remark(delivery.name, reason.code, reason.message)]


def complete(deliveries: list[Delivery]) -> list[Delivery]:
    """The files of one complete delivery: when one of them is rejected, so are they all."""
    rejected = [delivery.name for delivery in deliveries if delivery.rejected]
    if not rejected:
        return deliveries
    sentence = f"Leveransen är inte fullständig, eftersom {' och '.join(rejected)} inte kan läsas. En äldre gäller."
    return [
        delivery
        if delivery.rejected
        else Delivery(delivery.name, delivery.sha256, True, [Remark(delivery.name, "incomplete_delivery", sentence)])
        for delivery in deliveries
    ]


def _other_register(found: list[Sheet], register: Register) -> FileRejected | None:
    """What is told of a file that has the whole header of another register, and more of it than of this one's."""
    named = {register: max((headers.likeness(sheet.head, register) for sheet in found), default=0)}
    for other in REGISTERS:
        for sheet in found:
            with suppress(FileRejected):
                if header := headers.find_header(sheet.head, other):
                    named[other] = max(len(header.positions), named.get(other, 0))
    likest = max(named, key=lambda other: named[other])
    if likest == register:
        return None
    folder = "reference" if likest.reference else likest.name
    sentence = f"Filen ser ut att vara registret {likest.title}. Lägg den i data/raw/{folder}."
    return FileRejected("other_register", sentence)


def _no_header(register: Register) -> FileRejected:
    expected = ", ".join(f"”{column.header}”" for column in register.required)
    sentence = f"Ingen rubrikrad för {register.title.lower()} hittades. Rubrikerna ska vara minst {expected}."
    return FileRejected("no_header", sentence)


def _remarks(file: str, sheet: Sheet, below: SheetRows, header: Header) -> list[Remark]:
    remarks = []
    if sheet.is_hidden:
        remarks.append(Remark(file, "hidden_sheet", f"Bladet ”{sheet.name}” är dolt men lästes.", sheet.name))
    if sheet.unpaired:
        rows = shortlist(sorted(sheet.unpaired), len(sheet.unpaired))
        sentence = f"Ett citattecken saknar sitt par, och raden lästes som den står: rad {rows}."
        remarks.append(Remark(file, "unpaired_quote", sentence, sheet.name))
    for spare, read in header.spare.items():
        sentence = f"”{spare}” lästes inte, eftersom ”{read}” är samma kolumn och går före."
        remarks.append(Remark(file, "spare_column", sentence, sheet.name))
    if header.unknown:
        listed = ", ".join(f"”{unknown}”" for unknown in header.unknown)
        sentence = f"Kolumner som inte hör till registret lästes inte: {listed}."
        remarks.append(Remark(file, "unknown_column", sentence, sheet.name))
    for code, what, numbers in (("total_row", "summa", below.totals), ("note_row", "anteckning", below.notes)):
        if numbers:
            rows = shortlist(numbers, len(numbers))
            remarks.append(Remark(file, code, f"Togs som {what} och räknas inte: rad {rows}.", sheet.name))
    if not len(below.rows):
        remarks.append(Remark(file, "no_rows", "Under rubrikraden finns inga rader.", sheet.name))
    return remarks
