"""Why a row cannot be interpreted, and what else there is to tell about a file.

How the rows of a problem are told belongs in `quarantine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from rsp_pipeline.characters import marked
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.reading.tables import REMARK
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.register import PLACE, Column

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


class Told(NamedTuple):
    """Something worth telling about cells of a column, though they were read.

    `clause` is Swedish and continues "Kolumnen ”Belopp”: "; `rows` are the rows' index labels.
    """

    code: str
    clause: str
    rows: np.ndarray


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


def remarks_of(
    told: Iterable[tuple[Column, Told]],
    stands: pd.DataFrame,
    written: Mapping[tuple[str, str], Mapping[str, str]],
    refused: np.ndarray,
) -> Iterator[Remark]:
    """What is told of cells, as a remark on each sheet that has some of them in rows that are not refused.

    `stands` tells where the row of each label stands, `written` the headers of each sheet by the columns' names.
    """
    for column, (code, clause, rows) in told:
        places = stands[list(PLACE)].iloc[rows[~np.isin(rows, refused)]]
        for at, numbers in places.groupby(["source_file", "source_sheet"], sort=False)["source_row"]:
            file, sheet = map(str, at) if isinstance(at, tuple) else ("", "")
            header = marked(written[file, sheet].get(column.name, column.header))
            listed = shortlist(numbers, len(numbers))
            yield Remark(file, code, masked(f"Kolumnen ”{header}”: {clause} (rad {listed})."), sheet)


def remark_rows(register: Register, remarks: Iterable[Remark]) -> pd.DataFrame:
    """The rows of `REMARK` about a register's files."""
    rows = [(register.name, each.file, each.sheet, each.code, each.message) for each in remarks]
    return pd.DataFrame(rows, columns=list(REMARK.columns), dtype="string")


def rows_of(problems: Iterable[Problem]) -> np.ndarray:
    """The labels of all rows that problems concern, in order, each once."""
    return np.unique(np.concatenate([np.empty(0, int), *(problem.rows for problem in problems)]))
