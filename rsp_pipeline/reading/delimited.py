"""The rows of a delimited text file, quotation marks honoured where they come in pairs.

A quotation mark that lacks its pair would make a plain csv reader swallow the lines after it. Such a line is told from
an honest cell of several lines by its delimiters, and read as it stands: no line is ever lost.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.sheets import Row, Sheet

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = (";", ",", "\t", "|")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
MAX_LINES_IN_CELL = 100
MAX_CELL = 1_000_000  # characters


def csv_sheet(text: str, delimiter: str) -> Sheet:
    """The one sheet of a delimited text."""
    unpaired: set[int] = set()
    return Sheet(
        "",
        read=lambda: _rows(text, delimiter, unpaired),
        read_plain=lambda row, width: _plain(text, delimiter, row, width),
        unpaired=unpaired,
    )


def _plain(text: str, delimiter: str, row: int, width: int) -> pa.Table | None:
    """The lines below a row as columns, when none has a quotation mark and each has as many cells as the header.

    Then splitting is all there is to reading, and Arrow does it a batch of lines at a time.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    if '"' in text or text.count("\r") != text.count("\r\n") or text.count("\n") <= row:
        return None
    start = 0
    for _ in range(row):
        start = text.index("\n", start) + 1
    names = [str(place) for place in range(width)]
    try:
        return arrow_csv.read_csv(
            io.BytesIO(text[start:].encode()),
            arrow_csv.ReadOptions(column_names=names),
            arrow_csv.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:
        return None


def _rows(text: str, delimiter: str, unpaired: set[int]) -> Iterator[Row]:
    lines = _Lines(text)
    width = 1
    number = 1
    while True:
        csv.field_size_limit(MAX_CELL)
        records = csv.reader(lines, delimiter=delimiter)
        try:
            for cells in records:
                taken = lines.take()
                if len(taken) > 1 and (lines.cut_short or _swallowed(taken, cells, delimiter, width)):
                    lines.give_back(taken[1:])
                    unpaired.add(number)
                    yield number, _as_it_stands(taken[0], delimiter)
                    number += 1
                    break
                if len(taken) == 1 and lines.at_end and _is_open(taken[0], delimiter):
                    unpaired.add(number)
                    cells = _as_it_stands(taken[0], delimiter)
                yield number, cells
                width = max(width, len(cells))
                number += len(taken)
            else:
                return
        except csv.Error:
            raise FileRejected("cell_too_long", f"Rad {number} har en cell med över {MAX_CELL} tecken.") from None


class _Lines:
    """The lines of a text, remembered until the record they make up is judged."""

    def __init__(self, text: str) -> None:
        self._source = (line.group() for line in LINE.finditer(text))
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self.cut_short = False
        self.at_end = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._taken) > MAX_LINES_IN_CELL:
            self.cut_short = True
            raise StopIteration
        line = self._waiting.popleft() if self._waiting else next(self._source, "")
        if not line:
            self.at_end = True
            self.cut_short = bool(self._taken)
            raise StopIteration
        self._taken.append(line)
        return line

    def take(self) -> list[str]:
        """The lines since last asked."""
        taken, self._taken = self._taken, []
        return taken

    def give_back(self, lines: list[str]) -> None:
        """Put lines back, to be read again."""
        self._waiting.extendleft(reversed(lines))
        self.cut_short = False


def _swallowed(lines: list[str], cells: list[str], delimiter: str, width: int) -> bool:
    """Whether several lines read as one record are records of their own.

    Then delimiters that part cells have become text, or the record is wider than any before it.
    """
    as_text = sum(line.count(delimiter) for line in lines) - (len(cells) - 1)
    return as_text >= max(width - 1, 1) or 1 < width < len(cells)


def _is_open(line: str, delimiter: str) -> bool:
    """Whether a quotation mark at the beginning of a cell is still open at the end of the line."""
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _as_it_stands(line: str, delimiter: str) -> list[str]:
    """The cells of a line without regard to quotation marks, but for those around a whole cell."""
    cells = line.rstrip("\r\n").split(delimiter)
    return [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in cells]
