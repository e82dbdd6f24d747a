"""The analyst's notebook: every cell is run in order, and a cell that ends in a table shows rows.

A cell is run as Python, all of them in one namespace: no server of notebooks is needed for that.
"""

from __future__ import annotations

import ast
import json
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.installations import Refreshed

NOTEBOOK = PROJECT / "docs" / "analytiker.ipynb"
CELLS = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def shown(source: str, namespace: dict[str, Any]) -> object:
    """Run a cell, and return what it shows: the value of its last line."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), NOTEBOOK.name, "exec"), namespace)
    assert isinstance(last, ast.Expr), source
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), namespace)


def test_every_cell_runs_after_those_before_it_and_its_table_has_rows(
    refreshed: Refreshed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(refreshed.folder)
    plt.switch_backend("agg")
    namespace: dict[str, Any] = {}
    *tables, last = ["".join(cell["source"]) for cell in CELLS]
    for source in tables:
        table = shown(source, namespace)
        assert isinstance(table, pd.DataFrame), source
        assert not table.empty, source
        assert table.notna().any().all(), source
    assert [len(plt.figure(number).axes) for number in plt.get_fignums()] == [1]
    plt.close("all")
    shown(last, namespace)


def test_the_notebook_is_kept_without_what_it_showed() -> None:
    assert [cell["source"] for cell in CELLS if cell["outputs"] or cell["execution_count"]] == []
