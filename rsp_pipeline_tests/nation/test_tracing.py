"""From a figure of the nation to the regions' that it is made of, and on to the rows behind one of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from rsp_pipeline.lineage.figures import NotTraceable
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.tracing import trace
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.nation.regions import NAMES, YEAR


@pytest.mark.parametrize("indicator_id", ["S02", "S10", "M01", "S09"])
def test_the_regions_figures_come_to_the_nations(file: Path, indicator_id: str) -> None:
    found = trace(file, indicator_id, YEAR, {})
    assert [part.name for part in found.parts] == list(NAMES)
    assert found.agrees
    assert found.n_regions == len(NAMES)


def test_a_region_whose_figure_is_unknown_is_named_and_not_counted(file: Path) -> None:
    found = trace(file, "S04", YEAR, {})
    assert {part.name: part.status for part in found.parts}["gotland"] == "uppgift saknas"
    assert (found.n_regions, found.agrees) == (2, True)


def test_a_group_is_asked_for_by_its_name(file: Path) -> None:
    found = trace(file, "S02", YEAR, {"grant_form": "servicebidrag"})
    assert found.group == {"Stödform": "Servicebidrag"}
    assert sum((part.value or Decimal(0) for part in found.parts), Decimal(0)) == found.value


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"municipality_code": "Åre"}, "Välj också en region, med --region"),
        ({"funding_source": "Annan", "grant_form": "Hemsändning"}, "redovisas inte per"),
        ({"grant_form": "Bidrag"}, "Välj bland"),
    ],
)
def test_what_the_nation_does_not_tell_is_refused_with_what_it_does(
    file: Path, asked: dict[str, str], why: str
) -> None:
    with pytest.raises(NotTraceable, match=why):
        trace(file, "S02", YEAR, asked)


def told(nation: Nation, *words: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, ["nation", "trace", *words], env=dict(nation.environment))
    return ran.exit_code, ran.output


def test_the_shell_leads_from_the_nation_to_a_regions_rows(three_regions: Nation) -> None:
    code, lines = told(three_regions, "S02", "--year", str(YEAR))
    assert code == 0
    assert "3 av 3 regioner). Den är lika med regionernas tillsammans." in lines
    own = next([*filter(None, line.split("  "))] for line in lines.splitlines() if "gotland" in line)
    code, rows = told(three_regions, "S02", "--year", str(YEAR), "--region", "gotland")
    assert code == 0
    assert f"Siffran i indicator.value: {own[2].strip()} kr" in rows
    assert "grants/a.csv" in rows


def test_an_unknown_region_or_indicator_is_refused(three_regions: Nation) -> None:
    assert told(three_regions, "S02", "--region", "skane") == (
        2,
        "Regionen ”skane” har ingen programfil. Regionerna är blekinge, gotland, jamtland_harjedalen.\n",
    )
    code, line = told(three_regions, "X1")
    assert (code, line.startswith("Nyckeltalet X1 finns inte. Välj bland S01")) == (2, True)
