"""What a command loads before it answers: nothing heavy that it does not use."""

import subprocess
import sys
from pathlib import Path

import pytest

from rsp_pipeline_tests.builders import grant, write_csv

HEAVY = {"dagster", "docx", "duckdb", "matplotlib", "pandas", "pandera", "pyarrow", "python_calamine", "xlsxwriter"}

COMMAND = """
import atexit, sys
from rsp_pipeline.shell.cli import main
atexit.register(lambda: print("loaded", *sys.modules, file=sys.stderr))
main(sys.argv[1:], standalone_mode=False)
"""


def loaded(*arguments: str) -> set[str]:
    """What of the heavy libraries a command has loaded when it ends."""
    command = [sys.executable, "-c", COMMAND, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout
    _, found = done.stderr.rsplit("loaded ", 1)
    return HEAVY.intersection(name.split(".")[0] for name in found.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) == set()


def test_a_checked_file_is_read_without_what_computes_and_writes(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "a.csv", [grant()])
    assert loaded("check", str(path)) == {"pandas", "pandera", "pyarrow"}


def test_a_file_of_no_known_register_is_not_validated(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("detta;är;inget;register\n", encoding="utf-8")
    assert loaded("check", str(path)) <= {"pandas", "pyarrow"}
