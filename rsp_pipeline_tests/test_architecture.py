"""What may import what: the rooms build on each other one way, and only one of them knows Dagster."""

import ast
from collections.abc import Iterator
from pathlib import Path

import rsp_pipeline

PACKAGE = Path(rsp_pipeline.__file__).parent
ROOMS = (
    "programme",
    "registers",
    "reading",
    "derived",
    "indicators",
    "rules",
    "lineage",
    "report",
    "followup",
    "publishing",
    "open_data",
    "orchestration",
)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_only_orchestration_and_definitions_import_dagster() -> None:
    importing = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(name.split(".")[0] == "dagster" for name in imports(path))
    }
    assert importing == {"orchestration"}


def test_a_room_imports_only_rooms_before_it() -> None:
    backwards = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for place, room in enumerate(ROOMS)
        for path in (PACKAGE / room).rglob("*.py")
        for name in imports(path)
        if any(name.startswith(f"rsp_pipeline.{later}") for later in ROOMS[place + 1 :])
    ]
    assert backwards == []


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_over_three_hundred_lines() -> None:
    long = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 300
    ]
    assert long == []
