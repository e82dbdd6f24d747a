"""Which years can be chosen in Dagster, and that one to come is refused before anything is made."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.indicators import KEY as FIGURES
from rsp_pipeline.orchestration.indicators import values_asset
from rsp_pipeline.orchestration.years import begun_years, ended_years
from rsp_pipeline.store.clock import TIMEZONE
from rsp_pipeline_tests.builders import PROGRAMME, settings


@pytest.mark.parametrize(
    ("moment", "begun", "ended"),
    [
        ("2026-12-31T23:59:59", "2026", "2025"),
        ("2027-01-01T00:00:00", "2027", "2026"),
        ("2035-06-01T12:00:00", "2030", "2030"),
    ],
)
def test_a_new_year_comes_by_itself_at_midnight_in_sweden(tmp_path: Path, moment: str, begun: str, ended: str) -> None:
    installation = replace(settings(tmp_path), fixed_day=None)
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(TIMEZONE))
    for years, last in ((begun_years(installation), begun), (ended_years(installation), ended)):
        keys = years.get_partition_keys(current_time=at)
        assert (keys[0], keys[-1]) == ("2023", last)


@pytest.mark.parametrize("clock", ["2025-03-01", "2026-11-01", "2033-01-01"])
def test_a_fixed_day_bounds_the_years_whatever_the_clock_says(tmp_path: Path, clock: str) -> None:
    installation = settings(tmp_path)
    at = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(TIMEZONE))
    assert begun_years(installation).get_partition_keys(current_time=at) == ["2023", "2024", "2025", "2026"]
    assert ended_years(installation).get_partition_keys(current_time=at)[-1] == "2025"


def test_no_asset_has_a_year_to_come(tmp_path: Path) -> None:
    for spec in build_definitions(settings(tmp_path)).resolve_all_asset_specs():
        if spec.partitions_def:
            assert max(spec.partitions_def.get_partition_keys()) <= "2026", spec.key


def test_a_year_to_come_is_refused_with_a_sentence_and_nothing_is_made(tmp_path: Path) -> None:
    """As a page that was opened before the clock was set back asks for one."""
    installation = settings(tmp_path)
    every_year = dg.StaticPartitionsDefinition([str(year) for year in PROGRAMME.years])
    with dg.DagsterInstance.ephemeral() as instance:
        done = dg.materialize(
            [values_asset(every_year)],
            instance=instance,
            resources={"night": Night.of(installation)},
            tags={"dagster/asset_partition_range_start": "2025", "dagster/asset_partition_range_end": "2028"},
            raise_on_error=False,
        )
        assert instance.get_materialized_partitions(FIGURES) == set()
    (failure,) = done.filter_events(lambda event: event.is_step_failure)
    told = failure.step_failure_data.user_failure_data
    assert told
    assert told.description == "2027 och 2028 har inte börjat, så inget är gjort."
    assert not installation.tables_dir.exists()
