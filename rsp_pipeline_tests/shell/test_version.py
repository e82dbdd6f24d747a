"""What the package tells of itself: its version from one place, its licence, and that it is typed."""

import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from flit_core import buildapi

from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.builders import PROJECT

VERSION = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_command_tells_the_version_of_pyproject() -> None:
    told = CliRunner().invoke(main, ["--version"])
    assert (told.exit_code, told.output) == (0, f"rsp {VERSION}\n")


def test_what_is_installed_has_its_types_its_licence_and_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    with ZipFile(tmp_path / buildapi.build_wheel(str(tmp_path))) as wheel:
        names = set(wheel.namelist())
        about = wheel.read(f"rsp_pipeline-{VERSION}.dist-info/METADATA").decode().splitlines()
    assert {"rsp_pipeline/py.typed", f"rsp_pipeline-{VERSION}.dist-info/licenses/LICENSE"} <= names
    assert {"License-Expression: MIT", f"Version: {VERSION}"} <= set(about)
