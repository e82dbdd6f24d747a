"""Totals rows put to use: what the sender says the rows add up to, against what they do."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import accumulate

import numpy as np
import pandas as pd
import pyarrow as pa

from rsp_pipeline.reading.columns import read_column
from rsp_pipeline.reading.headers import Header
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.reading.rows import SheetRows
from rsp_pipeline.reading.values import Unreadable, read_amount
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount
from rsp_pipeline.registers.register import Column
from rsp_pipeline.swedish import number


def disagreements(file: str, sheet: str, below: SheetRows, header: Header, register: Register) -> Iterator[Remark]:
    """A remark for each amount of a totals row that is no sum of the rows above it.

    A total may count from the beginning, a subtotal from any totals row before it.
    """
    for column in register.columns:
        stated = _stated(below, column)
        if not stated:
            continue
        read = read_column(below.rows[column.name], column.kind, ())
        earlier = [Decimal(0)]  # in order of size
        for row, total in _sums_above(read.values(), below).items():
            said = stated.get(row)
            if said is not None and (nearest := total - _nearest(earlier, total - said)) != said:
                sentence = (
                    f"Summaraden (rad {row}) säger {number(said, 2)} för ”{header.written[column.name]}”, men raderna"
                    f" ger {number(nearest, 2)}."
                )
                if read.unreadable:
                    sentence += " Celler som inte kan läsas är inte med."
                yield Remark(file, "total_differs", sentence, sheet)
            insort(earlier, total)


def _nearest(numbers: list[Decimal], wanted: Decimal) -> Decimal:
    """The one of some ordered numbers that is nearest the wanted one."""
    at = bisect(numbers, wanted)
    return min(numbers[max(at - 1, 0) : at + 1], key=lambda given: abs(given - wanted))


def _stated(below: SheetRows, column: Column) -> dict[int, Decimal]:
    """What each totals row says of a column, by its number; what cannot be read is left out."""
    stated: dict[int, Decimal] = {}
    if isinstance(column.kind, Amount) and not column.restricted:
        for row, cells in below.totals.items():
            if column.name in cells:
                with suppress(Unreadable):
                    stated[row] = read_amount(cells[column.name])
    return stated


def _sums_above(amounts: pa.ChunkedArray | pa.Array, below: SheetRows) -> dict[int, Decimal]:
    """The sum of all rows above each totals row, by its number."""
    totals = list(below.totals)
    parts = np.searchsorted(totals, below.rows["source_row"].to_numpy())
    sums = dict(pd.Series(pd.arrays.ArrowExtensionArray(amounts)).groupby(parts).sum().items())
    return dict(zip(totals, accumulate(Decimal(str(sums.get(part, 0))) for part in range(len(totals))), strict=True))
