"""`rsp nation`: a line for each region, and what keeps one from being refreshed stops no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.nations import BROKEN, EMPTY, ISLAND, environment_of, nation_in


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("nation")
    nation_in(made)
    return made


def typed(folder: Path, *arguments: str) -> Result:
    return CliRunner(env={**environment_of(folder), "RSP_PROGRAMME": ""}).invoke(main, ["nation", *arguments])


def test_each_region_is_refreshed_however_the_one_before_went_and_the_worst_is_told(folder: Path) -> None:
    done = typed(folder, "refresh", BROKEN, EMPTY)
    assert done.exit_code == 2
    broken, empty, nation = (done.output.index(f"\n{heading}\n") for heading in (BROKEN, EMPTY, "Hela landet"))
    assert broken < done.output.index("trasig.toml") < empty
    assert empty < done.output.index("Lägg de exporterade registren där.") < nation


def test_how_each_region_stands_is_a_line_and_why_not(folder: Path) -> None:
    done = typed(folder, "status")
    assert done.exit_code == 2
    lines = done.output.splitlines()
    assert [line.split()[0] for line in lines[::2]] == [ISLAND, BROKEN, EMPTY]
    assert "ingenting publicerat, ingen natt har lyckats" in lines[0]
    assert "trasig.toml" in lines[3]


def test_a_program_is_told_the_same(folder: Path) -> None:
    done = typed(folder, "status", "--json")
    told = json.loads(done.output)
    assert told["exit_code"] == done.exit_code == 2
    assert [region["name"] for region in told["regions"]] == [ISLAND, BROKEN, EMPTY]
    assert told["regions"][0]["region"] == "Region Påhittad 09"
