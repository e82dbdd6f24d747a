"""A run for a year to come leaves nothing: the next night heals what an earlier one left, and never publishes it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pytest

from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night import leftovers
from rsp_pipeline.night.indicators import FIGURES
from rsp_pipeline.night.night import reasons, run
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.step import Night, why
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import PROGRAMME, grant, settings, write_csv
from rsp_pipeline_tests.workshop import FIGURES_ALONE, ask

TO_COME = (2027, 2030)


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation whose last night left nothing to do."""
    installation = settings(tmp_path_factory.mktemp("stands"), replace(PROGRAMME, first_year=2025))
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    run(Night.of(installation), FIGURES_ALONE)
    return installation


@pytest.fixture
def affected(stands: Settings, tmp_path: Path) -> Settings:
    """The same, with what a run over years to come left, beside tables and records as they were."""
    installation = replace(stands, data_dir=shutil.copytree(stands.data_dir, tmp_path / "data"))
    FIGURES.make(Night.of(installation).about(TO_COME))
    for year in TO_COME:
        (installation.followup_dir(year) / "diagram").mkdir(parents=True)
    (installation.overview_dir / "eget").mkdir()
    return installation


def test_an_otherwise_unchanged_night_has_that_to_do(affected: Settings) -> None:
    (reason,) = leftovers.why(Night.of(affected))
    assert reason == "Tas bort: det som finns om 2027 och 2030, för det följs inte upp i dag."
    assert reason in reasons(Night.of(affected))


def test_one_night_cleans_tables_folders_and_the_published_file(affected: Settings) -> None:
    night = Night.of(affected)
    PUBLISHED.make(night)  # as an earlier version did
    assert ask(affected.published_file, "SELECT max(year) FROM indicator.value") == [(2030,)]
    run(Night.of(affected), FIGURES_ALONE)
    for table in (VALUE, FRESH):
        assert set(pc.unique(night.tables.read(table)["year"]).to_pylist()) == set(affected.open_years)
    assert ask(affected.published_file, "SELECT max(year) FROM indicator.value") == [(2026,)]
    assert {path.name for path in affected.overview_dir.iterdir()} == {"eget"}
    healed = Night.of(affected)
    assert [reason for step in FIGURES_ALONE for reason in why(step, healed)] == []
    assert leftovers.why(healed) == ()


def test_counting_one_year_leaves_the_other_open_ones(affected: Settings) -> None:
    night = Night.of(affected).about([2025])
    leftovers.remove(night)
    FIGURES.make(night)
    assert {path.stem for path in night.tables.paths(VALUE)} == {str(year) for year in affected.open_years}


def test_documents_of_approved_years_and_folders_of_others_are_left(affected: Settings) -> None:
    (affected.published_file.parent / "approved" / "2027" / "v1").mkdir(parents=True)
    leftovers.remove(Night.of(affected))
    assert {path.name for path in affected.overview_dir.iterdir()} == {"2027", "eget"}
