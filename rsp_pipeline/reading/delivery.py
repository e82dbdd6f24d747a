"""Reading one delivered file: its rows as text, and what there is to tell about it.

A file that cannot be used is rejected with its reason; what its rows mean belongs in `read`.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from rsp_pipeline.reading import files
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout import headers
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.layout.lines import CATEGORIES
from rsp_pipeline.reading.layout.other_sheets import (
    folder,
    going_on,
    incomplete_sheet,
    left_out,
    lines_of,
    other_register,
    prose_of,
)
from rsp_pipeline.reading.layout.rows import sheet_rows
from rsp_pipeline.reading.layout.second_header import refuse_a_table_above
from rsp_pipeline.reading.layout.sheet_knowledge import about_look
from rsp_pipeline.reading.layout.sheet_remarks import about_sheet, notes_in_full
from rsp_pipeline.reading.layout.totals import disagreements
from rsp_pipeline.reading.layout.units_said import beside, refuse_other_units
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.reading.sheet import Sheet
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.reading.tables import UNFORESEEN
from rsp_pipeline.registers import Register


@dataclass
class Delivery:
    """What is known of one file: its rows as text, the headers as the sender wrote them per sheet, and remarks.

    `lines` counts its lines by category.
    """

    name: str
    sha256: str = ""
    rejected: bool = False
    remarks: list[Remark] = field(default_factory=list)
    rows: list[pa.Table] = field(default_factory=list)
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(CATEGORIES, 0)))


def read_delivery(path: Path, raw_dir: Path, register: Register, limits: Limits) -> Delivery:
    """The file's rows of the register, from every sheet that has its header or goes on from one that has."""
    delivery = Delivery(files.name_of(path, raw_dir))
    try:
        file = files.load(path, raw_dir, limits)
        delivery.sha256 = file.sha256
        _read_sheets(delivery, sheets(file, lambda rows: headers.likeness(rows, register), limits), register)
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


def _read_sheets(delivery: Delivery, found: list[Sheet], register: Register) -> None:
    """Read the sheets that hold the register, and tell of the others.

    Raises:
        FileRejected: none holds it, or none has a row of it but only notes.
    """
    incomplete: dict[str, FileRejected] = {}
    own: list[tuple[Sheet, Header]] = []
    others: list[Sheet] = []
    for sheet in found:
        try:
            header = headers.find_header(sheet.head, register)
            if header:
                refuse_a_table_above(header, sheet.head, register)
        except FileRejected as reason:
            incomplete[sheet.name] = reason
            header = None
        if header is not None:
            own.append((sheet, header))
        else:
            others.append(sheet)
    if not own:
        raise _other_register(found, register) or next(iter(incomplete.values()), _no_header(register))
    first, under = own[0]
    for sheet in others:
        if sheet.name in incomplete:
            delivery.remarks.append(incomplete_sheet(delivery.name, sheet, register, incomplete[sheet.name].message))
        elif goes_on := going_on(sheet, under, register):
            own.append((sheet, goes_on))
            sentence = f"Bladet ”{sheet.name}” saknar rubrikrad och lästes med rubrikerna från bladet ”{first.name}”."
            delivery.remarks.append(Remark(delivery.name, "sheet_without_header", sentence, sheet.name))
            continue
        elif remark := left_out(delivery.name, sheet, register):
            delivery.remarks.append(remark)
        delivery.lines.update(lines_of(sheet))
    elsewhere = [("Filens namn", " ".join(re.split(r"[\W_]+", Path(delivery.name).stem)))]
    elsewhere += [("Ett annat blad", text) for sheet in others for text in prose_of(sheet)]
    notes: dict[int, str] = {}
    for sheet, header in own:
        below = sheet_rows(sheet, header, register)
        refuse_other_units(
            sheet, header, below.said.notes | below.said.units, elsewhere + beside(sheet, header), register
        )
        notes |= below.said.notes
        delivery.rows.append(below.rows.add_column(0, "source_file", pa.repeat(delivery.name, len(below.rows))))
        delivery.written[sheet.name] = header.written
        delivery.lines.update(below.lines)
        delivery.remarks += about_sheet(delivery.name, sheet, below, header, register)
        delivery.remarks += about_look(delivery.name, sheet, below.rows, header, register)
        delivery.remarks += disagreements(delivery.name, sheet.name, below, header, register)
    if notes and not any(map(len, delivery.rows)):
        raise FileRejected("only_notes", f"Under rubrikraden finns inga rader, bara text: {notes_in_full(notes)}.")


def _reject(delivery: Delivery, reason: FileRejected) -> None:
    delivery.rejected, delivery.rows, delivery.written, delivery.lines = True, [], {}, Counter()
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
    likest = next((other for sheet in found if (other := other_register(sheet, register))), None)
    if likest is None:
        return None
    sentence = f"Filen ser ut att vara registret {likest.title}. Lägg den i data/raw/{folder(likest)}."
    return FileRejected("other_register", sentence)


def _no_header(register: Register) -> FileRejected:
    expected = ", ".join(f"”{column.header}”" for column in register.required)
    sentence = f"Ingen rubrikrad för {register.title.lower()} hittades. Rubrikerna ska vara minst {expected}."
    return FileRejected("no_header", sentence)
