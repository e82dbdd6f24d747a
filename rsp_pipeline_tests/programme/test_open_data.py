"""The section on open data of a programme file, which may be left out."""

from pathlib import Path

from rsp_pipeline.programme import load_programme
from rsp_pipeline_tests.programme.files import TOML, write
from rsp_pipeline_tests.programme.test_faults import OPEN_DATA


def test_a_programme_needs_no_open_data(tmp_path: Path) -> None:
    assert load_programme(write(tmp_path, TOML)).open_data is None


def test_three_recipients_protect_unless_another_number_is_set(tmp_path: Path) -> None:
    told = load_programme(write(tmp_path, TOML + OPEN_DATA)).open_data
    assert told
    assert (told.fewest_recipients, told.license_title) == (3, "Creative Commons CC0 1.0")
    told = load_programme(write(tmp_path, TOML + OPEN_DATA + "fewest_recipients = 5")).open_data
    assert told
    assert told.fewest_recipients == 5
