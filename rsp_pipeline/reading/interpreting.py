"""From cells that were read to rows that count: checked against their register and others, and given an identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from rsp_pipeline.reading.cells.columns import ValueColumn, with_columns
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.identity import identified
from rsp_pipeline.reading.layout.faults import at_fault
from rsp_pipeline.reading.problems import Problem, rows_of
from rsp_pipeline.reading.quarantine import Written
from rsp_pipeline.reading.shifted import shifted
from rsp_pipeline.reading.validation import failures
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.register import CORRECTED, PLACE, CrossCheck

BATCH = 100_000  # rows interpreted at a time


def interpreted(
    texts: pd.DataFrame,
    columns: Mapping[str, ValueColumn],
    register: Register,
    given: Circumstances,
    written: Written,
) -> tuple[list[pd.DataFrame], list[Problem]]:
    """The rows that can be interpreted, each with its identity, and what keeps the others from it.

    A batch of rows at a time, so that values in the making take little memory beside those that are kept.
    """
    faults = [*at_fault(texts, register)]
    is_at_fault = texts["fault"].notna().to_numpy(copy=True)
    faults += shifted(texts, columns, is_at_fault, register, given.programme, written)
    is_at_fault[rows_of(faults)] = True
    problems = [*faults, *_unreadable(columns, is_at_fault)]
    refused = {name: rows_of(problem for problem in problems if problem.column == name) for name in columns}
    is_bad = np.zeros(len(texts), bool)
    is_bad[rows_of(problems)] = True
    others = {check: given.accepted(check.other) for check in register.cross_checks}
    batches: list[pd.DataFrame] = []
    for start in range(0, max(len(texts), 1), BATCH):
        batch = slice(start, start + BATCH)
        typed = _typed(texts, columns, batch)
        own = failures(typed[list(columns)], register, given.today)
        found = [p._replace(rows=p.rows[~(np.isin(p.rows, refused[p.column]) | is_at_fault[p.rows])]) for p in own]
        found += _cross_checked(typed, others)
        del typed  # before its rows are laid out once more
        problems += found
        is_bad[rows_of(found)] = True
        rows = _derived(_typed(texts, columns, batch, ~is_bad[batch]), register)
        batches.append(identified(rows, register, given.pseudonym_key))
    return batches, problems


def _typed(
    texts: pd.DataFrame, columns: Mapping[str, ValueColumn], batch: slice, is_kept: np.ndarray | None = None
) -> pd.DataFrame:
    """A batch of rows with their values, or those of them that are kept."""
    rows = texts[[*PLACE, CORRECTED]].iloc[batch]
    rows = rows if is_kept is None else rows[is_kept]
    values = {name: column.values(batch, is_kept) for name, column in columns.items()}
    empty = {cells.type: cells for cells in values.values() if cells.null_count == len(cells)}  # of a type share memory
    laid_out = {name: empty[cells.type] if cells.null_count == len(cells) else cells for name, cells in values.items()}
    return with_columns(rows, laid_out)


def _unreadable(columns: Mapping[str, ValueColumn], is_at_fault: np.ndarray) -> Iterator[Problem]:
    """Each reason why cells cannot be read, of rows that nothing is wrong with as a whole."""
    for name, column in columns.items():
        for reason, rows in column.unreadable:
            if len(own := rows[~is_at_fault[rows]]):
                yield Problem(own, name, reason.code, f"värdet ”{{value}}” {reason.message}")


def _cross_checked(typed: pd.DataFrame, others: Mapping[CrossCheck, pd.DataFrame]) -> Iterator[Problem]:
    """Every row that breaks a condition which another register decides, for the conditions and what they look in."""
    for check, accepted in others.items():
        breaks = check.breaks(typed, accepted).fillna(False).astype(bool)
        if breaks.any():
            yield Problem(typed.index[breaks].to_numpy(), check.column, check.code, check.message)


def _derived(rows: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The rows with what a column derives from the others where the sender told nothing."""
    filled = {c.name: rows[c.name].fillna(c.derive(rows)) for c in register.columns if c.derive}
    return rows.assign(**filled)
