"""What the steward typed in the workbook of the quarantine, read back from it as any delivered file is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from rsp_pipeline.mending.cells import BY_TITLE, Cell, Texts, by_cell, cell_of
from rsp_pipeline.reading import files
from rsp_pipeline.reading.check import refuse_what_is_no_delivery
from rsp_pipeline.reading.corrections import one_spaced
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.quarantine_workbook import LEADING, LINE, RIGHT_VALUE, TO_BE_EMPTY, TYPED, WHO, WHY
from rsp_pipeline.reading.sheet import Row, Sheet
from rsp_pipeline.reading.sheets import sheets

HEADERS = {*LEADING, *LINE, *TYPED}
FILE, SHEET, ROW, *_ = LEADING
REGISTER, KEY, COLUMN, EXPECTED = LINE


class Typed(NamedTuple):
    """A line of the workbook in which a right value was typed.

    It stands in the row `at` of the sheet `sheet`; the others are its cells: `place` is where the delivered row stands
    (file, sheet, row), and `register` and `column` are as people call them.
    """

    sheet: str
    at: int
    place: tuple[str, str, str]
    register: str
    key: str
    column: str
    expected: str
    right: str
    why: str
    who: str

    @property
    def corrected(self) -> str:
        """What the cell should hold instead."""
        return "" if self.right.casefold() == TO_BE_EMPTY else one_spaced(self.right)


def typed_in(path: Path, limits: Limits) -> list[Typed]:
    """The lines of a workbook in which a right value was typed, in order.

    Raises:
        FileRejected: the workbook cannot be read.
    """
    refuse_what_is_no_delivery(path)
    file = files.load(path, path.parent, limits)
    return [line for sheet in sheets(file, _likeness, limits) for line in _of_sheet(sheet)]


def _likeness(rows: list[Row]) -> int:
    return max((len(HEADERS.intersection(cells)) for _, cells in rows), default=0)


def _of_sheet(sheet: Sheet) -> Iterator[Typed]:
    places: dict[str, int] = {}
    for number, cells in sheet.rows():
        texts = [cell.strip() for cell in cells]
        if not places:
            if HEADERS.issubset(texts):
                places = {header: texts.index(header) for header in HEADERS}
            continue
        row = {header: texts[place] if place < len(texts) else "" for header, place in places.items()}
        if row[RIGHT_VALUE]:
            yield Typed(
                sheet.name,
                number,
                (row[FILE], row[SHEET], row[ROW]),
                row[REGISTER],
                row[KEY],
                row[COLUMN],
                row[EXPECTED],
                row[RIGHT_VALUE],
                row[WHY],
                row[WHO],
            )


def is_all_taken(path: Path, corrections: pd.DataFrame, limits: Limits) -> bool:
    """Whether the workbook can be read, and the accepted `corrections` say all that was typed in it."""
    there_are = by_cell(corrections)
    try:
        return all(_is_taken(line, there_are) for line in typed_in(path, limits))
    except FileRejected:
        return False


def _is_taken(line: Typed, corrections: Mapping[Cell, Texts]) -> bool:
    register = BY_TITLE.get(line.register)
    if register is None or line.column.lower() not in register.spellings:
        return False
    correction = corrections.get(cell_of(register, line.key, line.column))
    return correction is not None and correction["corrected_value"] == line.corrected
