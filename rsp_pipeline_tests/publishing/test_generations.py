from datetime import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from rsp_pipeline.publishing.generations import keep_previous, keep_snapshot


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rsp.duckdb"
    path.write_text("published")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_before_is_kept_also_when_a_killed_run_had_kept_it_already(path: Path) -> None:
    for _ in range(2):
        keep_previous(path)
    assert (path.parent / "rsp.previous.duckdb").read_text() == "published"
    assert names(path.parent) == ["rsp.duckdb", "rsp.previous.duckdb"]


def test_where_there_are_no_hard_links_the_file_is_copied(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.link", Mock(side_effect=OSError("no links here")))
    keep_previous(path)
    assert (path.parent / "rsp.previous.duckdb").read_text() == "published"


def test_snapshots_of_the_last_days_are_kept_and_one_of_each_day(path: Path) -> None:
    for day, hour in ((1, 2), (2, 2), (3, 2), (3, 9)):
        keep_snapshot(path, datetime(2026, 3, day, hour), days=2)  # noqa: DTZ001
    assert names(path.parent / "snapshots") == ["rsp.2026-03-02.duckdb", "rsp.2026-03-03.duckdb"]


def test_what_else_lies_among_the_snapshots_is_left_alone(path: Path) -> None:
    (path.parent / "snapshots").mkdir()
    (path.parent / "snapshots" / "rsp.kopia.duckdb").touch()
    keep_snapshot(path, datetime(2026, 3, 1), days=1)  # noqa: DTZ001
    assert names(path.parent / "snapshots") == ["rsp.2026-03-01.duckdb", "rsp.kopia.duckdb"]


def test_no_snapshot_is_kept_unless_asked_for(path: Path) -> None:
    keep_snapshot(path, datetime(2026, 3, 1), days=0)  # noqa: DTZ001
    assert names(path.parent) == ["rsp.duckdb"]
