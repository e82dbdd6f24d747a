"""The rows of a delimited text in which every quotation mark has its place: many lines at a time.

A text is regular when each row has as many cells as the header, and quotation marks stand only around whole cells, or
doubled within those. Then all ways to read it agree, and Arrow, which splits a batch of lines at once, is the fastest.
At the least doubt a text is `Irregular`, and `delimited` reads it with care.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.sheet import Batch, Irregular
from rsp_pipeline.reading.text.encodings import EncodedText

BATCH = 16_000_000  # bytes split at a time
BLOCK = 2_000_000  # bytes that Arrow gives to one thread
LINE_END = re.compile(rb"\r\n|\r|\n")
NEWLINE, RETURN, QUOTE = b'\n\r"'


def regular_rows(
    text: EncodedText, delimiter: str, first: int, width: int, places: Collection[int], limits: Limits
) -> Iterator[Batch]:
    """The rows from line `first`, with the cells of some places as columns.

    Raises:
        Irregular: what follows may have to be read otherwise.
    """
    begun = b""
    for piece in _below(text.utf8_pieces(BATCH), first - 1):
        lines = begun + piece
        if records := _records(lines, ord(delimiter), width, limits):
            yield _split(records, delimiter, first, width, places, limits)
            first += records.lines
        begun = lines[len(records.text) :] if records else lines
    if begun:
        records = _records(begun + b"\n", ord(delimiter), width, limits)
        if not records or len(records.text) <= len(begun):
            raise Irregular
        yield _split(records, delimiter, first, width, places, limits)


def _below(pieces: Iterator[bytes], lines: int) -> Iterator[bytes]:
    """The pieces without the first lines of them."""
    for piece in pieces:
        ends = [found.end() for found in islice(LINE_END.finditer(piece), lines)]
        lines -= len(ends)
        if not lines:
            yield piece[ends[-1] :] if ends else piece


@dataclass(frozen=True)
class _Records:
    """Whole records: their bytes, on which line counted from 0 each begins and at which byte each line end stands.

    And how many lines there are, how long the longest record is, and whether any cell is quoted.
    """

    text: memoryview
    starts: np.ndarray
    ends: np.ndarray
    lines: int
    longest: int
    is_quoted: bool

    @property
    def has_long(self) -> bool:
        return self.lines > len(self.starts)

    def lengths(self) -> np.ndarray:
        """The bytes of each record, without its line end."""
        lengths = np.diff(self.ends, prepend=-1) - 1
        ends_in_return = np.frombuffer(self.text, np.uint8)[self.ends - 1] == RETURN
        return np.asarray(lengths - (ends_in_return & (lengths > 0)))

    def cells(self, place: int, delimiter: str, limits: Limits) -> list[str]:
        """Every cell of the record at a place."""
        start = int(self.ends[place - 1]) + 1 if place else 0
        record = bytes(self.text[start : int(self.ends[place])]).decode().removesuffix("\r")
        csv.field_size_limit(limits.cell_characters)
        return next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter), [])


def _records(text: bytes, delimiter: int, width: int, limits: Limits) -> _Records | None:
    """The records that end within the text, which begins with one; None when none does."""
    codes = np.frombuffer(text, np.uint8)
    line_ends = np.flatnonzero(codes == NEWLINE)
    quotes = np.flatnonzero(codes == QUOTE)
    is_record_end = np.searchsorted(quotes, line_ends) % 2 == 0
    record_ends = line_ends[is_record_end]
    end = int(record_ends[-1]) + 1 if len(record_ends) else 0
    if len(text) - end > limits.cell_characters:
        raise Irregular
    if not end:
        return None
    codes, quotes = codes[:end], quotes[quotes < end]
    lines = np.flatnonzero(is_record_end) + 1
    longest = int(np.diff(record_ends, prepend=-1).max())
    returns = np.flatnonzero(codes == RETURN)
    if (
        longest > limits.cell_characters
        or (codes[returns + 1] != NEWLINE).any()
        or not _stand_around_cells(codes, quotes, delimiter)
        or _may_have_swallowed(codes, record_ends, lines, delimiter, width, limits)
    ):
        raise Irregular
    starts = np.concatenate([[0], lines[:-1]])
    return _Records(memoryview(text)[:end], starts, record_ends, int(lines[-1]), longest, len(quotes) > 0)


def _stand_around_cells(codes: np.ndarray, quotes: np.ndarray, delimiter: int) -> bool:
    """Whether each mark that opens follows on what ends a cell, and each that closes is followed by that.

    Of two marks together within a cell the first closes and the second opens. What comes before the first byte is a
    line's end, as the last byte is.
    """
    ends_cell = np.zeros(256, bool)
    ends_cell[[delimiter, NEWLINE, RETURN, QUOTE]] = True
    opening, closing = quotes[::2], quotes[1::2]
    return bool(ends_cell[codes[opening - 1]].all() and ends_cell[codes[closing + 1]].all())


def _may_have_swallowed(
    codes: np.ndarray, ends: np.ndarray, lines: np.ndarray, delimiter: int, width: int, limits: Limits
) -> bool:
    """Whether a record of several lines has so many that, or so many delimiters as, `delimited` looks twice at it."""
    if lines[-1] == len(lines):
        return False
    height = np.diff(lines, prepend=0)
    delimiters = np.diff(np.searchsorted(np.flatnonzero(codes == delimiter), ends), prepend=0)
    as_text = delimiters - (width - 1)
    return bool(height.max() > limits.lines_in_cell or ((height > 1) & (as_text >= max(width - 1, 1))).any())


def _split(records: _Records, delimiter: str, first: int, width: int, places: Collection[int], limits: Limits) -> Batch:
    names = [str(place) for place in range(width)]
    wanted = [str(place) for place in places]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(records.text),
            arrow_csv.ReadOptions(column_names=names, block_size=max(BLOCK, records.longest + 1)),
            arrow_csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if records.is_quoted else False,
                newlines_in_values=records.has_long,
                ignore_empty_lines=False,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        raise Irregular from None
    if len(table) != len(records.starts):
        raise Irregular
    return Batch(
        (records.starts + first).astype(np.int32),
        table,
        records.lengths() < width,
        lambda place: records.cells(place, delimiter, limits),
        np.zeros(len(table), bool),
        first + records.lines,
    )
