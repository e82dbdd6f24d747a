"""Dagster's history follows its home, and nothing is written where a command happens to be started."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from rsp_pipeline.orchestration.home import home
from rsp_pipeline.orchestration.runs import _history
from rsp_pipeline_tests.builders import PROJECT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation's folder, in which one stands."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def run_once() -> None:
    with _history() as instance:
        assert instance.run_monitoring_enabled  # the installation's settings are read
        dg.materialize([dg.asset(lambda: 1, name="one")], instance=instance)


def test_history_is_kept_in_dagster_home_and_not_where_one_stands(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(project))
    monkeypatch.chdir(elsewhere)
    run_once()
    assert names(elsewhere) == set()
    assert {"dagster.yaml", "history", "storage"} <= names(project)


def test_without_dagster_home_it_is_kept_in_a_folder_of_the_projects_own(project: Path) -> None:
    run_once()
    assert names(project) == {"dagster.yaml", ".dagster"}
    assert {"dagster.yaml", "history", "storage"} <= names(project / ".dagster")
    assert home(project) == project / ".dagster"


def test_where_there_are_no_settings_no_history_is_kept(project: Path) -> None:
    (project / "dagster.yaml").unlink()
    assert home(project) is None
    assert names(project) == set()
