"""How problems are told: all of them, in order, each about its own cell."""

import numpy as np
import pandas as pd
import pyarrow as pa

from rsp_pipeline.reading.problems import HIDDEN_VALUE, Problem
from rsp_pipeline.reading.quarantine import LONGEST_TOLD, quarantine
from rsp_pipeline.registers.visits import VISITS

FILE, SHEET = "visits/a.xlsx", "Blad1"
WRITTEN = {(FILE, ""): {"visited_on": "Datum"}, (FILE, SHEET): {}}
UNREADABLE = "värdet ”{value}” är fel"


def texts(*sheets: str, **cells: list[str | None]) -> pd.DataFrame:
    """Rows with the even labels 0, 2, 4, on the rows from 10 of their sheets."""
    rows = pa.table(
        {
            "source_file": pa.repeat(FILE, len(sheets)),
            "source_sheet": list(sheets),
            "source_row": pa.array(range(10, 10 + len(sheets)), pa.int32()),
            **{name: pa.array(column, pa.string()) for name, column in cells.items()},
        }
    )
    frame: pd.DataFrame = rows.to_pandas(types_mapper=pd.ArrowDtype)
    return frame.set_index(np.arange(len(sheets)) * 2)


def problem(rows: list[int], column: str, code: str, clause: str = UNREADABLE) -> Problem:
    return Problem(np.array(rows), column, code, clause)


def test_problems_are_told_in_the_order_of_row_column_and_code_whatever_order_they_come_in() -> None:
    rows = texts("", "", visit_id=["a", "b"], visited_on=["c", "d"])
    problems = [
        problem([2], "visited_on", "x"),
        problem([0, 2], "visit_id", "z"),
        problem([0], "visited_on", "y"),
        problem([0], "visit_id", "x"),
    ]
    told = quarantine(problems, rows, VISITS, WRITTEN)
    expected = [("a", "x", 10), ("a", "z", 10), ("c", "y", 10), ("b", "z", 11), ("d", "x", 11)]
    assert list(zip(told["value"], told["code"], told["source_row"], strict=True)) == expected


def test_a_row_is_told_with_the_header_of_its_own_sheet() -> None:
    rows = texts("", SHEET, visited_on=["x", "y"])
    told = quarantine([problem([0, 2], "visited_on", "c")], rows, VISITS, WRITTEN)
    assert list(told["message"]) == [
        f"{FILE}, rad 10, kolumnen ”Datum”: värdet ”x” är fel.",
        f"{FILE}, blad ”{SHEET}”, rad 11, kolumnen ”{VISITS.column('visited_on').header}”: värdet ”y” är fel.",
    ]


def test_a_long_value_is_kept_whole_and_shortened_where_it_is_told() -> None:
    just, longer = "å" * LONGEST_TOLD, "å" * LONGEST_TOLD + "b"
    told = quarantine([problem([0, 2], "visit_id", "c")], texts("", "", visit_id=[just, longer]), VISITS, WRITTEN)
    assert list(told["value"]) == [just, longer]
    shown = [reason.partition("värdet ”")[2].partition("”")[0] for reason in told["reason"]]
    assert shown == [just, just + "…"]


def test_a_clause_names_its_value_as_often_as_it_says_and_ends_once() -> None:
    clauses = [UNREADABLE, "värdet ”{value}” är fel. Menas ”A”?", "”{value}” är inte ”{value}”", "cellen är tom"]
    problems = [problem([2 * at], "visit_id", "c", clause) for at, clause in enumerate(clauses)]
    rows = texts("", "", "", "", visit_id=["a", "b", "c", None])
    told = [reason.split(": ")[1] for reason in quarantine(problems, rows, VISITS, WRITTEN)["reason"]]
    assert told == ["värdet ”a” är fel.", "värdet ”b” är fel. Menas ”A”?", "”c” är inte ”c”.", "cellen är tom."]


def test_the_value_of_a_restricted_column_is_hidden_and_an_empty_cell_is_nothing() -> None:
    column = next(column.name for column in VISITS.columns if column.restricted)
    told = quarantine([problem([0, 2], column, "c")], texts("", "", **{column: ["Asta", None]}), VISITS, WRITTEN)
    assert list(told["value"]) == [HIDDEN_VALUE, ""]
    assert "Asta" not in told["message"].str.cat()
