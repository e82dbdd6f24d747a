"""Which cell a correction is about, and the corrections there are by their cells."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from rsp_pipeline.reading.corrections import normal_keys
from rsp_pipeline.registers import CORRECTIONS, DELIVERED, Register

BY_NAME = {register.name: register for register in DELIVERED}
BY_TITLE = {register.title: register for register in DELIVERED}

Texts = Mapping[str, str]
"""A correction as it stands in corrections.csv, by the names of the register's columns."""

Cell = tuple[str, str, str]
"""A cell: the register's name, the row's key in normal form, the column's name. A cell has one correction at most."""


def cell_of(register: Register, key: str, column: str) -> Cell:
    """The cell of a row's key and a column, by any of the names that it has."""
    (normal,) = normal_keys(pd.Series([key], dtype="string[pyarrow]"))
    return register.name, normal, register.spellings[column.lower()].name


def by_cell(corrections: pd.DataFrame) -> dict[Cell, Texts]:
    """The accepted rows of the register of corrections, each by the cell that it is about."""
    columns = [column.name for column in CORRECTIONS.columns]
    rows = corrections[columns].astype("string").fillna("").to_dict("records")
    texts: list[Texts] = [{str(name): str(text) for name, text in row.items()} for row in rows]
    return {cell_of(BY_NAME[row["register"]], row["row_key"], row["column_name"]): row for row in texts}
