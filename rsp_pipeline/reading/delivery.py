"""Reading one delivered file: its rows as text, and what there is to tell about it.

A file that cannot be used is rejected with its reason; what its rows mean belongs in `read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.reading import files, headers
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.reading.rows import SheetRows, sheet_rows
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.registers import Register

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
            told.remarks += _remarks(file.name, sheet.name, below, header.unknown)
        if not told.written:
            expected = ", ".join(f"”{column.header}”" for column in register.required)
            raise FileRejected(
                "no_header",
                f"Ingen rubrikrad för {register.title.lower()} hittades. Rubrikerna ska vara minst {expected}.",
            )
    except FileRejected as reason:
        told.rejected, told.rows = True, []
        told.remarks = [Remark(told.name, reason.code, reason.message)]
    return told


def _remarks(file: str, sheet: str, below: SheetRows, unknown: tuple[str, ...]) -> list[Remark]:
    remarks = []
    if unknown:
        listed = ", ".join(f"”{header}”" for header in unknown)
        sentence = f"Kolumner som inte hör till registret lästes inte: {listed}."
        remarks.append(Remark(file, "unknown_column", sentence, sheet))
    for code, what, numbers in (("total_row", "summa", below.totals), ("note_row", "anteckning", below.notes)):
        if numbers:
            rows = ", ".join(map(str, numbers))
            remarks.append(Remark(file, code, f"Togs som {what} och räknas inte: rad {rows}.", sheet))
    if below.rows.empty:
        remarks.append(Remark(file, "no_rows", "Under rubrikraden finns inga rader.", sheet))
    return remarks
