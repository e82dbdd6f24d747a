"""What the cells of an xls sheet hold that its reader does not tell: errors, and how they look ([MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rsp_pipeline.reading.look import Findings, Look, Place, Style
from rsp_pipeline.reading.number_formats import PERCENT, number_format
from rsp_pipeline.reading.spoilt import UNCALCULATED, error_text
from rsp_pipeline.reading.workbook.compound_file import stream

BEGIN, END, SHEET, FONT, FORMAT, STYLE = 0x809, 0x0A, 0x85, 0x31, 0x41E, 0xE0
EPOCH, FILTERED, ROW, COLUMNS = 0x22, 0x9B, 0x208, 0x7D
FORMULA, ERROR, SEVERAL = 0x06, 0x205, 0xBD
ONE_CELL = {FORMULA, ERROR, 0x203, 0x27E, 0xFD, 0x204, 0xD6}
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
        told = styles.telling()
        return Biff([_findings(book, start, told) for start in starts], counts_from_1904)
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

    def take(self, kind: int, data: bytes) -> None:
        """Take in a record that lists one."""
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


def _findings(book: bytes, start: int, styles: dict[int, Style]) -> Findings:
    spoilt: dict[int, dict[int, str]] = {}
    styled: dict[Style, list[Place]] = {}
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    is_filtered = False
    for kind, data in _records(book, start):
        if kind in ONE_CELL:
            row, place, style = struct.unpack_from("<HHH", data)
            if text := _spoilt_text(kind, data):
                spoilt.setdefault(row + 1, {})[place] = text
            if style in styles:
                styled.setdefault(styles[style], []).append((row + 1, place))
        elif kind == SEVERAL:
            row, first = struct.unpack_from("<HH", data)
            for place, at in enumerate(range(4, len(data) - 2, 6), start=first):
                if (style := struct.unpack_from("<H", data, at)[0]) in styles:
                    styled.setdefault(styles[style], []).append((row + 1, place))
        elif kind == ROW and struct.unpack_from("<H", data, 12)[0] & 0x20:
            hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == COLUMNS and struct.unpack_from("<H", data, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", data)
            hidden_columns.update(range(first, last + 1))
        elif kind == FILTERED:
            is_filtered = True
    return Findings(spoilt, Look(hidden_rows, hidden_columns, is_filtered, styled))


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
