"""Totals rows put to use: what the sender says the rows add up to, or how many they are, against what they do."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from itertools import accumulate, product

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.cells.amounts import read_amount
from rsp_pipeline.reading.cells.columns import read_column
from rsp_pipeline.reading.cells.unreadable import Unreadable
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.layout.lines import TOTAL_WORDS
from rsp_pipeline.reading.layout.rows import SheetRows
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount
from rsp_pipeline.registers.register import Column
from rsp_pipeline.swedish import number


def disagreements(file: str, sheet: str, below: SheetRows, header: Header, register: Register) -> Iterator[Remark]:
    """A remark for each amount of a totals row that is no sum of rows, and for each count that no rows have.

    A total may count from the beginning, a subtotal from any totals row before it or over the rows of the group that it
    names, as ”Berg totalt” does.
    """
    groups = _Groups(below, register)
    for column in register.columns:
        stated = _stated(below, column)
        if not stated:
            continue
        read = read_column(below.rows[column.name], column.kind, ())
        earlier = [Decimal(0)]  # in order of size
        for row, total in _sums_above(read.values(), below).items():
            said = stated.get(row, total)
            nearest = total - _nearest(earlier, total - said)
            if said != nearest and said not in groups.sums(read.values(), below.said.totals[row]):
                sentence = (
                    f"Summaraden (rad {row}) säger {number(said, 2)} för ”{header.written[column.name]}”, men raderna"
                    f" ger {number(nearest, 2)}."
                )
                if read.unreadable:
                    sentence += " Celler som inte kan läsas är inte med."
                yield Remark(file, "total_differs", sentence, sheet)
            insort(earlier, total)
    yield from (Remark(file, "count_differs", sentence, sheet) for sentence in _miscounted(below, register))


class _Groups:
    """The sums of the rows that have a text in some column, worked out when first asked for."""

    def __init__(self, below: SheetRows, register: Register) -> None:
        self._rows = below.rows
        self._names = [c.name for c in register.columns if not c.restricted and not isinstance(c.kind, Amount)]

    def sums(self, amounts: pa.ChunkedArray | pa.Array, cells: Mapping[str, str]) -> set[Decimal]:
        """What the rows add up to that have the text which a totals row names beside ”summa” or ”totalt”."""
        groups = {group for cell in cells.values() if (group := TOTAL_WORDS.sub("", cell).strip(" :.").lower()) != cell}
        found: set[Decimal] = set()
        for name, group in product(self._names, groups - {""}):
            is_of_group = pc.equal(pc.utf8_lower(self._rows[name]), group)
            if pc.any(is_of_group).as_py():
                total = pc.sum(pc.filter(amounts, is_of_group.fill_null(False))).as_py()
                found.add(total or Decimal(0))
        return found


def _miscounted(below: SheetRows, register: Register) -> Iterator[str]:
    """What is told of each count that is neither that of the rows above it nor that of what they are about.

    A count may begin at the beginning, or at the count or total before it.
    """
    numbers = below.rows["source_row"].to_numpy()
    markers = sorted({0, *below.said.counts, *below.said.totals})
    for row, said in below.said.counts.items():
        before = markers[markers.index(row) - 1]
        spans = [below.rows.filter(pa.array((numbers > start) & (numbers < row))) for start in {0, before}]
        counts = {len(span) for span in spans} | {
            pc.count_distinct(span[name]).as_py() for span in spans for name in register.key
        }
        if said not in counts:
            yield f"Raden som räknar (rad {row}) säger {said}, men raderna ovanför är {len(spans[0])}."


def _nearest(numbers: list[Decimal], wanted: Decimal) -> Decimal:
    """The one of some ordered numbers that is nearest the wanted one."""
    at = bisect(numbers, wanted)
    return min(numbers[max(at - 1, 0) : at + 1], key=lambda given: abs(given - wanted))


def _stated(below: SheetRows, column: Column) -> dict[int, Decimal]:
    """What each totals row says of a column, by its number; what cannot be read is left out."""
    stated: dict[int, Decimal] = {}
    if isinstance(column.kind, Amount) and not column.restricted:
        for row, cells in below.said.totals.items():
            if column.name in cells:
                with suppress(Unreadable):
                    stated[row] = read_amount(cells[column.name])
    return stated


def _sums_above(amounts: pa.ChunkedArray | pa.Array, below: SheetRows) -> dict[int, Decimal]:
    """The sum of all rows above each totals row, by its number."""
    totals = list(below.said.totals)
    parts = np.searchsorted(totals, below.rows["source_row"].to_numpy())
    sums = dict(pd.Series(pd.arrays.ArrowExtensionArray(amounts)).groupby(parts).sum().items())
    return dict(zip(totals, accumulate(Decimal(str(sums.get(part, 0))) for part in range(len(totals))), strict=True))
