"""Why a row cannot be interpreted, and what else there is to tell about a file.

How the rows of a problem are told belongs in `quarantine`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from rsp_pipeline.reading.tables import REMARK
from rsp_pipeline.registers import Register

HIDDEN_VALUE = "(skyddad uppgift)"
MOST_LISTED = 20  # rows that a sentence names


class Problem(NamedTuple):
    """One reason why some rows are refused.

    `rows` are the rows' index labels; `clause` is Swedish, continues "…, kolumnen ”Belopp”: ", and may hold `{value}`,
    which stands for the cell's text.
    """

    rows: np.ndarray
    column: str
    code: str
    clause: str


class Remark(NamedTuple):
    """Something worth telling about a file that keeps none of its rows from counting, or why it was rejected.

    The message is a Swedish sentence without the file's name.
    """

    file: str
    code: str
    message: str
    sheet: str = ""


def shortlist(some: Iterable[object], count: int, between: str = ", ") -> str:
    """The first of `count` things as people say them, and how many more there are."""
    shown = [str(thing) for thing in islice(some, MOST_LISTED)]
    more = count - len(shown)
    return between.join(shown) + (f" och {more} till" if more else "")


def place(file: str, sheet: str, row: int | str) -> str:
    """Where a row stands, as people say it; without a `row`, how that begins."""
    return f"{file}, {place_in_file(sheet, row)}"


def place_in_file(sheet: str, row: int | str) -> str:
    """Where a row stands in its file, as people say it."""
    return f"{f'blad ”{sheet}”, ' if sheet else ''}rad {row}"


def remark_rows(register: Register, remarks: Iterable[Remark]) -> pd.DataFrame:
    """The rows of `REMARK` about a register's files."""
    rows = [(register.name, each.file, each.sheet, each.code, each.message) for each in remarks]
    return pd.DataFrame(rows, columns=list(REMARK.columns), dtype="string")


def rows_of(problems: Iterable[Problem]) -> np.ndarray:
    """The labels of all rows that problems concern, in order, each once."""
    return np.unique(np.concatenate([np.empty(0, int), *(problem.rows for problem in problems)]))
