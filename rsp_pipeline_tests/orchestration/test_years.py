"""Which years can be chosen in Dagster, and that one to come is refused before anything is made."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.indicators import KEY as FIGURES
from rsp_pipeline.orchestration.indicators import values_asset
from rsp_pipeline.orchestration.years import begun_years, ended_years
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.clock import TIMEZONE
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.installations import why


@pytest.mark.parametrize(
    ("moment", "begun", "ended"),
    [
        ("2026-12-31T23:59:59", "2026", "2025"),
        ("2027-01-01T00:00:00", "2027", "2026"),
        ("2035-06-01T12:00:00", "2030", "2030"),
    ],
)
def test_a_new_year_comes_by_itself_at_midnight_in_sweden(
    installation: Settings, moment: str, begun: str, ended: str
) -> None:
    installation = replace(installation, fixed_day=None)
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(TIMEZONE))
    for years, last in ((begun_years(installation), begun), (ended_years(installation), ended)):
        keys = years.get_partition_keys(current_time=at)
        assert (keys[0], keys[-1]) == ("2023", last)


@pytest.mark.parametrize("clock", ["2025-03-01", "2026-11-01", "2033-01-01"])
def test_a_fixed_day_bounds_the_years_whatever_the_clock_says(installation: Settings, clock: str) -> None:
    at = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(TIMEZONE))
    assert begun_years(installation).get_partition_keys(current_time=at) == ["2023", "2024", "2025", "2026"]
    assert ended_years(installation).get_partition_keys(current_time=at)[-1] == "2025"


def test_no_asset_has_a_year_to_come(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        if spec.partitions_def:
            assert max(spec.partitions_def.get_partition_keys()) <= "2026", spec.key


def test_a_year_to_come_is_refused_with_a_sentence_and_nothing_is_made(
    installation: Settings, history: dg.DagsterInstance
) -> None:
    """As a page that was opened before the clock was set back asks for one."""
    every_year = dg.StaticPartitionsDefinition([str(year) for year in PROGRAMME.years])
    done = dg.materialize(
        [values_asset(every_year)],
        instance=history,
        resources={"night": Night.of(installation)},
        tags={"dagster/asset_partition_range_start": "2025", "dagster/asset_partition_range_end": "2028"},
        raise_on_error=False,
    )
    assert history.get_materialized_partitions(FIGURES) == set()
    assert why(done) == "2027 och 2028 har inte börjat, så inget är gjort."
    assert not installation.tables_dir.exists()
