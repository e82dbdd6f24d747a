"""Cells that an xlsx sheet gives twice, as programs that join sheets do: a reader takes the last, and nobody sees it.

A sheet whose rows follow downwards, and whose cells to the right, gives none twice; that takes a glance to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from rsp_pipeline.reading.look import Place
from rsp_pipeline.reading.spoilt import GIVEN_TWICE
from rsp_pipeline.reading.workbook.extents import FILLED
from rsp_pipeline.reading.workbook.spreadsheetml import SpreadsheetML, shown
from rsp_pipeline.reading.workbook.spreadsheetml_cells import KIND, VALUE, cells, last_row

ROW = re.compile(rb'<row r="([0-9]{1,7})"')
MOST_COLUMNS = 16_384
CELL = np.frombuffer(b'<c r="', np.uint8)
LONGEST = len('<c r="XFD')
BEFORE_A = ord("A") - 1


def given_twice(book: SpreadsheetML, sheet: str) -> dict[int, dict[int, str]]:
    """The filled cells of a sheet that are given twice, with other values: by row and position, as `spoilt` knows them.

    A cell that is given twice with the same value has that value.
    """
    path = book.sheets.get(sheet, "")
    row = 0
    for piece in book.pieces(path, b"</row>"):
        if not _is_in_order(piece, row):
            return _repeated(book, path)
        row = last_row(piece, row)
    return {}


def _is_in_order(piece: bytes, row: int) -> bool:
    """Whether each row of a piece is below a row and those before it, and each cell to the right of those before it.

    False, too, where it takes more than a glance to know.
    """
    codes = np.frombuffer(piece, np.uint8)
    starts = np.flatnonzero(codes[: max(0, len(codes) - LONGEST)] == ord("<"))
    row_starts, cell_starts = (_called(codes, starts, name) for name in (b"row", b"c"))
    rows = np.array([row, *map(int, ROW.findall(piece))])
    if b":row" in piece or len(rows) - 1 != len(row_starts) or (np.diff(rows) <= 0).any():
        return False
    if any((codes[cell_starts + place] != code).any() for place, code in enumerate(CELL)):
        return False
    is_same_row = np.diff(np.searchsorted(row_starts, cell_starts)) == 0
    return not (is_same_row & (np.diff(_columns(codes, cell_starts + len(CELL))) <= 0)).any()


def _called(codes: np.ndarray, starts: np.ndarray, name: bytes) -> np.ndarray:
    """Where elements begin that are called so."""
    for place, letter in enumerate(name, start=1):
        starts = starts[codes[starts + place] == letter]
    after = codes[starts + len(name) + 1]
    called: np.ndarray = starts[(after <= ord(" ")) | (after == ord(">"))]
    return called


def _columns(codes: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The columns, counted from 1, of references that begin at some bytes."""
    columns = np.zeros(len(at), np.int32)
    in_letters = np.ones(len(at), bool)
    for place in range(3):
        letters = codes[at + place].astype(np.int32) - BEFORE_A
        in_letters &= letters > 0
        columns = np.where(in_letters, columns * 26 + letters, columns)
    return columns


def _repeated(book: SpreadsheetML, path: str) -> dict[int, dict[int, str]]:
    places = [np.array([_number(at) for at, *_ in found], np.int64) for found in _filled(book, path)]
    numbers, counts = np.unique(np.concatenate(places), return_counts=True)
    repeated = set(numbers[counts > 1].tolist())
    said: dict[Place, dict[str, None]] = {}
    for found in _filled(book, path) if repeated else ():
        for at, cell, body in found:
            if _number(at) in repeated:
                said.setdefault(at, {})[_said(book, cell, body)] = None
    spoilt: dict[int, dict[int, str]] = {}
    for (row, place), texts in said.items():
        if len(texts) > 1:
            spoilt.setdefault(row, {})[place] = f"{GIVEN_TWICE}{' och '.join(texts)}"
    return spoilt


def _filled(book: SpreadsheetML, path: str) -> Iterator[Iterator[tuple[Place, bytes, bytes]]]:
    """The cells of each piece of a sheet that hold something: where each stands, its attributes, and what it holds."""
    row = 0
    for piece in book.pieces(path, b"</row>"):
        yield ((at, cell, body) for at, cell, body in cells(piece, row) if body and FILLED.search(body))
        row = last_row(piece, row)


def _number(at: Place) -> int:
    return at[0] * MOST_COLUMNS + at[1]


def _said(book: SpreadsheetML, cell: bytes, body: bytes) -> str:
    """What a cell says."""
    kind = found[1] if (found := KIND.search(cell)) else b"n"
    value = found[1].decode() if (found := VALUE.search(body)) else shown(body)
    return book.shared_texts[int(value)] if kind == b"s" and value.isdigit() else value
