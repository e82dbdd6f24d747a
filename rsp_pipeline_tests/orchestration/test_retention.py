"""Dagster's history does not grow for ever: so many nights are kept, and how each asset was last made.

Six nights are simulated of which two are kept; with RSP_NIGHTS=1 two hundred, of which ninety are kept, whose runs tell
as much as those of the sample do. What that gave stands in docs/decisions/ninety-days-of-runs.md.
"""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log.schema import AssetCheckExecutionsTable
from dagster._core.storage.runs.schema import RunTagsTable
from dagster._core.test_utils import create_run_for_test, freeze_time
from sqlalchemy import select

from rsp_pipeline.orchestration.home import SHIPPED
from rsp_pipeline.orchestration.retention import FINISHED, KEPT_DAYS, prune
from rsp_pipeline.orchestration.runs import QUIET

IS_LONG = bool(os.environ.get("RSP_NIGHTS"))
NIGHTS, KEPT = (200, KEPT_DAYS) if IS_LONG else (6, 2)
ASSETS, CHARACTERS = (60, 25_000) if IS_LONG else (3, 1_000)
FIRST = datetime(2026, 1, 1, 1, tzinfo=UTC)
ONCE = dg.AssetKey("made_once")


@dg.op(out=dg.Out(dg.Nothing), config_schema={"first": bool})
def tell(context: dg.OpExecutionContext) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    """What a night tells of the assets that it made."""
    if context.op_config["first"]:
        yield dg.AssetMaterialization(ONCE, partition="2023")
    for number in range(ASSETS):
        key = dg.AssetKey(f"asset_{number}")
        yield dg.AssetMaterialization(key, metadata={"text": "x" * CHARACTERS}, partition="2025")
        yield dg.AssetCheckEvaluation(asset_key=key, check_name="check", passed=True)


@dg.job
def night() -> None:
    tell()


@dataclass(frozen=True)
class After:
    """What a night left: how many bytes and runs, how many it removed, and the processor's seconds that took."""

    size: int
    runs: int
    removed: int
    pruning: float
    whole: float


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    (folder / "dagster.yaml").write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def instance(home: Path) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.from_config(str(home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def nights(instance: dg.DagsterInstance, home: Path) -> list[After]:
    """What each of all those nights left."""
    return [_night(instance, home, number) for number in range(NIGHTS)]


def _night(instance: dg.DagsterInstance, home: Path, number: int) -> After:
    moment = FIRST + timedelta(days=number)
    config = {"ops": {"tell": {"config": {"first": number == 0}}}}
    with freeze_time(moment):
        began = time.process_time()
        removed = prune(instance, moment, KEPT)
        pruned = time.process_time()
        assert night.execute_in_process(run_config=QUIET | config, instance=instance, tags={"a": "b"}).success
        ended = time.process_time()
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    after = After(size, instance.get_runs_count(), removed, pruned - began, ended - began)
    if IS_LONG and number % 10 == 9:
        print(number + 1, after, file=sys.stderr, flush=True)
    return after


def test_a_history_stops_growing_and_so_does_a_night(nights: list[After]) -> None:
    full = nights[KEPT + 1]  # the first after which a run is removed each night
    assert full.size > nights[0].size * min(KEPT, 10) / 4
    assert max(after.size for after in nights[KEPT + 1 :]) < full.size * 1.1
    assert {after.runs for after in nights[KEPT + 1 :]} == {KEPT + 2}  # one more: it made an asset that none made since
    assert [after.removed for after in nights[KEPT + 2 :]] == [1] * (NIGHTS - KEPT - 2)
    if IS_LONG:
        early, late = (sum(each.whole for each in some) for some in (nights[KEPT + 2 :][:20], nights[-20:]))
        assert late < early * 1.25


def test_nothing_is_left_of_a_run_that_is_removed(
    instance: dg.DagsterInstance, nights: list[After], home: Path
) -> None:
    runs = set(instance.get_run_ids())
    assert len(runs) == nights[-1].runs
    assert {path.stem for path in (home / "history" / "runs").glob("*.db")} == {*runs, "index"}
    assert {path.name for path in (home / "storage").iterdir()} <= runs
    with instance.event_log_storage.index_connection() as connection:  # type: ignore[attr-defined]
        checks = set(connection.execute(select(AssetCheckExecutionsTable.c.run_id)).scalars())
    with instance.run_storage.connect() as connection:  # type: ignore[attr-defined]
        tagged = set(connection.execute(select(RunTagsTable.c.run_id)).scalars())
    assert checks == tagged == runs


@pytest.mark.usefixtures("nights")
def test_how_an_asset_was_last_made_is_kept_however_long_ago(instance: dg.DagsterInstance) -> None:
    (made,) = instance.fetch_materializations(dg.AssetRecordsFilter(ONCE, asset_partitions=["2023"]), limit=9).records
    assert made.timestamp == FIRST.timestamp()
    assert instance.get_run_by_id(made.run_id)


def test_a_run_that_has_not_ended_is_kept(history: dg.DagsterInstance) -> None:
    create_run_for_test(history, "night", status=dg.DagsterRunStatus.STARTED)
    create_run_for_test(history, "night", status=dg.DagsterRunStatus.SUCCESS)
    assert prune(history, datetime.now(UTC) + timedelta(days=KEPT_DAYS + 1)) == 1
    (left,) = history.get_runs()
    assert left.status not in FINISHED
