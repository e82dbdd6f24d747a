"""How large a module may be, and that each says what belongs in it; the rooms' borders are checked by import-linter."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

import rsp_pipeline
import rsp_pipeline_tests

PACKAGE = Path(rsp_pipeline.__file__).parent
TESTS = Path(rsp_pipeline_tests.__file__).parent


def longer_than(most: int, folder: Path) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > most
    ]


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


def test_no_module_is_over_three_hundred_lines() -> None:
    assert longer_than(300, PACKAGE) == []


def test_no_test_module_is_over_five_hundred_lines() -> None:
    assert longer_than(500, TESTS) == []
