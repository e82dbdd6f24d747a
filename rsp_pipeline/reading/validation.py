"""Whether typed rows can be interpreted: pandera checks what the register declares.

Cells that could not be read were told by `values` and are not told again here. That a decision breaks a legal ceiling
is a finding of `rules`, never a reason to refuse the row.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pandas as pd
from pandera.errors import SchemaErrors
from pandera.pandas import Check, DataFrameSchema
from pandera.pandas import Column as PanderaColumn

from rsp_pipeline.reading.problems import Problem
from rsp_pipeline.reading.tables import IN_FUTURE
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.register import Column, RowCheck
from rsp_pipeline.store.schema import arrow_type

NOT_NULLABLE = "not_nullable"  # what pandera calls an empty cell in a required column


def failures(rows: pd.DataFrame, register: Register, today: date) -> list[Problem]:
    """What keeps typed rows from being interpreted, in no settled order.

    `rows` has the register's columns; its index labels are numbers.
    """
    try:
        _schema(register, today).validate(rows, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return []
    if len(crashed := cases[cases["index"].isna()]):
        raise RuntimeError(f"A check of {register.name} did not run: {crashed.iloc[0].to_dict()}")
    clauses = _clauses(register)
    pointed_at = {check.code: check.column for check in register.checks}
    # pandera lists a failed check of a whole row once for every column
    found = {
        (int(index), pointed_at.get(check, column), check)
        for index, column, check in cases[["index", "column", "check"]].itertuples(index=False, name=None)
    }
    codes = {NOT_NULLABLE: "missing_value"}
    return [Problem(index, column, codes.get(check, check), clauses[column, check]) for index, column, check in found]


def _clauses(register: Register) -> dict[tuple[str, str], str]:
    clauses = {}
    for column in register.columns:
        clauses[column.name, NOT_NULLABLE] = "cellen är tom men måste fyllas i"
        clauses[column.name, "below_least"] = f"värdet ”{{value}}” är mindre än {column.at_least}"
        clauses[column.name, IN_FUTURE] = "dagen {value} ligger i framtiden"
    for check in register.checks:
        clauses[check.column, check.code] = check.message
    return clauses


@lru_cache(maxsize=16)
def _schema(register: Register, today: date) -> DataFrameSchema:
    return DataFrameSchema(
        {
            column.name: PanderaColumn(
                pd.ArrowDtype(arrow_type(column.kind.sql)),
                nullable=not column.required,
                checks=_column_checks(column, today),
            )
            for column in register.columns
        },
        checks=[_row_check(check) for check in register.checks],
        name=register.name,
    )


def _column_checks(column: Column, today: date) -> list[Check]:
    checks = []
    if column.at_least is not None:
        checks.append(Check.ge(column.at_least, error="below_least"))
    if column.not_in_future:
        checks.append(Check.le(today, error=IN_FUTURE))
    return checks


def _row_check(check: RowCheck) -> Check:
    return Check(lambda rows: ~check.breaks(rows).fillna(False).astype(bool), error=check.code)
