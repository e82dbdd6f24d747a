"""Amounts in tables: whole kronor, so that a column reads evenly, and a note where that hides the öre.

A cell keeps the exact value. How an amount is written in running text belongs in `swedish`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rsp_pipeline.followup.document import Cell, Source
from rsp_pipeline.swedish import UNKNOWN, number

ROUNDED = "Beloppen är avrundade till hela kronor."


def amount_cell(value: Decimal | None, source: Source | None = None) -> Cell:
    """An amount in a column that names kronor."""
    return Cell(UNKNOWN if value is None else number(value), value, source)


def rounding_note(rows: Iterable[Iterable[Cell]]) -> str:
    """What is said below a table whose amounts are not exactly as they are written; nothing when they are."""
    return ROUNDED if any(_is_rounded(cell) for row in rows for cell in row) else ""


def _is_rounded(cell: Cell) -> bool:
    is_whole = not isinstance(cell.value, Decimal) or cell.value == cell.value.to_integral_value()
    return not is_whole and "," not in cell.text and not cell.text.endswith("%")
