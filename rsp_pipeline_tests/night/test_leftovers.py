"""A run for a year to come leaves nothing: the next night heals what an earlier one left."""

from dataclasses import replace
from datetime import date

import pyarrow.compute as pc
import pytest

from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.followup import _remove_years_to_come
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.night import CORE, run
from rsp_pipeline.night.step import Night, why
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import grant, settings, write_csv

TO_COME = date(2030, 5, 1)


@pytest.fixture(scope="module")
def affected(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation in which a night was run on a day to come, and the next one on its own day."""
    installation = settings(tmp_path_factory.mktemp("affected"))
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    for day in (TO_COME, installation.today):
        night = Night.of(replace(installation, fixed_day=day))
        run(night, (*CORE, DEFINITIONS, FIGURES))
        years = set(pc.unique(night.tables.read(VALUE)["year"]).to_pylist())
        assert years == set(night.settings.open_years)
    return installation


@pytest.mark.parametrize("table", [VALUE, FRESH], ids=lambda table: table.full_name)
def test_no_figure_of_a_year_to_come_is_left_in_a_table(affected: Settings, table: object) -> None:
    tables = Night.of(affected).tables
    assert set(pc.unique(tables.read(table)["year"]).to_pylist()) == set(affected.open_years)  # type: ignore[arg-type]


def test_a_healed_night_has_nothing_more_to_do(affected: Settings) -> None:
    assert why(FIGURES, Night.of(affected)) == ()


def test_counting_one_year_leaves_the_other_open_ones(affected: Settings) -> None:
    night = Night.of(affected).about([2025])
    FIGURES.make(night)
    assert {path.stem for path in night.tables.paths(VALUE)} == {str(year) for year in affected.open_years}


def test_documents_of_years_to_come_are_removed_and_no_others(affected: Settings) -> None:
    for year in (2024, 2026, 2027, 2030):
        affected.followup_dir(year).mkdir(parents=True, exist_ok=True)
    (affected.followup_dir(2026).parent / "eget").mkdir()
    _remove_years_to_come(Night.of(affected))
    left = {path.name for path in affected.followup_dir(2026).parent.iterdir()}
    assert left == {"2024", "2026", "eget"}
