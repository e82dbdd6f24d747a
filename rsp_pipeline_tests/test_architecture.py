"""How large a module may be, and that each says what belongs in it; the rooms' borders are checked by import-linter."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import rsp_pipeline
import rsp_pipeline_tests

PACKAGE = Path(rsp_pipeline.__file__).parent
TESTS = Path(rsp_pipeline_tests.__file__).parent


def test_no_circle_of_imports_goes_through_any_file() -> None:
    graph = grimp.build_graph("rsp_pipeline", cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imported).prepare()  # raises CycleError where there is one


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize(("folder", "most"), [(PACKAGE, 300), (TESTS, 500)], ids=["package", "tests"])
def test_no_module_is_over_three_hundred_lines_and_none_of_tests_over_five_hundred(folder: Path, most: int) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py")}
    assert [path for path, length in lengths.items() if length > most] == []
