"""What the cells of an xlsx sheet hold that its reader does not tell: errors, formulas without a value, and their look.

All would otherwise be lost without a word. A sheet is looked through as text, in pieces, and cell by cell only where a
piece has something to tell: most sheets have nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from rsp_pipeline.reading.look import Findings, Look, Place, Style, told_apart
from rsp_pipeline.reading.spoilt import UNCALCULATED, error_text
from rsp_pipeline.reading.workbook.said_beside import said_beside, said_on_page
from rsp_pipeline.reading.workbook.spreadsheetml import SpreadsheetML, attributes, struck_parts

ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(?:row\b(?P<row>[^>]*)>|c(?P<cell>(?:\s[^>]*?)?)(?:/>|>(?P<body>.*?)</(?:\w+:)?c>))", re.DOTALL
)
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
ROW_NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]+)""")
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)([0-9]+)""")
KIND = re.compile(rb"""\bt\s*=\s*["'](\w+)""")
STYLE = re.compile(rb"""\bs\s*=\s*["']([0-9]+)""")
FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*)>([^<]*)")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
RANGE = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")
NOTHING = (b"", b"0", b"0.0")
HIDDEN = re.compile(rb"""\b(?:hidden\s*=\s*["'](?:1|true)|(?:ht|width)\s*=\s*["']0(?:\.0+)?["'])""")
HIDDEN_HINTS = (b" hidden=", b' ht="0', b' width="0')
HINTS = (b't="e"', b"t='e'", b"<f", b"strike")
BEGINNING = 10_000  # bytes of a sheet among which its rows begin
PREFIXED = re.compile(rb"<\w+:sheetData\b")
NOT_NEAR = re.compile(rb"""<c(?:>| (?!r="[A-Z][0-9]{1,6}"))""")  # beyond column Z or row 999 999, or who knows where


def findings(book: SpreadsheetML, sheet: str) -> Findings:
    """What there is to tell of a sheet: error cells as ”#N/A”, formulas without a value as ”#FORMEL! =A1+A2”."""
    path = book.sheets.get(sheet, "")
    return _Sheet(book, path).read() if path else Findings()


class _Sheet:
    """A sheet as it is looked through."""

    def __init__(self, book: SpreadsheetML, path: str) -> None:
        self._book = book
        self._path = path
        self._spoilt: dict[int, dict[int, str]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._styled: dict[Style, list[Place]] = {}
        self._struck_parts: dict[Place, str] = {}
        self._is_prefixed = False
        self._filled_by_formula: list[tuple[Place, Place]] = []
        numbers = b"|".join(str(number).encode() for number in book.styles)
        self._style_hint = re.compile(rb"""\ss=["'](?:%b)["']""" % numbers) if numbers else None

    def read(self) -> Findings:
        row = 0
        is_filtered = may_reach_far = False
        said = [*said_beside(self._book, self._path)]
        for piece in self._book.pieces(self._path, b"</row>"):
            self._is_prefixed = self._is_prefixed or bool(PREFIXED.search(piece, 0, BEGINNING))
            may_reach_far = may_reach_far or self._is_prefixed or bool(NOT_NEAR.search(piece))
            if any(hint in piece for hint in HIDDEN_HINTS):
                self._note_hidden(piece, row)
            if self._has_something_to_tell(piece):
                self._look_through(piece, row)
            is_filtered = is_filtered or b"filterColumn" in piece
            if b"<headerFooter" in piece:
                said += said_on_page(piece)
            row = last_row(piece, row)
        is_filtered = is_filtered or any(
            b"filterColumn" in self._book.part(path)
            for path in self._book.relations(self._path).values()
            if "/tables/" in path
        )
        look = Look(self._hidden_rows, self._hidden_columns, is_filtered, self._styled, self._struck_parts)
        return Findings(self._spoilt, look, may_reach_far, said)

    def _has_something_to_tell(self, piece: bytes) -> bool:
        return (
            self._is_prefixed
            or any(hint in piece for hint in HINTS)
            or bool(self._book.struck_texts or self._filled_by_formula)
            or bool(self._style_hint and self._style_hint.search(piece))
        )

    def _note_hidden(self, piece: bytes, row: int) -> None:
        for element in ROW.findall(piece):
            row = _number(element, row)
            if HIDDEN.search(element):
                self._hidden_rows.add(row)
        head = piece[: piece.find(b"sheetData")] if b"<sheetData" in piece else b""
        for column in filter(HIDDEN.search, COLUMN.findall(head)):
            span = attributes(column)
            first, last = int(span.get("min", 1)), min(int(span.get("max", 1)), 16_384)
            self._hidden_columns.update(range(first - 1, last))

    def _look_through(self, piece: bytes, row: int) -> None:
        for at, cell, body in cells(piece, row):
            if body:
                self._note_cell(at, cell, body)

    def _note_cell(self, at: Place, cell: bytes, body: bytes) -> None:
        kind = found[1] if (found := KIND.search(cell)) else b"n"
        if text := self._spoilt_text(at, kind, body):
            self._spoilt.setdefault(at[0], {})[at[1]] = text
        if self._book.styles and (found := STYLE.search(cell)) and (style := self._book.styles.get(int(found[1]))):
            self._styled.setdefault(style, []).append(at)
        parts = None
        if kind == b"inlineStr" and b"strike" in body:
            parts = struck_parts(body)
        elif kind == b"s" and self._book.struck_texts and (value := VALUE.search(body)):
            parts = self._book.struck_texts.get(int(value[1]))
        if parts:
            struck, other = parts
            if other.strip():
                self._struck_parts[at] = told_apart(struck, other)
            else:
                self._styled.setdefault(Style(is_struck=True), []).append(at)

    def _spoilt_text(self, at: Place, kind: bytes, body: bytes) -> str:
        """What stands for the value of a cell that has none; nothing where it has one."""
        value = found[1].strip() if (found := VALUE.search(body)) else b""
        if kind == b"e":
            return error_text(html.unescape(value.decode()))
        formula = FORMULA.search(body) if b"f" in body else None
        if not formula and not self._filled_by_formula:
            return ""
        if (
            formula
            and self._book.is_to_be_calculated
            and (span := RANGE.fullmatch(attributes(formula[1]).get("ref", "")))
        ):
            left, top, right, bottom = span.groups()
            corners = (int(top), position(left.encode())), (int(bottom), position(right.encode()))
            self._filled_by_formula.append(corners)
        if self._book.is_to_be_calculated:
            is_unknown = value in NOTHING and bool(formula or self._is_filled_by_formula(at))
        else:
            is_unknown = bool(formula) and not value and kind != b"str"
        return f"{UNCALCULATED}{html.unescape(formula[2].decode()) if formula else ''}" if is_unknown else ""

    def _is_filled_by_formula(self, at: Place) -> bool:
        """Whether the cell lies where an array formula writes its values."""
        return any(
            top <= at[0] <= bottom and left <= at[1] <= right
            for (top, left), (bottom, right) in self._filled_by_formula
        )


def cells(piece: bytes, row: int) -> Iterator[tuple[Place, bytes, bytes | None]]:
    """The cells of a piece that follows on a row: where each stands, its attributes and what it holds.

    A row or cell that does not say where it stands follows on the one before it.
    """
    place = -1
    for found in ROW_OR_CELL.finditer(piece):
        element, cell, body = found.groups()
        if element is not None:
            row, place = _number(element, row), -1
            continue
        if at := REFERENCE.search(cell):
            row, place = int(at[2]), position(at[1])
        else:
            place += 1
        yield (row, place), cell, body


def _number(row: bytes, before: int) -> int:
    """The number of a row, which follows on the one before it unless it says otherwise."""
    return int(found[1]) if (found := ROW_NUMBER.search(row)) else before + 1


def last_row(piece: bytes, row: int) -> int:
    """The number of the last row of a piece that follows on a row."""
    last = piece.rfind(b"<row ")
    if last >= 0 and (found := ROW_NUMBER.match(piece, last + 5)):
        return int(found[1])
    for element in ROW.findall(piece):
        row = _number(element, row)
    return row


def position(letters: bytes) -> int:
    """A column's position, counted from 0, by its letters."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1


def letters(place: int) -> str:
    """A column's letters, by its position."""
    first, last = divmod(place, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)
