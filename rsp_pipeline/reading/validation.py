"""Whether typed rows can be interpreted: pandera checks what the register declares.

Cells that could not be read were told by `values` and are not told again here. That a decision breaks a legal ceiling
is a finding of `rules`, never a reason to refuse the row.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from rsp_pipeline.reading.problems import Problem
from rsp_pipeline.reading.tables import FAR_AHEAD, IN_FUTURE
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Day, Whole
from rsp_pipeline.registers.register import Column
from rsp_pipeline.store.schema import arrow_type

if TYPE_CHECKING:
    from pandera.pandas import Check, DataFrameSchema

FURTHEST_YEARS = 30  # ahead: no plan, aid or outlet is dated later
NOT_NULLABLE = "not_nullable"  # what pandera calls an empty cell in a required column


def failures(rows: pd.DataFrame, register: Register, today: date) -> list[Problem]:
    """What keeps typed rows from being interpreted, in no settled order.

    `rows` has the register's columns; its index labels are numbers.
    """
    from pandera.errors import SchemaErrors

    holds = {check.code: ~check.breaks(rows).fillna(False).astype(bool) for check in register.checks}
    columns = [column.name for column in register.columns if _is_checked(column)]
    try:
        _schema(register, today).validate(rows[columns].assign(**holds), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    if len(crashed := cases[cases["index"].isna()]):
        raise RuntimeError(f"A check of {register.name} did not run: {crashed.iloc[0].to_dict()}")
    pointed_at = {check.code: check.column for check in register.checks}
    clauses = _clauses(register)
    problems = []
    for (told, check), own in cases.groupby(["column", "check"], sort=False)["index"]:
        column = pointed_at.get(told, told)
        code = "missing_value" if check == NOT_NULLABLE else check
        problems.append(Problem(own.to_numpy(int), column, code, clauses[column, check]))
    return problems


def _is_checked(column: Column) -> bool:
    return column.required or column.at_least is not None or isinstance(column.kind, Day) or is_year(column)


def is_year(column: Column) -> bool:
    """Whether a column holds years: numbers, of which a greater one is something else."""
    return isinstance(column.kind, Whole) and column.name.split("_")[-1] == "year"


def _clauses(register: Register) -> dict[tuple[str, str], str]:
    clauses = {}
    for column in register.columns:
        clauses[column.name, NOT_NULLABLE] = "cellen är tom men måste fyllas i"
        clauses[column.name, "below_least"] = f"värdet ”{{value}}” är mindre än {column.at_least}"
        clauses[column.name, IN_FUTURE] = "dagen {value} ligger i framtiden"
        what = "året" if is_year(column) else "dagen"
        clauses[column.name, FAR_AHEAD] = f"{what} {{value}} ligger mer än {FURTHEST_YEARS} år fram"
    for check in register.checks:
        clauses[check.column, check.code] = check.message
    return clauses


@lru_cache(maxsize=16)
def _schema(register: Register, today: date) -> DataFrameSchema:
    """The columns that more is asked of than their type, and one for each check of whole rows: whether it holds.

    pandera would list a row that fails a check of whole rows once for every column.
    """
    from pandera.pandas import Check, DataFrameSchema
    from pandera.pandas import Column as PanderaColumn

    own = {
        column.name: PanderaColumn(
            pd.ArrowDtype(arrow_type(column.kind.sql)),
            nullable=not column.required,
            checks=_column_checks(column, today),
        )
        for column in register.columns
        if _is_checked(column)
    }
    whole = {check.code: PanderaColumn(bool, Check.equal_to(True, error=check.code)) for check in register.checks}
    return DataFrameSchema(own | whole, name=register.name)


def _column_checks(column: Column, today: date) -> list[Check]:
    from pandera.pandas import Check

    checks = []
    if column.at_least is not None:
        checks.append(Check.ge(column.at_least, error="below_least"))
    if column.not_in_future:
        checks.append(Check.le(today, error=IN_FUTURE))
    elif is_year(column):
        checks.append(Check.le(today.year + FURTHEST_YEARS, error=FAR_AHEAD))
    elif isinstance(column.kind, Day):
        checks.append(Check.lt(date(today.year + FURTHEST_YEARS + 1, 1, 1), error=FAR_AHEAD))
    return checks
