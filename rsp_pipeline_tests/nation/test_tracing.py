"""From a figure of the nation to the regions' that it is made of, and on to the rows behind one of them."""

from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline.lineage.figures import NotTraceable
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.tracing import trace
from rsp_pipeline_tests.nation.regions import NAMES, YEAR, typed


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


def test_the_shell_leads_from_the_nation_to_a_regions_rows(three_regions: Nation) -> None:
    asked = ("trace", "S02", "--year", str(YEAR))
    done = typed(three_regions, *asked)
    assert (done.exit_code, "3 av 3 regioner). Den är lika med regionernas tillsammans." in done.output) == (0, True)
    own = next([*filter(None, line.split("  "))] for line in done.output.splitlines() if "gotland" in line)
    rows = typed(three_regions, *asked, "--region", "gotland")
    assert (rows.exit_code, "grants/a.csv" in rows.output) == (0, True)
    assert f"Siffran i indicator.value: {own[2].strip()} kr" in rows.output


def test_an_unknown_region_or_indicator_is_refused(three_regions: Nation) -> None:
    done = typed(three_regions, "trace", "S02", "--region", "skane")
    told = "Regionen ”skane” har ingen programfil. Regionerna är blekinge, gotland, jamtland_harjedalen.\n"
    assert (done.exit_code, done.output) == (2, told)
    done = typed(three_regions, "trace", "X1")
    assert done.exit_code == 2
    assert done.output.startswith("Nyckeltalet X1 finns inte. Välj bland S01")
