"""What only the sheet knows of its cells, brought to the rows: a cell that it spoils is refused, the rest is told.

It knows from which year days are counted and which cells share a value, and how they look: units in number formats,
what is struck through, what is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.cells.days import serial_from_1900
from rsp_pipeline.reading.layout.headers import UNITS, Header, folded
from rsp_pipeline.reading.look import Look, Style
from rsp_pipeline.reading.number_formats import NumberFormat, is_sign
from rsp_pipeline.reading.problems import Remark, shortlist
from rsp_pipeline.reading.sheet import Sheet
from rsp_pipeline.reading.spoilt import OTHER_UNIT, STRUCK, STRUCK_ROW
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount, Day, Whole
from rsp_pipeline.registers.register import Column

MERGED = " (sammanslagen med en annan rad)"
NUMBER = r"^-?[0-9]+(?:,[0-9]+)?(?:e[+-]?[0-9]+)?$"  # as a workbook's number becomes text
THOUSANDS = ("tkr", "kkr", "tsek", "ksek", "tusen", "tusenkr", "tusenkronor", "tusentalkr", "tkronor")
MILLIONS = ("mkr", "mnkr", "msek", "mnsek", "mn", "milj", "miljkr", "miljoner", "miljonerkr", "miljonerkronor")
TIMES = dict.fromkeys(THOUSANDS, 1_000) | dict.fromkeys(MILLIONS, 1_000_000)


def as_the_sheet_counts(texts: pa.Table, sheet: Sheet, header: Header, register: Register) -> pa.Table:
    """The rows with days counted from the sheet's year, and each amount that rows share marked as no row's own."""
    for column in register.columns:
        if (place := header.positions.get(column.name)) is None:
            continue
        cells = texts[column.name]
        shared = [row for row, at in sheet.spanned if at == place]
        if sheet.from_1904 and isinstance(column.kind, Day):
            days = [None if day is None else serial_from_1900(day) for day in cells.to_pylist()]
            texts = _replaced(texts, column.name, pa.array(days, pa.string()))
        if shared and column.required and isinstance(column.kind, Amount):
            is_shared = pc.is_in(texts["source_row"], pa.array(shared, pa.int32()))
            marked = pc.binary_join_element_wise(cells, MERGED, "")
            texts = _replaced(texts, column.name, pc.if_else(is_shared, marked, cells))
    return texts


def as_it_looks(rows: pa.Table, sheet: Sheet, header: Header, register: Register) -> pa.Table:
    """The rows with the cells marked whose look says another thing than their value."""
    look = sheet.look
    if not look.styled and not look.struck_parts:
        return rows
    seen = _Seen(rows, look, header)
    for column in register.columns:
        for format_, is_styled in seen.formats(column):
            if _changes(format_, column, header.written[column.name]):
                is_number = np.asarray(pc.match_substring_regex(rows[column.name], NUMBER).fill_null(False))
                rows = _marked(rows, column.name, is_styled & is_number, OTHER_UNIT, f" ({format_.unit})")
    return _without_struck(rows, seen, header, register)


def _without_struck(rows: pa.Table, seen: _Seen, header: Header, register: Register) -> pa.Table:
    """The rows with what is struck through marked: once in a row that is struck as a whole."""
    struck = {name: seen.struck(name) for name in header.positions}
    filled = {name: np.asarray(rows[name].is_valid()) for name in header.positions}
    is_left = np.logical_or.reduce([*filled.values()])
    for name in header.positions:
        is_left &= struck[name] | ~filled[name]
    is_whole = is_left.copy()
    names = sorted(header.positions, key=lambda name: name not in register.key)
    for name in names:
        rows = _marked(rows, name, is_left & filled[name], STRUCK_ROW)
        is_left &= ~filled[name]
        rows = _marked(rows, name, struck[name] & filled[name] & ~is_whole, STRUCK)
        for at, text in seen.struck_parts(name):
            rows = _marked(rows, name, at, STRUCK + text, instead=True)
    return rows


class _Seen:
    """Which rows have a look in which column."""

    def __init__(self, rows: pa.Table, look: Look, header: Header) -> None:
        self._numbers = np.asarray(rows["source_row"])
        self._look = look
        self._positions = header.positions
        self._styled = {style: np.array(places).reshape(-1, 2) for style, places in look.styled.items()}

    def formats(self, column: Column) -> Iterator[tuple[NumberFormat, np.ndarray]]:
        """The formats of a column of numbers that say something, each with which rows have it."""
        if column.name in self._positions and isinstance(column.kind, Amount | Whole):
            for style in self._styled:
                if style.number != NumberFormat() and (is_styled := self._has(style, column.name)).any():
                    yield style.number, is_styled

    def struck(self, name: str) -> np.ndarray:
        """Which rows have a cell in the column that is struck through as a whole."""
        own = [self._has(style, name) for style in self._styled if style.is_struck]
        is_struck = np.zeros(len(self._numbers), bool)
        for each in own:
            is_struck |= each
        return is_struck

    def struck_parts(self, name: str) -> Iterator[tuple[np.ndarray, str]]:
        """Each row of which the cell in the column is struck through in part, and what it says."""
        for (row, at), text in self._look.struck_parts.items():
            if at == self._positions[name]:
                yield self._numbers == row, text

    def _has(self, style: Style, name: str) -> np.ndarray:
        places = self._styled[style]
        return np.isin(self._numbers, places[places[:, 1] == self._positions[name], 0])


def _changes(format_: NumberFormat, column: Column, header: str) -> bool:
    """Whether a number format makes an amount of the column another amount, and the header does not say so too.

    Thousands that are both hidden and named do not: ”250 tkr” is shown where 250 000 is stored. In a column without a
    unit of its own only percent and thousands do.
    """
    unit = folded(format_.unit)
    if unit in {folded(word) for word in re.split(r"[\s()]+", header) if word} - {""}:
        return False
    if any(sign in "%‰" for sign in format_.unit):
        return True
    if unit in TIMES:
        return TIMES[unit] != format_.divides_by
    if not column.unit:
        return False
    return any(map(is_sign, format_.unit)) or unit not in UNITS.get(column.unit, ("", column.unit))


def about_look(file: str, sheet: Sheet, rows: pa.Table, header: Header, register: Register) -> Iterator[Remark]:
    """What there is to tell of how a sheet looks, where it keeps no row from counting."""
    look = sheet.look
    numbers = np.asarray(rows["source_row"])
    hidden = numbers[np.isin(numbers, list(look.hidden_rows))].tolist()
    if hidden:
        what = "dold rad" if len(hidden) == 1 else "dolda rader"
        why = "Bladet är filtrerat: " if look.is_filtered else ""
        sentence = f"{why}{len(hidden)} {what} lästes och räknas som andra: rad {shortlist(hidden, len(hidden))}."
        yield Remark(file, "filtered_rows" if look.is_filtered else "hidden_rows", sentence, sheet.name)
    columns = [header.written[name] for name, place in header.positions.items() if place in look.hidden_columns]
    if columns:
        sentence = f"Dolda kolumner lästes som andra: {', '.join(f'”{column}”' for column in columns)}."
        yield Remark(file, "hidden_columns", sentence, sheet.name)
    if not look.styled:
        return
    seen = _Seen(rows, look, header)
    for column in register.columns:
        for format_, is_styled in seen.formats(column):
            written = header.written[column.name]
            if format_.divides_by > 1 and not _changes(format_, column, written):
                shown = numbers[is_styled].tolist()
                sentence = (
                    f"Kolumnen ”{written}” visar mindre än vad som är lagrat, eftersom talformatet döljer tusental. Det"
                    f" lagrade lästes: rad {shortlist(shown, len(shown))}."
                )
                yield Remark(file, "scaled_format", sentence, sheet.name)


def _marked(
    rows: pa.Table, name: str, is_marked: np.ndarray, before: str, after: str = "", instead: bool = False
) -> pa.Table:
    """The rows with what is wrong with some cells of a column written around, or instead of, what they say."""
    if not is_marked.any():
        return rows
    cells = rows[name]
    is_plain = ~np.asarray(pc.starts_with(cells, "#").fill_null(False))
    marked = pa.scalar(before) if instead else pc.binary_join_element_wise(before, cells, after, "")
    return _replaced(rows, name, pc.if_else(pa.array(is_marked & is_plain), marked, cells))


def _replaced(texts: pa.Table, name: str, cells: pa.Array | pa.ChunkedArray) -> pa.Table:
    return texts.set_column(texts.schema.get_field_index(name), name, cells)
