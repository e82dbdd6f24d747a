"""Dagster's history follows the data, or DAGSTER_HOME, and nothing is written where a command happens to be started."""

import os
import shutil
from pathlib import Path

import dagster as dg
import pytest

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.orchestration.history import opened
from rsp_pipeline.orchestration.home import SHIPPED, home
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import settings


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation, and an empty folder elsewhere in which one stands."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    return settings(tmp_path / "project")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def run_once(installation: Settings) -> int:
    """Run something, and count the runs that there are."""
    with opened(home(installation)) as instance:
        assert instance.run_monitoring_enabled  # the shipped settings are read
        dg.materialize([dg.asset(lambda: 1, name="one")], instance=instance)
        return len(instance.get_runs())


def test_history_follows_the_data_and_not_where_one_stands(installation: Settings) -> None:
    run_once(installation)
    assert names(Path.cwd()) == set()
    assert {"dagster.yaml", "history", "storage"} <= names(installation.warehouse_dir / "dagster")


def test_history_is_kept_in_dagster_home_whose_own_settings_stay(
    installation: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    monkeypatch.setenv("DAGSTER_HOME", str(own))
    run_once(installation)
    assert not installation.dagster_dir.exists()
    assert {"dagster.yaml", "history", "storage"} <= names(own)
    (own / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    home(installation)
    assert (own / "dagster.yaml").read_text(encoding="utf-8") == "telemetry: {enabled: false}\n"


def test_settings_follow_the_program(installation: Settings) -> None:
    folder = home(installation)
    (folder / "dagster.yaml").write_text("of an earlier version", encoding="utf-8")
    home(installation)
    assert (folder / "dagster.yaml").read_bytes() == SHIPPED.read_bytes()


def test_a_history_from_before_is_moved_and_what_else_lay_there_is_not(
    installation: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    run_once(installation)
    former = installation.data_dir.parent / ".dagster"
    shutil.move(installation.dagster_dir, former)
    (former / "rsp.log").touch()
    assert run_once(installation) == 2
    assert names(former) == {"rsp.log"}
    assert "är flyttad" in caplog.text


def test_a_history_that_may_be_another_installations_is_told_of_and_left(
    installation: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (Path.cwd() / ".dagster" / "history").mkdir(parents=True)
    home(installation)
    assert "ligger en äldre historik, som inte visas" in caplog.text
    assert names(Path.cwd() / ".dagster") == {"history"}


def test_of_many_regions_as_many_run_at_once_as_there_are_processors_and_never_two_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    nation = Nation(tmp_path / "programmes", {"RSP_DATA_DIR": str(tmp_path / "data")})
    with dg.DagsterInstance.from_config(str(home(nation))) as instance:
        queue = instance.get_concurrency_config().run_queue_config
    assert queue
    assert queue.max_concurrent_runs == os.cpu_count()
    (limit,) = queue.tag_concurrency_limits
    assert limit == {"key": "dagster/partition", "value": {"applyLimitPerUniqueValue": True}, "limit": 1}
    assert names(tmp_path / "data" / "nation") == {"dagster"}
