"""Rows whose cells stand one step aside from their columns: one cause, where each of the cells would give its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.programme import Programme
from rsp_pipeline.reading.cells.columns import ValueColumn
from rsp_pipeline.reading.cells.unreadable import Unreadable
from rsp_pipeline.reading.cells.values import reader
from rsp_pipeline.reading.problems import Problem
from rsp_pipeline.reading.quarantine import Written
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import in_programme

SHIFTED = "shifted_row"
CLAUSES = {
    1: "härifrån ser raden ut att vara förskjuten ett steg åt höger: cellerna passar i kolumnerna till vänster",
    -1: "härifrån ser raden ut att vara förskjuten ett steg åt vänster: cellerna passar i kolumnerna till höger",
}
"""What is told of cells that stand a step to the right of their columns, and to the left."""

FEWEST = 3  # cells that cannot be read where they stand, but all one step aside: fewer may be so by chance


def shifted(
    rows: pd.DataFrame,
    columns: Mapping[str, ValueColumn],
    is_at_fault: np.ndarray,
    register: Register,
    programme: Programme,
    written: Written,
) -> Iterator[Problem]:
    """The rows that are shifted, told at the first cell that cannot be read where it stands.

    `rows` tell where each stands, and `written` has the columns of each sheet in their order.
    """
    unread = [places for column in columns.values() for _, places in column.unreadable]
    counts = np.bincount(np.concatenate([np.zeros(0, int), *unread]), minlength=len(rows))
    doubtful = np.flatnonzero((counts >= FEWEST) & ~is_at_fault)
    if not len(doubtful):
        return
    readers = {
        column.name: reader(in_programme(column.kind, programme), programme.municipalities)
        for column in register.columns
    }
    stands = rows.iloc[doubtful]
    for sheet, names in written.items():
        own = doubtful[((stands["source_file"] == sheet[0]) & (stands["source_sheet"] == sheet[1])).to_numpy(bool)]
        found = [columns[name] for name in names]
        cells = [column.cells(own) for column in found]
        is_unread = [np.isin(own, np.concatenate([own[:0], *(at for _, at in column.unreadable)])) for column in found]
        for step, clause in CLAUSES.items():
            begins = _begins(cells, is_unread, [readers[name] for name in names], step)
            for at, name in enumerate(names):
                if (begins == at).any():
                    yield Problem(own[begins == at], name, SHIFTED, clause)


def _begins(
    cells: Sequence[pa.Array], is_unread: Sequence[np.ndarray], readers: Sequence[Callable[[str], Any]], step: int
) -> np.ndarray:
    """For each row the first unread cell of those that can all be read `step` columns before; -1 where too few can."""
    begins = np.full(len(cells[0]), -1)
    first, count = begins.copy(), np.zeros(len(begins), int)
    for at, column in enumerate(cells):
        fits = _read_by(readers[at - step], column) if 0 <= at - step < len(cells) else np.asarray(column.is_null())
        first = np.where(fits & is_unread[at] & (count == 0), at, first)
        count = np.where(fits, count + is_unread[at], 0)
        begins = np.where((count >= FEWEST) & (begins < 0), first, begins)
    return begins


def _read_by(read: Callable[[str], Any], cells: pa.Array) -> np.ndarray:
    """Which cells are empty or can be read."""
    texts = pc.unique(cells)
    readable = pa.array([text for text in texts.to_pylist() if text is None or _can(read, text)], cells.type)
    return np.asarray(pc.is_in(cells, readable))


def _can(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except Unreadable:
        return False
    return True
