"""Why a row cannot be interpreted, and how that is told: the sentence a steward acts on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rsp_pipeline.reading.tables import QUARANTINE
from rsp_pipeline.registers import Register

if TYPE_CHECKING:
    import pandas as pd

HIDDEN_VALUE = "(skyddad uppgift)"


class Problem(NamedTuple):
    """One reason why one row is refused.

    `row` is the row's index label; `clause` is Swedish, continues "…, kolumnen ”Belopp”: ", and may hold `{value}`,
    which stands for the cell's text.
    """

    row: int
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


def place(file: str, sheet: str, row: int) -> str:
    """Where a row stands, as people say it."""
    return f"{file}, {f'blad ”{sheet}”, ' if sheet else ''}rad {row}"


def quarantine(
    problems: Iterable[Problem],
    texts: pd.DataFrame,
    register: Register,
    written: Mapping[tuple[str, str], Mapping[str, str]],
) -> pd.DataFrame:
    """The problems as rows of `QUARANTINE`, in the order of row and column.

    `texts` holds the rows as delivered; `written` the headers as the sender wrote them, by file and sheet.
    """
    import pandas as pd

    order = [column.name for column in register.columns]
    settled = sorted(problems, key=lambda problem: (problem.row, order.index(problem.column), problem.code))
    refused = texts.loc[sorted({problem.row for problem in settled})].to_dict("index")
    rows = []
    for problem in settled:
        row = refused[problem.row]
        file, sheet, number, cell = (
            row[name] for name in ("source_file", "source_sheet", "source_row", problem.column)
        )
        column = register.column(problem.column)
        value = "" if pd.isna(cell) else HIDDEN_VALUE if column.restricted else cell
        header = written[file, sheet].get(problem.column, column.header)
        clause = problem.clause.replace("{value}", value)
        message = f"{place(file, sheet, number)}, kolumnen ”{header}”: {clause}."
        rows.append((register.name, file, sheet, number, problem.column, value, problem.code, message))
    return pd.DataFrame(rows, columns=list(QUARANTINE.columns))
