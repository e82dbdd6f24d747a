import stat
from datetime import date
from pathlib import Path

import pytest

from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.settings import Settings, SettingsError
from rsp_pipeline.store.pseudonym_key import make_key
from rsp_pipeline_tests.builders import PROGRAMME


def test_the_environment_sets_folder_programme_and_day(tmp_path: Path) -> None:
    settings = Settings.from_environment({"RSP_DATA_DIR": str(tmp_path), "RSP_TODAY": "2025-06-01"})
    assert settings.data_dir == tmp_path
    assert settings.programme.id == "jamtland_harjedalen"
    assert settings.today == date(2025, 6, 1)
    assert settings.open_years == (2023, 2024, 2025)


def test_without_a_set_day_the_clock_is_asked() -> None:
    assert abs((Settings.from_environment({}).today - date.today()).days) <= 1  # noqa: DTZ011


def test_a_day_that_is_none_is_refused_with_its_name() -> None:
    with pytest.raises(SettingsError, match="RSP_TODAY har värdet ”i dag”"):
        Settings.from_environment({"RSP_TODAY": "i dag"})


def test_the_environment_sets_how_much_a_file_may_ask_for() -> None:
    limits = Settings.from_environment({"RSP_MAX_FILE_MB": "7", "RSP_MAX_COLUMNS": "12"}).limits
    assert limits == Limits(file_bytes=7_000_000, columns=12)


@pytest.mark.parametrize("told", ["-1", "0", "1,5", "många", "１"])
def test_a_limit_that_is_no_number_is_refused_with_its_name(told: str) -> None:
    with pytest.raises(SettingsError, match=f"RSP_MAX_COLUMNS har värdet ”{told}” men ska vara ett heltal som 2000"):
        Settings.from_environment({"RSP_MAX_COLUMNS": told})


def test_reading_the_pseudonym_key_never_makes_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _ = Settings(tmp_path, PROGRAMME).pseudonym_key
    assert list(tmp_path.iterdir()) == []


def test_a_pseudonym_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(tmp_path, PROGRAMME)
    make_key(settings.key_file)
    key = settings.pseudonym_key
    make_key(settings.key_file)
    assert Settings(tmp_path, PROGRAMME).pseudonym_key == key
    assert len(key) == 64
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600


def test_a_given_pseudonym_key_is_not_stored(tmp_path: Path) -> None:
    assert Settings(tmp_path, PROGRAMME, given_key="hemlig").pseudonym_key == b"hemlig"
    assert not (tmp_path / "warehouse").exists()
