"""The rows below a header as a table of text, with what is no data told apart.

Columns of the result: `source_sheet`, `source_row`, `surplus` (what stands to the right of the header) and one per
column of the register; all text but the row number, null where empty.
Columns that the register does not declare are left behind here and stored nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.headers import Header
from rsp_pipeline.reading.sheet import Irregular, Sheet
from rsp_pipeline.reading.values import serial_from_1900
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount, Day, Text, Verbatim

BATCH = 50_000  # rows turned into columns at a time, so that memory holds one batch of Python strings
TOTAL = re.compile(r"(del)?summa\b|s:a\b|total(t|summa)?\b", re.IGNORECASE)
MERGED = " (sammanslagen med en annan rad)"


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, and the numbers of the rows taken as totals or notes.

    `totals` holds the cells of each totals row, subtotals included, by its number and by column.
    """

    rows: pa.Table
    totals: dict[int, dict[str, str]]
    notes: tuple[int, ...]


def sheet_rows(sheet: Sheet, header: Header, register: Register) -> SheetRows:
    """The rows below the header: blank rows gone, totals and notes told apart."""
    texts = _with_sheet_knowledge(_texts(sheet, header, register), sheet, header, register)
    columns = list(header.positions)
    filled = sum((np.asarray(texts[name].is_valid()) for name in columns), np.zeros(len(texts), np.int16))
    is_sparse = (filled > 0) & (filled <= max(1, len(register.required) // 2))
    is_gone = filled == 0
    totals: dict[int, dict[str, str]] = {}
    notes: list[int] = []
    sparse = texts.select(["source_row", *columns]).filter(pa.array(is_sparse))
    for place, cells in zip(np.flatnonzero(is_sparse), sparse.to_pylist(), strict=True):
        number = cells.pop("source_row")
        cells = {name: cell for name, cell in cells.items() if cell is not None}
        if any(TOTAL.match(cell) for cell in cells.values()):
            totals[number] = cells
        elif len(cells) == 1 and _is_note(register, *cells.popitem()):
            notes.append(number)
        else:
            continue
        is_gone[place] = True
    rows = texts.filter(pa.array(~is_gone)) if is_gone.any() else texts
    named = rows.add_column(0, "source_sheet", pa.repeat(sheet.name, len(rows)))
    return SheetRows(named, totals, tuple(notes))


def _with_sheet_knowledge(texts: pa.Table, sheet: Sheet, header: Header, register: Register) -> pa.Table:
    """The rows with what only the sheet knows of a cell written into it: its epoch, and that rows share its amount."""
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


def _replaced(texts: pa.Table, name: str, cells: pa.Array | pa.ChunkedArray) -> pa.Table:
    return texts.set_column(texts.schema.get_field_index(name), name, cells)


def _is_note(register: Register, column: str, cell: str) -> bool:
    """Whether the only filled cell of a row is prose: several words where an identifier or a value is expected."""
    kind = register.column(column).kind
    return len(cell.split()) > (1 if isinstance(kind, Text | Verbatim) else 2)


def _surplus(cells: Sequence[str], width: int) -> str | None:
    """The text in cells beyond the header's, or None: a delimiter within a cell has then moved the others."""
    return " ".join(cells[width:]).strip() or None if len(cells) > width else None


def _schema(register: Register) -> pa.Schema:
    texts = ((name, pa.string()) for name in ("surplus", *(column.name for column in register.columns)))
    return pa.schema([("source_row", pa.int32()), *texts])


def _texts(sheet: Sheet, header: Header, register: Register) -> pa.Table:
    """The rows below the header, fast where the sheet is regular, else with care."""
    try:
        batches = _gathered(_regular(sheet, header, register), sheet.limits.rows)
    except Irregular:
        batches = _gathered(_careful(sheet, header, register), sheet.limits.rows)
    return pa.concat_tables([_schema(register).empty_table(), *batches])


def _gathered(batches: Iterable[pa.Table], most: int) -> list[pa.Table]:
    gathered: list[pa.Table] = []
    for batch in batches:
        gathered.append(batch)
        if sum(map(len, gathered)) > most:
            raise FileRejected("too_many_rows", f"Under rubrikraden finns fler än {most} rader, och fler läses inte.")
    return gathered


def _regular(sheet: Sheet, header: Header, register: Register) -> Iterator[pa.Table]:
    for found in sheet.read_regular(header.row, header.width, header.positions.values()):
        empty = pa.nulls(len(found), pa.string())
        columns: list[pa.ChunkedArray | pa.Array] = [found["row"], empty]
        for column in register.columns:
            place = header.positions.get(column.name)
            columns.append(empty if place is None else _trimmed(found[str(place)]))
        yield pa.Table.from_arrays(columns, schema=_schema(register))


def _trimmed(cells: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Cells without the space around them, null where nothing is left."""
    text = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(text, ""), None, text)


def _careful(sheet: Sheet, header: Header, register: Register) -> Iterator[pa.Table]:
    below = (row for row in sheet.rows() if row[0] > header.row and any(row[1]))
    while batch := list(islice(below, BATCH)):
        columns: list[pa.Array] = [
            pa.array([number for number, _ in batch], pa.int32()),
            pa.array([_surplus(cells, header.width) for _, cells in batch], pa.string()),
        ]
        for column in register.columns:
            place = header.positions.get(column.name)
            if place is None:
                columns.append(pa.nulls(len(batch), pa.string()))
                continue
            cells = [row[place] if place < len(row) else "" for _, row in batch]
            columns.append(_trimmed(pa.array(cells, pa.string())))
        yield pa.Table.from_arrays(columns, schema=_schema(register))
