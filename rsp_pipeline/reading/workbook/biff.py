"""What the cells of an xls sheet hold that its reader does not tell: errors, and how they look ([MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rsp_pipeline.reading.look import Findings, Look, Place, Style, told_apart
from rsp_pipeline.reading.number_formats import PERCENT, number_format
from rsp_pipeline.reading.spoilt import UNCALCULATED, error_text
from rsp_pipeline.reading.workbook.biff_values import Order, SharedText, given_twice, shared_texts
from rsp_pipeline.reading.workbook.compound_file import stream

BEGIN, END, SHEET, FONT, FORMAT, STYLE = 0x809, 0x0A, 0x85, 0x31, 0x41E, 0xE0
EPOCH, FILTERED, ROW, COLUMNS = 0x22, 0x9B, 0x208, 0x7D
FORMULA, ERROR, SEVERAL, SHARED = 0x06, 0x205, 0xBD, 0xFD
TEXTS, CONTINUED = 0xFC, 0x3C
ONE_CELL = {FORMULA, ERROR, 0x203, 0x27E, SHARED, 0x204, 0xD6}
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
BIFF8 = 0x0600
CALCULATED_ON_OPENING = 2
STRUCK = 8
EMPTY_TEXT = b"\3\0\0\0\0\0\xff\xff"  # a formula's value


class Biff(NamedTuple):
    """What there is to tell of each sheet of a workbook, in their order, and whether its days count from 1904."""

    findings: list[Findings]
    counts_from_1904: bool


def biff(content: bytes) -> Biff:
    """What there is to tell of an xls workbook; nothing where it is damaged."""
    book = stream(content, ("Workbook", "Book"))
    styles, starts, counts_from_1904 = _Styles(), [], False
    try:
        for kind, data in _records(book, 0):
            styles.take(kind, data)
            if kind == SHEET:
                starts.append(struct.unpack_from("<I", data)[0])
            elif kind == EPOCH:
                counts_from_1904 = data[:1] == b"\1"
        sheets = [_Sheet(book, start, styles) for start in starts]
        if not any(sheet.has_calculated for sheet in sheets):
            for sheet in sheets:
                sheet.spoil_formulas()
        return Biff([sheet.findings for sheet in sheets], counts_from_1904)
    except (struct.error, IndexError):
        return Biff([], counts_from_1904)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place, to the end of what begins there; of what is embedded in it, none."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        data = book[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == BEGIN:
            depth += 1
        elif kind == END:
            depth -= 1
            if not depth:
                return
        elif depth == 1:
            yield kind, data


@dataclass
class _Styles:
    """The fonts, formats and styles that a workbook lists."""

    fonts: list[bool] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[tuple[int, int]] = field(default_factory=list)
    _texts: list[bytes] = field(default_factory=list)
    _goes_on: bool = False

    def take(self, kind: int, data: bytes) -> None:
        """Take in a record that lists one."""
        if kind == TEXTS or (kind == CONTINUED and self._goes_on):
            self._texts.append(data)
        self._goes_on = kind == TEXTS or (kind == CONTINUED and self._goes_on)
        if kind == FONT:
            self.fonts.append(bool(struct.unpack_from("<H", data, 2)[0] & STRUCK))
            if len(self.fonts) == 4:
                self.fonts.append(False)  # the number 4 is given to none
        elif kind == FORMAT:
            number, length = struct.unpack_from("<HH", data)
            is_wide = len(data) > 4 and data[4] & 1
            letters = data[5 : 5 + length * (2 if is_wide else 1)]
            self.formats[number] = letters.decode("utf-16-le" if is_wide else "latin-1", "replace")
        elif kind == STYLE:
            self.styles.append(struct.unpack_from("<HH", data))

    @cached_property
    def texts(self) -> list[SharedText]:
        """The texts that cells share."""
        return shared_texts(self._texts) if self._texts else []

    @cached_property
    def struck_texts(self) -> dict[int, tuple[str, str]]:
        """The shared texts of which something is struck through, by their numbers: what is, and what is not."""
        parts = {at: text.struck(self.fonts) for at, text in enumerate(self.texts if any(self.fonts) else [])}
        return {at: (struck, other) for at, (struck, other) in parts.items() if struck.strip()}

    @cached_property
    def telling(self) -> dict[int, Style]:
        """The styles that say something, by their numbers."""
        found = {
            at: Style(
                number_format(self.formats.get(number) or PERCENT.get(number, "")),
                font < len(self.fonts) and self.fonts[font],
            )
            for at, (font, number) in enumerate(self.styles)
        }
        return {at: style for at, style in found.items() if style.is_telling}


class _Sheet:
    """What there is to tell of a sheet."""

    def __init__(self, book: bytes, start: int, styles: _Styles) -> None:
        self._styles = styles
        self._spoilt: dict[int, dict[int, str]] = {}
        self._styled: dict[Style, list[Place]] = {}
        self._struck_parts: dict[Place, str] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._is_filtered = False
        self._of_empty_text: list[Place] = []
        self.has_calculated = False
        order = Order()
        for kind, data in _records(book, start):
            self._take(kind, data, order)
        if not order.is_kept:
            for row, cells in given_twice(_records(book, start), styles.texts).items():
                self._spoilt.setdefault(row, {}).update(cells)

    @property
    def findings(self) -> Findings:
        """All of it."""
        look = Look(self._hidden_rows, self._hidden_columns, self._is_filtered, self._styled, self._struck_parts)
        return Findings(self._spoilt, look)

    def spoil_formulas(self) -> None:
        """Tell of the formulas that a program left without a value, as if each of them were an empty text."""
        for row, place in self._of_empty_text:
            self._spoilt.setdefault(row, {}).setdefault(place, UNCALCULATED)

    def _take(self, kind: int, data: bytes, order: Order) -> None:
        if kind in ONE_CELL:
            row, place, style = struct.unpack_from("<HHH", data)
            order.note(row, place, place)
            self._note_cell((row + 1, place), kind, data)
            self._note_style((row + 1, place), style)
        elif kind == SEVERAL:
            row, first = struct.unpack_from("<HH", data)
            places = range(4, len(data) - 2, 6)
            order.note(row, first, first + len(places) - 1)
            for place, at in enumerate(places, start=first):
                self._note_style((row + 1, place), struct.unpack_from("<H", data, at)[0])
        elif kind == ROW and struct.unpack_from("<H", data, 12)[0] & 0x20:
            self._hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == COLUMNS and struct.unpack_from("<H", data, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", data)
            self._hidden_columns.update(range(first, last + 1))
        elif kind == FILTERED:
            self._is_filtered = True

    def _note_style(self, at: Place, number: int) -> None:
        if style := self._styles.telling.get(number):
            self._styled.setdefault(style, []).append(at)

    def _note_cell(self, at: Place, kind: int, data: bytes) -> None:
        if text := _spoilt_text(kind, data):
            self._spoilt.setdefault(at[0], {})[at[1]] = text
        elif kind == FORMULA and data[6:14] == EMPTY_TEXT and not any(data[16:20]):
            self._of_empty_text.append(at)
        elif kind == FORMULA:
            self.has_calculated = True
        elif kind == SHARED and (texts := self._styles.struck_texts):
            struck, other = texts.get(struct.unpack_from("<I", data, 6)[0], ("", ""))
            if struck and other.strip():
                self._struck_parts[at] = told_apart(struck, other)
            elif struck:
                self._styled.setdefault(Style(is_struck=True), []).append(at)


def _spoilt_text(kind: int, data: bytes) -> str:
    """What stands for the value of a cell that has none; nothing where it has one."""
    if kind == ERROR and data[7]:
        return _error(data[6])
    if kind == FORMULA:
        value, flags = data[6:14], struct.unpack_from("<H", data, 14)[0]
        if value[6:] == b"\xff\xff" and value[0] == 2:
            return _error(value[2])
        if not any(value) and flags & CALCULATED_ON_OPENING:
            return UNCALCULATED
    return ""


def _error(code: int) -> str:
    return ERRORS.get(code) or error_text(f"fel nr {code}")
