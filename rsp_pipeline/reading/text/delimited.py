"""The rows of a delimited text file, quotation marks honoured where they come in pairs.

A quotation mark that lacks its pair would make a plain csv reader swallow the lines after it. Such a line is told from
an honest cell of several lines by its delimiters, and read as it stands: no line is ever lost.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Collection, Iterator

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.sheet import Batch, Row, Sheet, too_many_columns
from rsp_pipeline.reading.text.encodings import EncodedText
from rsp_pipeline.reading.text.regular import regular_rows

DELIMITERS = (";", ",", "\t", "|")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def csv_sheet(text: EncodedText, delimiter: str, limits: Limits) -> Sheet:
    """The one sheet of a delimited text."""
    unpaired: set[int] = set()
    return Sheet(
        "",
        read=lambda: _rows(text, delimiter, limits, unpaired),
        read_regular=lambda header, width, places: _regular(text, delimiter, header, width, places, limits),
        limits=limits,
        unpaired=unpaired,
        count_lines=text.count_lines,
        is_open_ended=text.is_open_ended,
    )


def _regular(
    text: EncodedText, delimiter: str, header: int, width: int, places: Collection[int], limits: Limits
) -> Iterator[Batch]:
    """The rows below the header, the first of which begins where reading with care finds it."""
    below = (number for number, _ in _rows(text, delimiter, limits, set()) if number > header)
    first = next(below, None)
    return iter(()) if first is None else regular_rows(text, delimiter, first, width, places, limits)


def _rows(text: EncodedText, delimiter: str, limits: Limits, unpaired: set[int]) -> Iterator[Row]:
    lines = _Lines(text, delimiter, limits)
    number = 1
    while True:
        csv.field_size_limit(limits.cell_characters)
        records = csv.reader(lines, delimiter=delimiter)
        try:
            for cells in records:
                taken = lines.take()
                if len(taken) > 1 and (lines.cut_short or _swallowed(taken, cells, delimiter, lines.width)):
                    lines.give_back(taken[1:])
                    unpaired.add(number)
                    cells = _as_it_stands(taken[0], delimiter)
                    lines.width = max(lines.width, len(cells))
                    yield number, cells
                    number += 1
                    break
                if len(taken) == 1 and lines.at_end and _is_open(taken[0], delimiter):
                    unpaired.add(number)
                    cells = _as_it_stands(taken[0], delimiter)
                lines.width = max(lines.width, len(cells))
                yield number, cells
                number += len(taken)
            else:
                return
        except csv.Error:
            raise FileRejected(
                "cell_too_long", f"Rad {number} har en cell med över {limits.cell_characters} tecken."
            ) from None


class _Lines:
    """The lines of a text, remembered until the record they make up is judged.

    `width` is that of the widest record so far. Lines end early, cut short, when what they hold can only be judged to
    be several records: so a quotation mark on every line costs a few lines each, not the whole text.
    """

    def __init__(self, text: EncodedText, delimiter: str, limits: Limits) -> None:
        self._delimiter = delimiter
        self._most_lines = limits.lines_in_cell
        self._source = _lines_of(text, delimiter, limits)
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self.width = 1
        self.cut_short = False
        self.at_end = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._taken) > self._most_lines or self._hold_several_records():
            self.cut_short = True
            raise StopIteration
        line = self._waiting.popleft() if self._waiting else next(self._source, "")
        if not line:
            self.at_end = True
            self.cut_short = bool(self._taken)
            raise StopIteration
        self._taken.append(line)
        return line

    def _hold_several_records(self) -> bool:
        """Whether the lines taken have delimiters for two records of the usual width, so that they are `_swallowed`."""
        if len(self._taken) < 2 or self.width == 1:
            return False
        delimiters = [line.count(self._delimiter) for line in self._taken]
        return max(delimiters) < self.width and sum(delimiters) >= 2 * (self.width - 1)

    def take(self) -> list[str]:
        """The lines since last asked."""
        taken, self._taken = self._taken, []
        return taken

    def give_back(self, lines: list[str]) -> None:
        """Put lines back, to be read again."""
        self._waiting.extendleft(reversed(lines))
        self.cut_short = False


def _lines_of(text: EncodedText, delimiter: str, limits: Limits) -> Iterator[str]:
    """The lines; one with more delimiters than its columns and a whole cell can hold is not split at all."""
    most = limits.columns + limits.cell_characters
    lines = (found.group() for piece in text.pieces() for found in LINE.finditer(piece))
    for number, line in enumerate(lines, start=1):
        if len(line) > most and (delimiters := line.count(delimiter)) > most:
            raise too_many_columns(number, delimiters + 1, limits.columns)
        yield line


def _swallowed(lines: list[str], cells: list[str], delimiter: str, width: int) -> bool:
    """Whether several lines read as one record are records of their own.

    Then delimiters that part cells have become text, or the record is wider than any before it though none of its lines
    is: a header of several lines is, below a title of few cells.
    """
    delimiters = [line.count(delimiter) for line in lines]
    as_text = sum(delimiters) - (len(cells) - 1)
    return as_text >= max(width - 1, 1) or (1 < width < len(cells) and max(delimiters) < width)


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
