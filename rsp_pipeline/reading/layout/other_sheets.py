"""Sheets that have no header of the register: what goes on from a sheet before, and what is something else."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout import headers
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.layout.lines import BLANK, UNREAD
from rsp_pipeline.reading.layout.wrapped import Recogniser
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.reading.sheet import Sheet
from rsp_pipeline.registers import REGISTERS, Register

CELLS_OF_A_TABLE = 3  # in each of two rows; what has less is prose


def going_on(sheet: Sheet, header: Header, register: Register) -> Header | None:
    """The header under which a sheet's rows go on from one before, with none of its own; None when they do not."""
    filled = [cells for _, cells in sheet.head if _filled(cells)]
    recogniser = Recogniser(header, register)
    rows = sum(recogniser.is_row(cells) for cells in filled)
    return replace(header, row=0, first=0) if rows and 2 * rows >= len(filled) else None


def left_out(file: str, sheet: Sheet, register: Register) -> Remark | None:
    """What is told of a sheet that is not read; nothing when it is empty."""
    if not any(_filled(cells) for _, cells in sheet.head):
        return None
    if other := other_register(sheet, register):
        sentence = f"Bladet ”{sheet.name}” ser ut att vara registret {other.title} och lästes inte."
        return Remark(
            file, "sheet_left_out", f"{sentence} Lägg det i en egen fil i data/raw/{folder(other)}.", sheet.name
        )
    if is_tabular(sheet):
        sentence = f"Bladet ”{sheet.name}” har inte registrets rubriker och lästes inte."
        return Remark(file, "sheet_left_out", sentence, sheet.name)
    return Remark(file, "note_row", f"Bladet ”{sheet.name}” har ingen tabell, bara text, och lästes inte.", sheet.name)


def incomplete_sheet(file: str, sheet: Sheet, register: Register, why: str) -> Remark:
    """What is told of a sheet whose header lacks something of the register's, which is not read because of it."""
    other = left_out(file, sheet, register) if other_register(sheet, register) else None
    return other or Remark(file, "sheet_left_out", f"Bladet ”{sheet.name}” lästes inte. {why}", sheet.name)


def is_tabular(sheet: Sheet) -> bool:
    """Whether the beginning of a sheet has more than prose."""
    return sum(_filled(cells) >= CELLS_OF_A_TABLE for _, cells in sheet.head) > 1


def prose_of(sheet: Sheet) -> list[str]:
    """The texts of a sheet that has no table."""
    return [] if is_tabular(sheet) else [cell.strip() for _, cells in sheet.head for cell in cells if cell.strip()]


def other_register(sheet: Sheet, register: Register) -> Register | None:
    """The register whose whole header a sheet has, and more of it than of this one's."""
    named = {register: headers.likeness(sheet.head, register)}
    for other in REGISTERS:
        with suppress(FileRejected):
            if header := headers.find_header(sheet.head, other):
                named[other] = max(len(header.positions), named.get(other, 0))
    likest = max(named, key=lambda other: named[other])
    return None if likest == register else likest


def folder(register: Register) -> str:
    """Where in data/raw the register lies."""
    return "reference" if register.reference else register.name


def lines_of(sheet: Sheet) -> dict[str, int]:
    """How many lines a sheet that is not read has, by category."""
    filled = [_filled(cells) > 0 for _, cells in sheet.read()]
    return {UNREAD: sum(filled), BLANK: len(filled) - sum(filled)}


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
