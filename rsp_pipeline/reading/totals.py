"""A totals row put to use: what the sender says the rows add up to, against what they do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from rsp_pipeline.reading.headers import Header
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.reading.rows import SheetRows
from rsp_pipeline.reading.values import Unreadable, read_amount, read_column
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount
from rsp_pipeline.swedish import number


def disagreements(file: str, sheet: str, below: SheetRows, header: Header, register: Register) -> Iterator[Remark]:
    """A remark for each amount column whose total is not the sum of the rows above it."""
    for column in register.columns:
        if column.name not in below.stated or not isinstance(column.kind, Amount) or column.restricted:
            continue
        with suppress(Unreadable):
            stated = read_amount(below.stated[column.name])
            amounts, unreadable = read_column(below.rows[column.name], column.kind, ())
            total = Decimal(str(amounts.sum()))
            if total != stated:
                said, given = number(stated, 2), number(total, 2)
                called = header.written[column.name]
                sentence = f"Summaraden (rad {below.totals[-1]}) säger {said} för ”{called}”, men raderna ger {given}."
                if unreadable:
                    sentence += " Celler som inte kan läsas är inte med."
                yield Remark(file, "total_differs", sentence, sheet)
