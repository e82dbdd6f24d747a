"""`rsp refresh` and its fellow commands, run as a person runs them: in a shell, in a folder of their own."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline_tests.builders import PROGRAMME, SAMPLE, grant, write_csv
from rsp_pipeline_tests.end_to_end.test_nightly import BULLETS_2025
from rsp_pipeline_tests.installations import Refreshed, programme_of, rsp, typed
from rsp_pipeline_tests.open_data.portal import read_metadata, unmet
from rsp_pipeline_tests.sessions import published_session


def test_refresh_prints_the_bullets_of_every_open_year_under_its_heading(refreshed: Refreshed) -> None:
    lines = refreshed.told.splitlines()
    start = lines.index("Uppföljning 2025")
    assert lines[start + 1 : start + 6] == BULLETS_2025.replace("- ", "").splitlines()[2:]
    years = [line.removeprefix("Uppföljning ") for line in lines if line.startswith("Uppföljning ")]
    assert years == ["2023", "2024", "2025", "2026"]
    assert f"Databas: {refreshed.published}" in lines
    assert len([line for line in lines if line.startswith("Karantän: ")]) == 5
    assert len([line for line in lines if line.startswith("Regler: ")]) == 1
    assert refreshed.published.exists()


def test_refresh_without_delivered_registers_refuses_and_says_where_they_should_be(tmp_path: Path) -> None:
    done = typed(tmp_path, "refresh")
    assert done.exit_code == 2
    assert f"Mappen {tmp_path}/data/raw finns inte." in done.stdout


def test_sample_writes_registers_of_one_year_that_give_its_figures(tmp_path: Path) -> None:
    assert typed(tmp_path, "sample", "--into", str(tmp_path / "raw"), "--years", "2025").exit_code == 0
    granted = "SELECT n_records, value FROM indicator.value WHERE indicator_id = 'S02' AND grant_form = 'Hemsändning'"
    with published_session(tmp_path / "raw", 2025) as session:
        assert session.sql(f"{granted} AND breakdown = 'grant_form'").fetchall() == [(8, 1_476_300)]


def test_an_error_nobody_foresaw_is_no_good_with_remarks(tmp_path: Path) -> None:
    (tmp_path / "duckdb.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    done = rsp(tmp_path, "refresh", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "RuntimeError: broken" in done.stderr


def test_check_of_a_good_file_exits_with_zero_and_writes_nothing(tmp_path: Path) -> None:
    write_csv(tmp_path, "till natten.csv", [grant()])
    done = rsp(tmp_path, "check", "till natten.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("till natten.csv: GODTAGEN.")
    assert [path.name for path in tmp_path.iterdir()] == ["till natten.csv"]


def test_check_tells_of_the_shipped_export_as_one_json_object_and_exits_with_one(tmp_path: Path) -> None:
    file = str(SAMPLE / "grants" / "export_2025.csv")
    done = rsp(tmp_path, "check", file, "--json")
    told = json.loads(done.stdout, parse_float=Decimal)
    assert done.returncode == 1
    assert list(told) == ["file", "register", "verdict", "rows", "sums", "reasons"]
    assert (told["file"], told["register"], told["verdict"]) == (file, "grants", "accepted_with_quarantine")
    assert told["rows"] == {"read": 34, "accepted": 33, "quarantined": 1}
    assert told["sums"]["granted_sek"] == Decimal(6_470_856)
    assert [(reason["code"], reason["row"], reason["value"]) for reason in told["reasons"]] == [
        ("unknown_municipality", 9, "Sundsvall")
    ]


def test_check_of_an_unknown_register_exits_with_two_and_tells_so_as_json_when_asked_for(tmp_path: Path) -> None:
    done = typed(tmp_path, "check", "a.csv", "--register", "stöd", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 2
    assert (told["register"], told["verdict"], told["rows"]["read"]) == (None, "rejected", 0)
    assert told["reasons"][0]["code"] == "unknown_register"
    assert "Registret ”stöd” finns inte." in told["reasons"][0]["message"]


@pytest.mark.filterwarnings("default")
def test_the_export_of_the_sample_passes_both_validators(refreshed: Refreshed, tmp_path: Path) -> None:
    import frictionless

    done = typed(refreshed.folder, "export", "--open", str(tmp_path / "ut"))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Öppna data: 22 tabeller med ")
    assert f" rader i {tmp_path}/ut\n" in done.stdout
    report = frictionless.validate(tmp_path / "ut" / "datapackage.json")
    assert report.valid, report.to_summary()
    assert list(unmet(read_metadata(tmp_path / "ut"))) == []


def test_export_with_a_programme_that_says_nothing_of_open_data_gives_the_tables_and_says_so(
    refreshed: Refreshed, tmp_path: Path
) -> None:
    silent = Path(programme_of(tmp_path, PROGRAMME.first_year, PROGRAMME.last_year))
    silent.write_text(silent.read_text(encoding="utf-8").split("[open_data]")[0], encoding="utf-8")
    done = typed(refreshed.folder, "export", "--open", str(tmp_path / "ut"), RSP_PROGRAMME=str(silent))
    assert done.exit_code == 1
    assert "har inget avsnitt [open_data]" in done.stderr
    assert {path.name for path in (tmp_path / "ut").iterdir()} == {"csv", "parquet", "datapackage.json"}
