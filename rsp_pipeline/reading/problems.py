"""Why a row cannot be interpreted, and how that is told: the sentence a steward acts on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

import pandas as pd

from rsp_pipeline.reading.tables import QUARANTINE, REMARK, refused_table
from rsp_pipeline.registers import Register

HIDDEN_VALUE = "(skyddad uppgift)"
LONGEST_TOLD = 200  # characters of a value that a sentence repeats
MOST_LISTED = 20  # rows that a sentence names


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


def shortlist(some: Iterable[object], count: int, between: str = ", ") -> str:
    """The first of `count` things as people say them, and how many more there are."""
    shown = [str(thing) for thing in islice(some, MOST_LISTED)]
    more = count - len(shown)
    return between.join(shown) + (f" och {more} till" if more else "")


def place(file: str, sheet: str, row: int) -> str:
    """Where a row stands, as people say it."""
    return f"{file}, {place_in_file(sheet, row)}"


def place_in_file(sheet: str, row: int) -> str:
    """Where a row stands in its file, as people say it."""
    return f"{f'blad ”{sheet}”, ' if sheet else ''}rad {row}"


def remark_rows(register: Register, remarks: Iterable[Remark]) -> pd.DataFrame:
    """The rows of `REMARK` about a register's files."""
    rows = [(register.name, each.file, each.sheet, each.code, each.message) for each in remarks]
    return pd.DataFrame(rows, columns=list(REMARK.columns), dtype="string")


def quarantine(
    problems: Iterable[Problem],
    texts: pd.DataFrame,
    register: Register,
    written: Mapping[tuple[str, str], Mapping[str, str]],
) -> pd.DataFrame:
    """The problems as rows of `QUARANTINE`, in the order of row and column.

    `texts` holds their rows, as text; `written` the headers as the sender wrote them, by file and sheet.
    """
    columns = {column.name: column for column in register.columns}
    order = {name: at for at, name in enumerate(columns)}
    settled = sorted(problems, key=lambda problem: (problem.row, order[problem.column], problem.code))
    names = ["source_file", "source_sheet", "source_row", *dict.fromkeys(problem.column for problem in settled)]
    refused = texts[names].to_dict("index")
    rows = []
    for problem in settled:
        row = refused[problem.row]
        file, sheet, number, cell = (
            row[name] for name in ("source_file", "source_sheet", "source_row", problem.column)
        )
        column = columns[problem.column]
        value = "" if pd.isna(cell) else HIDDEN_VALUE if column.restricted else cell
        header = written[file, sheet].get(problem.column, column.header)
        clause = problem.clause.replace("{value}", _shortened(value))
        end = "" if clause.endswith("?") else "."
        reason = f"kolumnen ”{header}”: {clause}{end}"
        message = f"{place(file, sheet, number)}, {reason}"
        rows.append((register.name, file, sheet, number, problem.column, value, problem.code, message, reason))
    return pd.DataFrame(rows, columns=list(QUARANTINE.columns))


def refused_rows(texts: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The refused rows as text, the filled cells of restricted columns hidden: columns of `refused_table`."""
    rows = texts[list(refused_table(register).columns)]
    hidden = {c.name: rows[c.name].where(rows[c.name].isna(), HIDDEN_VALUE) for c in register.columns if c.restricted}
    return rows.assign(**hidden).reset_index(drop=True)


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_TOLD else f"{value[:LONGEST_TOLD]}…"
