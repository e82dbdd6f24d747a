"""When the clock starts a night: once each, also when clocks change and after days without a daemon."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._core.remote_origin import InProcessCodeLocationOrigin
from dagster._core.scheduler.instigation import InstigatorTick
from dagster._core.test_utils import create_test_daemon_workspace_context, freeze_time
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import InProcessWorkspaceLoadTarget
from dagster._scheduler.scheduler import launch_scheduled_runs
from dagster._utils.schedules import schedule_execution_time_iterator

from rsp_pipeline.orchestration.nightly import nightly_schedule
from rsp_pipeline.store.clock import TIMEZONE

pytestmark = pytest.mark.filterwarnings("ignore:Property `ScheduleDefinition.environment_vars`")  # Dagster's own
SWEDEN = ZoneInfo(TIMEZONE)
DEFINITIONS = """
from pathlib import Path
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline_tests.builders import settings

defs = build_definitions(settings(Path(__file__).parent))
"""


def test_each_night_has_one_tick_also_those_when_clocks_change() -> None:
    first, last = datetime(2026, 1, 1, tzinfo=SWEDEN), datetime(2029, 1, 1, tzinfo=SWEDEN)
    assert isinstance(nightly_schedule.cron_schedule, str)
    ticks = schedule_execution_time_iterator(first.timestamp(), nightly_schedule.cron_schedule, TIMEZONE)
    moments = [tick.astimezone(SWEDEN) for tick in takewhile(lambda tick: tick < last, ticks)]
    assert [moment.date() for moment in moments] == [(first + timedelta(days=n)).date() for n in range(1096)]
    assert {moment.hour for moment in moments if moment.month not in (3, 10)} == {2}
    told = {moment.isoformat() for moment in moments}
    assert {"2026-03-29T03:00:00+02:00", "2026-10-25T02:00:00+01:00"} <= told  # the first has no two o'clock


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[WorkspaceProcessContext]:
    """What Dagster's daemon works with, over a region to which nothing is delivered."""
    file = tmp_path / "definitions.py"
    file.write_text(DEFINITIONS, encoding="utf-8")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    origin = InProcessCodeLocationOrigin(LoadableTargetOrigin(python_file=str(file)), location_name="rsp")
    with (
        dg.DagsterInstance.local_temp(
            str(tmp_path),
            overrides={"run_coordinator": {"module": "dagster._core.test_utils", "class": "MockedRunCoordinator"}},
        ) as instance,
        create_test_daemon_workspace_context(InProcessWorkspaceLoadTarget([origin]), instance) as context,
    ):
        yield context


def at(moment: datetime, daemon: WorkspaceProcessContext) -> list[InstigatorTick]:
    """What the clock has decided, the latest first, after the daemon looked at it at a moment."""
    with freeze_time(moment.astimezone(UTC)):
        list(launch_scheduled_runs(daemon, logging.getLogger(__name__), moment.astimezone(UTC), {}))
    (location,) = daemon.create_request_context().code_locations
    (repository,) = location.get_repositories().values()
    schedule = repository.get_schedule(nightly_schedule.name)
    return list(daemon.instance.get_ticks(schedule.get_remote_origin_id(), schedule.selector_id))


def test_a_daemon_that_was_dead_for_three_nights_starts_one_run(daemon: WorkspaceProcessContext) -> None:
    assert at(datetime(2026, 10, 22, 12, tzinfo=SWEDEN), daemon) == []
    assert len(at(datetime(2026, 10, 23, 2, 1, tzinfo=SWEDEN), daemon)) == 1
    late = at(datetime(2026, 10, 26, 8, tzinfo=SWEDEN), daemon)
    nights = [datetime.fromtimestamp(tick.timestamp, SWEDEN).isoformat() for tick in late]
    assert nights == ["2026-10-26T02:00:00+01:00", "2026-10-23T02:00:00+02:00"]
    assert [len(tick.run_ids) for tick in late] == [1, 1]
    assert len(at(datetime(2026, 10, 26, 9, tzinfo=SWEDEN), daemon)) == 2
