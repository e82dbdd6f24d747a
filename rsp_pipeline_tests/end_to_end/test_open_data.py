"""`rsp export --open` on the shipped sample, as the night publishes it: valid by both reference validators."""

from pathlib import Path

import pytest
from click.testing import Result

from rsp_pipeline.programme.load import SHIPPED
from rsp_pipeline_tests.installations import Refreshed, typed
from rsp_pipeline_tests.open_data.portal import read_metadata, unmet


def exported(refreshed: Refreshed, folder: Path, programme: str = "jamtland_harjedalen") -> Result:
    return typed(refreshed.folder, "export", "--open", str(folder), RSP_PROGRAMME=programme)


@pytest.mark.filterwarnings("default")
def test_the_export_of_the_sample_passes_both_validators(refreshed: Refreshed, tmp_path: Path) -> None:
    import frictionless

    done = exported(refreshed, tmp_path / "ut")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Öppna data: 22 tabeller med ")
    assert f" rader i {tmp_path}/ut\n" in done.stdout
    report = frictionless.validate(tmp_path / "ut" / "datapackage.json")
    assert report.valid, report.to_summary()
    assert list(unmet(read_metadata(tmp_path / "ut"))) == []


def test_a_programme_that_says_nothing_of_open_data_gets_the_tables_and_is_told(
    refreshed: Refreshed, tmp_path: Path
) -> None:
    silent = tmp_path / "mitt_lan.toml"
    shipped = SHIPPED / "jamtland_harjedalen.toml"
    silent.write_text(shipped.read_text(encoding="utf-8").split("[open_data]")[0], encoding="utf-8")
    done = exported(refreshed, tmp_path / "ut", str(silent))
    assert done.exit_code == 1
    assert "har inget avsnitt [open_data]" in done.stderr
    assert {path.name for path in (tmp_path / "ut").iterdir()} == {"csv", "parquet", "datapackage.json"}


def test_a_folder_with_other_files_is_refused(refreshed: Refreshed, tmp_path: Path) -> None:
    (tmp_path / "brev.docx").touch()
    done = exported(refreshed, tmp_path)
    assert (done.exit_code, [path.name for path in tmp_path.iterdir()]) == (2, ["brev.docx"])
    assert "innehåller annat än en tidigare export (brev.docx)" in done.stderr
