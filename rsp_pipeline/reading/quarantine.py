"""Rows that cannot be interpreted, as they are told: the sentence a steward acts on, and the rows as delivered.

Sentences are put together for all rows at once, since every row of a file may have a bad cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.characters import marked
from rsp_pipeline.reading.personal_data import ORGANISATION_NUMBER
from rsp_pipeline.reading.problems import HIDDEN_VALUE, Problem, place
from rsp_pipeline.reading.tables import QUARANTINE, refused_table
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import OrgNo
from rsp_pipeline.registers.register import PLACE, Column

BATCH = 50_000  # rows worded at a time, so that sentences in the making take little memory
LONGEST_TOLD = 200  # characters of a value that a sentence repeats

Written = Mapping[tuple[str, str], Mapping[str, str]]
"""The headers as the sender wrote them, by file and sheet, and by the column's name."""


def quarantine(problems: Sequence[Problem], texts: pd.DataFrame, register: Register, written: Written) -> pd.DataFrame:
    """The problems as rows of `QUARANTINE`, in the order of row and column.

    `texts` holds their rows in order, as text.
    """
    if not problems:
        return QUARANTINE.no_rows
    order = {column.name: at for at, column in enumerate(register.columns)}
    ranked = sorted(problems, key=lambda problem: (order[problem.column], problem.code))
    labels = np.concatenate([problem.rows for problem in ranked])
    settled = np.argsort(labels, kind="stable")
    problem_of = np.repeat(np.arange(len(ranked)), [len(problem.rows) for problem in ranked])[settled]
    rows = np.searchsorted(texts.index, labels[settled])
    parts = [slice(start, start + BATCH) for start in range(0, len(rows), BATCH)]
    told = [_told(ranked, problem_of[part], texts.take(rows[part]), register, written) for part in parts]
    frame: pd.DataFrame = pa.concat_tables(told).to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _told(
    problems: Sequence[Problem], problem_of: np.ndarray, texts: pd.DataFrame, register: Register, written: Written
) -> pa.Table:
    """Rows of `QUARANTINE`, one for each of `texts`; `problem_of` says which of the problems each is about."""
    order = {column.name: at for at, column in enumerate(register.columns)}
    column_of = np.array([order[problem.column] for problem in problems])[problem_of]
    files, sheets, numbers = (pa.array(texts[name]) for name in PLACE)
    sheet_of, distinct = _sheets(texts)
    values = _values(texts, register, column_of)
    clauses = _clauses([problem.clause for problem in problems], problem_of, values)
    reasons = pc.binary_join_element_wise(_headers(register, column_of, distinct, sheet_of, written), clauses, "")
    beginnings = pa.array([marked(place(file, sheet, "")) for file, sheet in distinct]).take(sheet_of)
    told = {
        "register": pa.repeat(register.name, len(texts)),
        "source_file": files,
        "source_sheet": sheets,
        "source_row": numbers,
        "column_name": pa.array([problem.column for problem in problems]).take(problem_of),
        "value": values,
        "code": pa.array([problem.code for problem in problems]).take(problem_of),
        "message": pc.binary_join_element_wise(beginnings, pc.cast(numbers, pa.string()), ", ", reasons, ""),
        "reason": reasons,
    }
    return pa.table(told).cast(QUARANTINE.arrow_schema)


def _sheets(stands: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Which of some sheets each row stands in, and the sheets by file and name."""
    (file_of, files), (name_of, names) = (pd.factorize(stands[name]) for name in ("source_file", "source_sheet"))
    pairs, sheet_of = np.unique(file_of * len(names) + name_of, return_inverse=True)
    return sheet_of, [(files[pair // len(names)], names[pair % len(names)]) for pair in pairs]


def _values(texts: pd.DataFrame, register: Register, column_of: np.ndarray) -> pa.Array:
    """The text of each row's cell in a column of its own: nothing where it is empty, no more than that it is hidden."""
    own, cells = [], []
    for at in np.unique(column_of):
        column = register.columns[at]
        places = np.flatnonzero(column_of == at)
        found = pa.chunked_array(pa.array(texts[column.name].take(places))).combine_chunks()
        if column.restricted:
            found = _hidden(found, column)
        own.append(places)
        cells.append(found.fill_null(""))
    return pa.concat_arrays(cells).take(np.argsort(np.concatenate(own)))


def _clauses(clauses: Sequence[str], problem_of: np.ndarray, values: pa.Array) -> pa.Array:
    """The clause of each row with its value in it, ended."""
    shown = pc.utf8_slice_codeunits(values, 0, LONGEST_TOLD)
    shown = pc.if_else(pc.equal(shown, values), values, pc.binary_join_element_wise(shown, "…", ""))
    parts = [clause.split("{value}") for clause in clauses]
    told = pa.array([first for first, *_ in parts]).take(problem_of)
    for at in range(1, max(map(len, parts))):
        after = pa.array([part[at] if at < len(part) else None for part in parts], pa.string()).take(problem_of)
        told = pc.coalesce(pc.binary_join_element_wise(told, shown, after, ""), told)
    return pc.binary_join_element_wise(told, pc.if_else(pc.ends_with(told, "?"), "", "."), "")


def _headers(
    register: Register, column_of: np.ndarray, sheets: Sequence[tuple[str, str]], sheet_of: np.ndarray, written: Written
) -> pa.Array:
    """How the reason of each row begins: with the header as it stands in the row's sheet."""
    named = [
        f"kolumnen ”{marked(written[sheet].get(column.name, column.header))}”: "
        for sheet in sheets
        for column in register.columns
    ]
    return pa.array(named).take(sheet_of * len(register.columns) + column_of)


def _hidden(cells: pa.Array, column: Column) -> pa.Array:
    """The cells of a restricted column hidden, but for a number that is an organisation's and no person's."""
    if not isinstance(column.kind, OrgNo):
        return pc.if_else(pc.is_valid(cells), HIDDEN_VALUE, cells)
    return pc.if_else(pc.match_substring_regex(cells, ORGANISATION_NUMBER), cells, HIDDEN_VALUE)


def refused_rows(texts: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The refused rows as text, the filled cells of restricted columns hidden: columns of `refused_table`."""
    rows = texts[list(refused_table(register).columns)]
    hidden = {c.name: rows[c.name].where(rows[c.name].isna(), HIDDEN_VALUE) for c in register.columns if c.restricted}
    return rows.assign(**hidden).reset_index(drop=True)
