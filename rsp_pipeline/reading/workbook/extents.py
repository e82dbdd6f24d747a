"""How far an xlsx workbook reaches, told before a reader makes room for every cell up to the last one.

A few bytes may put a cell in the farthest corner of a sheet, or show one long text in a million cells. What is only
formatted takes no room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rsp_pipeline.reading.workbook.spreadsheetml import SpreadsheetML
from rsp_pipeline.reading.workbook.spreadsheetml_cells import cells, last_row, letters, position

UNREFERENCED = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*\br=))")
REFERENCE = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
FILLED = re.compile(rb"<(?:\w+:)?(?:v\b[^>]*>[^<]|is\b)")
ROW = re.compile(rb"<(?:\w+:)?row\b")
CELL = re.compile(rb"<(?:\w+:)?c\b")
STRING = re.compile(rb"<(?:\w+:)?si\b")
SHARED = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>([0-9]{1,9})<""")
SHORTEST_CELL = len('<c t="s"><v>0</v></c>')


class Extent(NamedTuple):
    """How many cells a sheet spans from its first corner to its lowest and rightmost filled cells, and their names."""

    cells: int
    farthest: tuple[str, ...]


def extent(book: SpreadsheetML, sheet: str, most: int) -> Extent | None:
    """The extent of a sheet that spans more than the most cells; None when it does not."""
    path = book.sheets[sheet]
    if _reach(book, path) > most and (found := _extent(book, path)).cells > most:
        return found
    return None


def _pieces(book: SpreadsheetML, path: str) -> Iterator[bytes]:
    return book.pieces(path, b"</row>")


def _reach(book: SpreadsheetML, path: str) -> int:
    """No fewer cells than the sheet spans, filled or not, by what is quick to count."""
    columns, rows, width, height = {b""}, {b"0"}, 0, 0
    for piece in _pieces(book, path):
        references = REFERENCE.findall(piece)
        columns.update(column for column, _ in references)
        rows.update(row for _, row in references)
        if UNREFERENCED.search(piece):
            parted = ROW.split(piece)
            height += len(parted)
            width = max(width, *(len(CELL.findall(row)) for row in parted))
    return (max(map(position, columns)) + 1 + width) * (max(map(int, rows)) + height)


def _extent(book: SpreadsheetML, path: str) -> Extent:
    row, lowest, rightmost = 0, (0, 0), (0, 0)
    for piece in _pieces(book, path):
        filled = [at for at, _, body in cells(piece, row) if body and FILLED.search(body)]
        lowest = max(lowest, *filled, (0, 0))
        rightmost = max(rightmost, *filled, (0, 0), key=lambda at: at[1])
        row = last_row(piece, row)
    named = dict.fromkeys(f"{letters(place)}{row}" for row, place in (lowest, rightmost))
    return Extent(lowest[0] * (rightmost[1] + 1), tuple(named))


def shown_text(book: SpreadsheetML, most: int) -> int:
    """How much text the cells show that share one, in bytes; 0 when it cannot be more than the most."""
    lengths = [len(text) for piece in book.pieces(book.shared_strings, b"</si>") for text in STRING.split(piece)[1:]]
    cells_at_most = sum(map(book.size, book.sheets.values())) // SHORTEST_CELL
    if max(lengths, default=0) * cells_at_most <= most:
        return 0
    length_of = np.array([*lengths, 0])
    total = 0
    for path in book.sheets.values():
        for piece in _pieces(book, path):
            numbers = np.array([int(number) for number in SHARED.findall(piece)], int)
            total += int(length_of[np.minimum(numbers, len(lengths))].sum())
    return total
