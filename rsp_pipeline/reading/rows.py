"""The rows below a header as a frame of text, with what is no data told apart.

Columns of the result: `source_sheet`, `source_row`, `surplus` (what stands to the right of the header) and one per
column of the register; all text but the row number, null where empty.
Columns that the register does not declare are left behind here and stored nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rsp_pipeline.reading.headers import Header
from rsp_pipeline.reading.sheets import Sheet
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Text

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

BATCH = 50_000  # rows turned into columns at a time, so that memory holds one batch of Python strings
TOTAL = re.compile(r"(del)?summa\b|s:a\b|total(t|summa)?\b", re.IGNORECASE)
SUBTOTAL = re.compile(r"delsumma", re.IGNORECASE)


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, and the numbers of the rows taken as totals or notes.

    `stated` holds the cells of the last totals row, subtotals apart, by column.
    """

    rows: pd.DataFrame
    totals: tuple[int, ...]
    notes: tuple[int, ...]
    stated: dict[str, str]


def sheet_rows(sheet: Sheet, header: Header, register: Register) -> SheetRows:
    """The rows below the header: blank rows gone, totals and notes told apart."""
    import pandas as pd
    import pyarrow as pa

    table = _plain(sheet, header, register)
    if table is None:
        batches = list(_batches(sheet, header, register))
        table = pa.concat_tables(batches) if batches else _schema(register).empty_table()
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    frame.insert(0, "source_sheet", pd.Series(sheet.name, index=frame.index, dtype=pd.ArrowDtype(pa.string())))
    columns = list(header.positions)
    filled = frame[columns].notna().sum(axis="columns")
    sparse = frame[(filled > 0) & (filled <= max(1, len(register.required) // 2))]
    totals: list[int] = []
    notes: list[int] = []
    stated: dict[str, str] = {}
    for label, row in zip(sparse.index, sparse[columns].itertuples(index=False, name=None), strict=True):
        cells = {name: cell for name, cell in zip(columns, row, strict=True) if not pd.isna(cell)}
        if words := [cell for cell in cells.values() if TOTAL.match(cell)]:
            totals.append(label)
            stated = stated if SUBTOTAL.match(words[0]) else cells
        elif len(cells) == 1 and _is_note(register, *cells.popitem()):
            notes.append(label)
    return SheetRows(
        rows=without(frame, [*frame.index[filled == 0], *totals, *notes]),
        totals=tuple(frame.loc[totals, "source_row"]),
        notes=tuple(frame.loc[notes, "source_row"]),
        stated=stated,
    )


def without(frame: pd.DataFrame, labels: Collection[int]) -> pd.DataFrame:
    """The frame without some rows; not copied when there are none."""
    return frame.drop(index=list(labels)) if len(labels) else frame


def _is_note(register: Register, column: str, cell: str) -> bool:
    """Whether the only filled cell of a row is prose: several words where an identifier or a value is expected."""
    kind = register.column(column).kind
    return len(cell.split()) > (1 if isinstance(kind, Text) else 2)


def _surplus(cells: Sequence[str], width: int) -> str | None:
    """The text in cells beyond the header's, or None: a delimiter within a cell has then moved the others."""
    return " ".join(cells[width:]).strip() or None if len(cells) > width else None


def _schema(register: Register) -> pa.Schema:
    import pyarrow as pa

    texts = ((name, pa.string()) for name in ("surplus", *(column.name for column in register.columns)))
    return pa.schema([("source_row", pa.int32()), *texts])


def _plain(sheet: Sheet, header: Header, register: Register) -> pa.Table | None:
    """The rows below the header all at once, where the sheet is plain enough."""
    import numpy as np
    import pyarrow as pa

    found = sheet.read_plain(header.row, header.width)
    if found is None:
        return None
    first = header.row + 1
    empty = pa.nulls(len(found), pa.string())
    columns: list[pa.Array] = [pa.array(np.arange(first, first + len(found), dtype=np.int32)), empty]
    for column in register.columns:
        place = header.positions.get(column.name)
        columns.append(empty if place is None else _trimmed(found.column(place)))
    return pa.Table.from_arrays(columns, schema=_schema(register))


def _trimmed(cells: pa.Array) -> pa.Array:
    """Cells without the space around them, null where nothing is left."""
    import pyarrow.compute as pc

    text = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(text, ""), None, text)


def _batches(sheet: Sheet, header: Header, register: Register) -> Iterator[pa.Table]:
    import pyarrow as pa

    below = (row for row in sheet.rows() if row[0] > header.row)
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
