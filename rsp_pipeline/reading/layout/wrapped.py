"""Rows that stand in one cell: quoted as a whole, never parted by Excel, or with another delimiter than the rest.

Such a cell is told from prose by its values: parted, most of them can be read where the header says that they belong.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from rsp_pipeline.reading.cells.unreadable import Unreadable
from rsp_pipeline.reading.cells.values import reader
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.sheet import Irregular, Row, Sheet
from rsp_pipeline.reading.text.delimited import DELIMITERS
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount, Choice, Day, Flag, OrgNo, Whole

TYPED = (Amount, Choice, Day, Flag, OrgNo, Whole)  # kinds that prose is not; municipalities are the programme's
TELLING = (Choice, Day, OrgNo)  # kinds of which a text is a value by no chance
CELLS_REMEMBERED = 10_000  # of each column


def unwrapped(sheet: Sheet, delimiter: str) -> Sheet:
    """The sheet with each row of one cell parted at the delimiter."""

    def rows() -> Iterator[Row]:
        for number, cells in sheet.rows():
            filled = [place for place, cell in enumerate(cells) if cell.strip()]
            yield number, _parted(cells, filled[0], delimiter) if len(filled) == 1 else cells

    return replace(sheet, read=rows, read_regular=_with_care, wrapped_by=delimiter)


def _with_care(*_: object) -> Any:
    raise Irregular


def _parted(cells: Sequence[str], place: int, delimiter: str) -> Sequence[str]:
    """The row with the parts of one of its cells from that place on."""
    cell = cells[place]
    if delimiter not in cell:
        return cells
    try:
        records = list(csv.reader(io.StringIO(cell.strip(), newline=""), delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        records = []
    parts = records[0] if len(records) == 1 else cell.split(delimiter)
    return [*[""] * place, *parts]


class Recogniser:
    """Tells a row of a register by the values in its cells."""

    def __init__(self, header: Header, register: Register) -> None:
        kinds = {name: register.column(name).kind for name in header.positions}
        typed = {name: kind for name, kind in kinds.items() if isinstance(kind, TYPED)}
        readable = {
            name: lru_cache(CELLS_REMEMBERED)(partial(_is_readable, reader(kind, ()))) for name, kind in typed.items()
        }
        self._readable: Mapping[int, Callable[[str], bool]] = {
            header.positions[name]: is_readable for name, is_readable in readable.items()
        }
        self._telling = {
            name if isinstance(kind, Choice) else type(kind).__name__: readable[name]
            for name, kind in typed.items()
            if isinstance(kind, TELLING)
        }

    def is_row(self, cells: Sequence[str]) -> bool:
        """Whether most cells can be read where they stand, and two of them at least, where so many are typed."""
        filled = {place for place in self._readable if place < len(cells) and cells[place].strip()}
        read = sum(self._readable[place](cells[place].strip()) for place in filled)
        return read > 0 and read >= min(2, len(self._readable)) and 2 * read >= len(filled)

    def has_telling_values(self, cells: Sequence[str]) -> bool:
        """Whether cells are values of two kinds that nobody writes by chance, wherever they stand."""
        texts = [cell.strip() for cell in cells]
        found = [{text for text in texts if text and is_readable(text)} for is_readable in self._telling.values()]
        return sum(map(bool, found)) >= 2 and len(set().union(*found)) >= 2

    def has_any_value(self, cells: Sequence[str]) -> bool:
        """Whether any cell is a value of any typed column."""
        readers = self._readable.values()
        return any(is_readable(cell.strip()) for cell in cells if cell.strip() for is_readable in readers)

    def parted(self, cells: Sequence[str], place: int) -> Sequence[str] | None:
        """The row that stands in one cell, parted; None when that is something else.

        One whose values stand elsewhere than they should is a row, too: what is wrong with it is told then.
        """
        ways = [parts for each in DELIMITERS if (parts := _parted(cells, place, each)) is not cells]
        fitting = next((parts for parts in ways if self.is_row(parts)), None)
        return fitting or next((parts for parts in ways if self.has_telling_values(parts)), None)


def _is_readable(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except Unreadable:
        return False
    return True
