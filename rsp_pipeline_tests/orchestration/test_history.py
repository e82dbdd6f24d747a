"""The history that a run of the shell holds open is Dagster's own, to whoever else reads and writes it meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
import yaml

from rsp_pipeline.orchestration.history import HeldOpen, opened

ONE = dg.AssetKey("one")


@dg.asset(check_specs=[dg.AssetCheckSpec("holds", asset=ONE)])
def one() -> Iterator[dg.MaterializeResult[None]]:
    yield dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])


def run(instance: dg.DagsterInstance) -> str:
    return dg.materialize([one], instance=instance).run_id


def as_dagster_opens_it(home: Path) -> dg.DagsterInstance:
    return dg.DagsterInstance.from_config(str(home))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    return tmp_path


def test_dagster_reads_what_was_written_and_writes_between(home: Path) -> None:
    with opened(home) as held, as_dagster_opens_it(home) as other:
        assert isinstance(held.event_log_storage, HeldOpen)
        runs = [run(held), run(other), run(held)]
        for run_id in runs:
            assert held.all_logs(run_id) == other.all_logs(run_id) != []
        for instance in (held, other):
            assert {each.run_id for each in instance.get_runs()} == {*runs}
            made = instance.fetch_materializations(ONE, limit=9).records
            assert {record.run_id for record in made} == {*runs}
            (check,) = instance.event_log_storage.get_latest_asset_check_execution_by_key(
                [dg.AssetCheckKey(ONE, "holds")]
            ).values()
            assert check.run_id == runs[-1]


def test_a_run_that_is_forgotten_is_gone(home: Path) -> None:
    with opened(home) as held:
        forgotten, stays = run(held), run(held)
        held.delete_run(forgotten)
        assert [each.run_id for each in held.get_runs()] == [stays]
        assert held.all_logs(forgotten) == []
    with as_dagster_opens_it(home) as other:
        assert other.all_logs(forgotten) == []
        assert other.all_logs(stays) != []


def test_nothing_is_left_open_and_nothing_beside_the_files(home: Path) -> None:
    with opened(home) as held:
        run_id = run(held)
    left = {path.name for path in (home / "history").rglob("*") if path.is_file()}
    assert left == {"runs.db", f"{run_id}.db", "index.db"}


def test_settings_that_name_a_storage_are_followed(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    told = {"storage": {"sqlite": {"base_dir": str(elsewhere)}}}
    (home / "dagster.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    with opened(home) as instance:
        assert not isinstance(instance.event_log_storage, HeldOpen)
        run(instance)
    assert list(elsewhere.rglob("index.db")) != []
