"""The rows below a header as a table of text, with what is no data told apart.

Columns of the result: `source_sheet`, `source_row`, `fault` (the code of what keeps the whole row from counting) and
one per column of the register; all text but the row number, null where empty.
Columns that the register does not declare are left behind here and stored nowhere. What doubtful lines are is judged in
`lines`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.glance import begin_with, bytes_of, consist_of
from rsp_pipeline.reading.layout.faults import CUT_OFF, IN_OTHER_UNIT, TOO_MANY_CELLS, with_comments, without_a_style
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.layout.lines import (
    BLANK,
    CATEGORIES,
    HEADER,
    PROSE,
    ROW,
    TITLE,
    UNITS_WITHIN,
    Judge,
    Said,
    naming,
)
from rsp_pipeline.reading.layout.sheet_knowledge import as_it_looks, as_the_sheet_counts
from rsp_pipeline.reading.layout.units_said import OTHER_UNIT_CELL, unit_places
from rsp_pipeline.reading.sheet import Batch, Irregular, Row, Sheet
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount, Day, Verbatim

TOTAL_BEGINNINGS = "sStTdDgG\u03a3\u2211"
TOTAL_AT_BEGINNING = (
    r"(?i)^(?:(?:del|total|grupp|slut)?summa|s:a|(?:sub|grand )?total|sum|tot|sammanlagt|[\x{3a3}\x{2211}])"
)
BATCH = 50_000  # rows turned into columns at a time, so that memory holds one batch of Python strings
ALL_BUT_SPACE = ~bytes_of(b" ")
CODES = {category: code for code, category in enumerate(CATEGORIES)}


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, what its other lines say, and how many lines there are of each category.

    `open_row` is the number of a row that ends the text without ending its line; 0 when there is none.
    """

    rows: pa.Table
    said: Said
    lines: dict[str, int]
    open_row: int


def sheet_rows(sheet: Sheet, header: Header, register: Register) -> SheetRows:
    """The rows below the header, fast where the sheet is regular, else with care."""
    try:
        found = _sorted(sheet, header, register, _regular(sheet, header, register))
    except Irregular:
        found = _sorted(sheet, header, register, _careful(sheet, header, register))
    return found


def _sorted(sheet: Sheet, header: Header, register: Register, batches: Iterable[Batch]) -> SheetRows:
    """The lines of a sheet, its rows told from the others."""
    judge = Judge(header, register)
    numbers, codes = _above(sheet, header)
    texts = [_schema(register).empty_table()]
    batch = None
    for batch in batches:
        rows, own_codes = _rows(batch, judge, sheet, header, register)
        texts.append(rows)
        numbers.append(batch.numbers)
        codes.append(own_codes)
        if sum(map(len, texts)) > (most := sheet.limits.rows):
            raise FileRejected("too_many_rows", f"Under rubrikraden finns fler än {most} rader, och fler läses inte.")
    rows = without_a_style(pa.concat_tables(texts))
    open_row = 0
    if sheet.is_open_ended and batch and codes[-1][-1] == CODES[ROW]:
        open_row = int(batch.numbers[-1])
        if len(batch.cells(len(batch.numbers) - 1)) < header.width:
            is_last = pc.equal(rows["source_row"], open_row)
            rows = _replaced(rows, "fault", pc.if_else(is_last, CUT_OFF, rows["fault"]))
    rows = as_it_looks(as_the_sheet_counts(rows, sheet, header, register), sheet, header, register)
    named = rows.add_column(0, "source_sheet", pa.repeat(sheet.name, len(rows)))
    end = batch.end if batch else None
    return SheetRows(named, judge.said, _counted(sheet, np.concatenate(numbers), np.concatenate(codes), end), open_row)


def _above(sheet: Sheet, header: Header) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The numbers of the header's lines and of those above it, and the codes of what they are."""
    above = [row for row in sheet.head if row[0] <= header.row]
    found = [HEADER if number >= header.first else TITLE if _has_text(cells) else BLANK for number, cells in above]
    return [np.array([n for n, _ in above], np.int32)], [np.array([CODES[each] for each in found], np.int8)]


def _counted(sheet: Sheet, numbers: np.ndarray, codes: np.ndarray, end: int | None) -> dict[str, int]:
    """How many lines there are of each category; a row whose cells have several lines is as many."""
    if end is None:
        last = int(numbers[-1]) if len(numbers) else 0
        end = (sheet.count_lines() if sheet.count_lines else last) + 1
    heights = np.diff(numbers, append=end)
    return dict(zip(CATEGORIES, np.bincount(codes, heights, len(CATEGORIES)).astype(int).tolist(), strict=True))


def _rows(batch: Batch, judge: Judge, sheet: Sheet, header: Header, register: Register) -> tuple[pa.Table, np.ndarray]:
    """The rows of a batch, those that stood in one cell among them, and the codes of what all its lines are."""
    texts = _texts(batch, header, register)
    codes = np.where(batch.is_blank, CODES[BLANK], CODES[ROW]).astype(np.int8)
    is_as_it_stands = ~batch.is_blank
    parted: list[Row] = []
    for place in np.flatnonzero(_is_doubtful(texts, sheet, header, register) & ~batch.is_blank).tolist():
        number, cells = int(batch.numbers[place]), batch.cells(place)
        line = judge.judged(number, cells)
        codes[place] = CODES[line.category]
        is_as_it_stands[place] = line.category == ROW and line.cells is cells
        if line.category == ROW and line.cells is not cells:
            parted.append((number, line.cells))
    rows = texts if is_as_it_stands.all() else texts.filter(pa.array(is_as_it_stands))
    if parted:
        again = _texts(_batch(parted, header, register), header, register)
        rows = pa.concat_tables([rows, again]).sort_by("source_row")
    return rows, codes


def _is_doubtful(texts: pa.Table, sheet: Sheet, header: Header, register: Register) -> np.ndarray:
    """Which lines may be no rows: they lack half of what a row must have, or begin as the header or prose does."""
    required = [texts[column.name] for column in register.required]
    full = sum(cells.null_count == 0 for cells in required)
    filled = sum((np.asarray(cells.is_valid()) for cells in required if cells.null_count), np.int8(full))
    name = min(header.positions, key=lambda name: header.positions[name])
    is_doubtful = np.asarray(texts["source_row"]) <= header.row + UNITS_WITHIN
    is_doubtful |= filled <= max(1, len(required) // 2)
    is_doubtful |= _begin_as_a_header(texts, sheet, header, register)
    is_doubtful |= _add_up(texts, header, register)
    if isinstance(register.column(name).kind, Verbatim) and not consist_of(texts[name], ALL_BUT_SPACE):
        is_doubtful |= np.asarray(pc.match_substring_regex(texts[name], PROSE.pattern).fill_null(False))
    return np.asarray(is_doubtful)


def _add_up(texts: pa.Table, header: Header, register: Register) -> np.ndarray:
    """Which lines have a short text in a key that begins as a word for a total does, and may be no rows."""
    found = np.zeros(len(texts), bool)
    for column in naming(register):
        if column.name in header.positions:
            cells = texts[column.name]
            if (begins := begin_with(cells, TOTAL_BEGINNINGS)).any():
                places = np.flatnonzero(begins)
                is_total = pc.match_substring_regex(cells.take(places), TOTAL_AT_BEGINNING)
                found[places[np.asarray(is_total.fill_null(False))]] = True
    return found


def _begin_as_a_header(texts: pa.Table, sheet: Sheet, header: Header, register: Register) -> np.ndarray:
    """Which lines have a header in their first column, or in one that holds no text."""
    lines = [cells for row, cells in sheet.head if header.first <= row <= header.row]
    names = {cell.strip().lower() for cells in lines for cell in cells} - {""}
    names |= {spelling.lower() for column in register.columns for spelling in column.headers}
    first = min(header.positions, key=lambda name: header.positions[name])
    typed = [c.name for c in register.columns if isinstance(c.kind, Amount | Day) and c.name in header.positions]
    beginnings = "".join({name[:1] + name[:1].upper() for name in names})
    found = np.zeros(len(texts), bool)
    for name in {first, *typed}:
        if begin_with(texts[name], beginnings).any():
            found |= np.asarray(pc.is_in(pc.utf8_lower(texts[name]), pa.array(names, pa.string())))
    return found


def _replaced(texts: pa.Table, name: str, cells: pa.Array | pa.ChunkedArray) -> pa.Table:
    return texts.set_column(texts.schema.get_field_index(name), name, cells)


def _schema(register: Register) -> pa.Schema:
    texts = ((name, pa.string()) for name in ("fault", *(column.name for column in register.columns)))
    return pa.schema([("source_row", pa.int32()), *texts])


def _texts(batch: Batch, header: Header, register: Register) -> pa.Table:
    """The lines of a batch with the register's columns, and what keeps each of them from counting as a whole."""
    empty = pa.nulls(len(batch.numbers), pa.string())
    fault = pc.if_else(pa.array(batch.is_too_wide), TOO_MANY_CELLS, None) if batch.is_too_wide.any() else empty
    places = [header.positions.get(column.name) for column in register.columns]
    columns = [empty if place is None else _trimmed(batch.columns[str(place)]) for place in places]
    for place in unit_places(header, register):
        is_other = pc.match_substring_regex(_trimmed(batch.columns[str(place)]), OTHER_UNIT_CELL).fill_null(False)
        fault = pc.if_else(pc.and_(is_other, pc.is_null(fault)), IN_OTHER_UNIT, fault)
    first = min(header.named)
    fault = with_comments(
        fault, columns[places.index(first)] if first in places else _trimmed(batch.columns[str(first)])
    )
    return pa.Table.from_arrays([pa.array(batch.numbers, pa.int32()), fault, *columns], schema=_schema(register))


def _trimmed(cells: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Cells without the space around them, null where nothing is left."""
    text = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(text, ""), None, text)


def _regular(sheet: Sheet, header: Header, register: Register) -> Iterator[Batch]:
    return sheet.read_regular(header.row, header.width, _places(header, register))


def _careful(sheet: Sheet, header: Header, register: Register) -> Iterator[Batch]:
    below = (row for row in sheet.rows() if row[0] > header.row)
    while rows := list(islice(below, BATCH)):
        yield _batch(rows, header, register)


def _places(header: Header, register: Register) -> list[int]:
    return sorted({*header.positions.values(), min(header.named), *unit_places(header, register)})


def _batch(rows: list[Row], header: Header, register: Register) -> Batch:
    """Some rows as columns."""
    width = header.width
    columns = {
        str(place): pa.array([cells[place] if place < len(cells) else "" for _, cells in rows], pa.string())
        for place in _places(header, register)
    }
    return Batch(
        np.array([number for number, _ in rows], np.int32),
        pa.table(columns),
        np.array([not _has_text(cells) for _, cells in rows], bool),
        lambda place: rows[place][1],
        np.array([len(cells) > width and _has_text(cells[width:]) for _, cells in rows], bool),
    )


def _has_text(cells: Sequence[str]) -> bool:
    return any(map(str.strip, cells))
