"""The workbook from which the data steward works off the quarantine: one sheet per register that has rows in it.

Each row stands as it was delivered, beside why it was refused and what to do. What is refused, and why, is decided in
`reading`; nothing is read back from this workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.office.workbook import bold, harmless, save_settled
from rsp_pipeline.reading.problems import without_place
from rsp_pipeline.reading.suggestions import suggestion
from rsp_pipeline.reading.tables import QUARANTINE, refused_table
from rsp_pipeline.registers import Register
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)  # not the night: an unchanged quarantine is an unchanged file
SHOWN_ROWS = 5_000  # per register; the rest is told by their number

PLACE = ("source_file", "source_sheet", "source_row")
LEADING = ("Fil", "Blad", "Rad", "Skäl", "Förslag")
SENTENCES = 62  # the width in characters of the columns that hold sentences
NARROWEST, WIDEST = 8, 45
FILTER_BUTTON = 4  # characters that it hides of a header
LINE_HEIGHT, MOST_LINES = 15, 27  # points; a row is at most 409 points high
TITLE_NEVER_HOLDS = re.compile(r"[\[\]:*?/\\]")
HEADER_COLOUR, REFUSED_COLOUR = "FFDCE6F1", "FFFBE0DD"

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Refused:
    """What a register has in quarantine.

    `rows` are the first of its `row_count` rows, as in the register's `refused_table`; `reasons` are theirs, as in
    `QUARANTINE`.
    """

    register: Register
    rows: Sequence[Record]
    row_count: int
    reasons: Sequence[Record]


def refused(tables: Tables, register: Register) -> Refused:
    """What stands in the workshop about a register's quarantine.

    Raises:
        TableMissing: the register has not been read yet.
    """
    rows = tables.read(refused_table(register))
    shown = rows.sort_by([(name, "ascending") for name in PLACE]).slice(0, SHOWN_ROWS).to_pylist()
    places = {_place(row) for row in shown}
    reasons = [r for r in tables.read(QUARANTINE, part=register.name).to_pylist() if _place(r) in places]
    return Refused(register, shown, rows.num_rows, reasons)


def write_workbook(path: Path, quarantine: Iterable[Refused]) -> None:
    """Put the workbook in place, whole; with nothing in quarantine it says so."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator, workbook.properties.title = "rsp_pipeline", "Karantän"
    for of_register in quarantine:
        if of_register.rows:
            _fill(_new_sheet(workbook, of_register.register.title), of_register)
    if not workbook.worksheets:
        sheet = _new_sheet(workbook, "Karantän")
        _write(sheet, 1, 1, "Ingen rad är i karantän.")
        _set_widths(sheet)
    with replaced(path, 0o644) as beside:
        save_settled(workbook, beside, MADE_AT)


def _new_sheet(workbook: Workbook, title: str) -> Worksheet:
    return workbook.create_sheet(TITLE_NEVER_HOLDS.sub(" ", title)[:31])


def _fill(sheet: Worksheet, quarantine: Refused) -> None:
    reasons: dict[tuple[Any, ...], list[Record]] = {}
    for reason in quarantine.reasons:
        reasons.setdefault(_place(reason), []).append(reason)
    pointed_at = {reason["column_name"] for reason in quarantine.reasons}
    columns = [
        column
        for column in quarantine.register.columns
        if column.name in pointed_at or any(row[column.name] for row in quarantine.rows)
    ]
    _write_header(sheet, [*LEADING, *(column.header for column in columns)])
    for number, row in enumerate(quarantine.rows, start=2):
        own = reasons.get(_place(row), [])
        refused_columns = {reason["column_name"] for reason in own}
        told = "\n".join(without_place(reason["message"], *_place(row)) for reason in own)
        wanted = "\n".join(
            dict.fromkeys(suggestion(quarantine.register, reason["column_name"], reason["code"]) for reason in own)
        )
        for place, text in enumerate([*_place(row), told, wanted], start=1):
            _write(sheet, number, place, text)
        for place, column in enumerate(columns, start=len(LEADING) + 1):
            _write(sheet, number, place, row[column.name] or "", is_refused=column.name in refused_columns)
        sheet.row_dimensions[number].height = LINE_HEIGHT * max(_lines(told), _lines(wanted))
    _set_widths(sheet)
    sheet.freeze_panes = sheet.cell(2, len(PLACE) + 1)
    sheet.auto_filter.ref = sheet.dimensions
    if hidden := quarantine.row_count - len(quarantine.rows):
        _write(sheet, len(quarantine.rows) + 2, 1, f"… och {hidden} rader till; skälen står i quality.quarantine.")


def _place(row: Record) -> tuple[Any, ...]:
    return tuple(row[name] for name in PLACE)


def _write_header(sheet: Worksheet, headers: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, PatternFill

    for place, header in enumerate(headers, start=1):
        cell = sheet.cell(1, place)
        _set_text(cell, header)
        cell.font = bold()
        cell.fill = PatternFill("solid", fgColor=HEADER_COLOUR)
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _write(sheet: Worksheet, row: int, place: int, value: str | int, *, is_refused: bool = False) -> None:
    """Write a row number, or a text that stays text; an empty one leaves the cell empty."""
    from openpyxl.styles import Alignment, PatternFill

    cell = sheet.cell(row, place)
    if isinstance(value, int):
        cell.value = value
    elif value:
        _set_text(cell, value)
    if is_refused:
        cell.fill = PatternFill("solid", fgColor=REFUSED_COLOUR)
    cell.alignment = Alignment(vertical="top", wrap_text=len(PLACE) < place <= len(LEADING))


def _set_text(cell: Cell, text: str) -> None:
    cell.value = harmless(text)
    cell.data_type = "s"  # whatever it looks like: an error such as #N/A is text here too


def _lines(text: str) -> int:
    """How many lines a text takes in the wrapped columns."""
    wrapped = sum(ceil(len(line) / (SENTENCES - 10)) or 1 for line in text.split("\n"))
    return min(wrapped, MOST_LINES)


def _set_widths(sheet: Worksheet) -> None:
    """Make every column as wide as what stands in it, within reason; sentences are wrapped instead."""
    for cells in sheet.iter_cols():
        header, *below = (len(str(cell.value or "")) for cell in cells)
        fitting = min(max(header + FILTER_BUTTON, *below, NARROWEST) + 2, WIDEST)
        wrapped = len(PLACE) < cells[0].column <= len(LEADING)
        sheet.column_dimensions[cells[0].column_letter].width = SENTENCES if wrapped else fitting
