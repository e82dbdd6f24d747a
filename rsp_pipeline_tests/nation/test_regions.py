import shutil
from pathlib import Path

import pytest

from rsp_pipeline.nation.regions import Nation, NationError, nation_of
from rsp_pipeline.programme.load import SHIPPED, ProgrammeError


@pytest.fixture
def nation(tmp_path: Path) -> Nation:
    programmes = tmp_path / "programmes"
    programmes.mkdir()
    shutil.copy(SHIPPED / "jamtland_harjedalen.toml", programmes / "norr.toml")
    return Nation.from_environment(
        {"RSP_NATION": str(programmes), "RSP_DATA_DIR": str(tmp_path / "data"), "RSP_PSEUDONYM_KEY": "shared"}
    )


def test_each_region_has_folders_of_its_own(nation: Nation) -> None:
    settings = nation.settings_of("norr")
    assert settings.raw_dir == nation.data_dir / "norr" / "raw"
    assert settings.programme.id == "norr"


def test_a_pseudonym_key_is_never_shared_between_regions(nation: Nation) -> None:
    assert nation.settings_of("norr").given_key == ""


def test_a_new_programme_file_is_a_new_region(nation: Nation) -> None:
    shutil.copy(nation.programmes / "norr.toml", nation.programmes / "nya.toml")
    assert nation.names == ("norr", "nya")


def test_a_spoilt_programme_file_refuses_its_region_alone(nation: Nation) -> None:
    (nation.programmes / "fel.toml").write_text("region = ", encoding="utf-8")
    with pytest.raises(ProgrammeError, match=r"fel\.toml"):
        nation.settings_of("fel")
    assert nation.settings_of("norr").programme.id == "norr"


def test_no_region_is_called_as_the_nation_is(nation: Nation) -> None:
    with pytest.raises(NationError, match=r"nation\.toml"):
        nation.settings_of("nation")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NationError, match="saknas"):
        Nation.from_environment({"RSP_NATION": str(tmp_path / "saknas")})


def test_files_that_an_editor_hides_are_no_regions(nation: Nation) -> None:
    (nation.programmes / ".#norr.toml").touch()
    assert nation.names == ("norr",)


def test_where_a_region_is_named_too_the_nation_holds_and_that_is_said(
    nation: Nation, caplog: pytest.LogCaptureFixture
) -> None:
    assert nation_of({"RSP_PROGRAMME": "norr"}) is None
    both = nation_of({**nation.environment, "RSP_PROGRAMME": "norr"})
    assert both
    assert both.programmes == nation.programmes
    assert "Här gäller RSP_NATION" in caplog.text
