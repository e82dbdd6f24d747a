"""`rsp refresh` and its fellow commands, run as a person runs them: in a shell, in a folder of their own."""

from pathlib import Path

from rsp_pipeline_tests.builders import published_session
from rsp_pipeline_tests.installations import Refreshed, rsp, typed


def test_refresh_prints_the_bullets_of_every_open_year_under_its_heading(refreshed: Refreshed) -> None:
    lines = refreshed.told.splitlines()
    start = lines.index("Uppföljning 2025")
    assert lines[start + 1 : start + 6] == [
        "Hemsändning 8\u00a0st., 1\u00a0476\u00a0300\u00a0kronor",
        "Servicebidrag 4\u00a0st., 619\u00a0992\u00a0kronor",
        "Investeringsbidrag 23\u00a0st., 7\u00a0036\u00a0881\u00a0kronor",
        "Särskilt driftstöd 21\u00a0st., 4\u00a0543\u00a0056\u00a0kronor",
        "Antal fysiska företagsbesök 18\u00a0st.",
    ]
    assert [line for line in lines if line.startswith("Uppföljning ")] == [
        f"Uppföljning {year}" for year in (2023, 2024, 2025, 2026)
    ]
    assert f"Databas: {refreshed.published}" in lines
    assert len([line for line in lines if line.startswith("Karantän: ")]) == 5
    assert len([line for line in lines if line.startswith("Regler: ")]) == 1
    assert refreshed.published.exists()


def test_refresh_without_delivered_registers_refuses_and_says_where_they_should_be(tmp_path: Path) -> None:
    done = rsp(tmp_path, "refresh")
    assert done.returncode == 2
    assert f"Mappen {tmp_path}/data/raw finns inte." in done.stdout


def test_an_unknown_programme_refuses_with_a_sentence(tmp_path: Path) -> None:
    done = rsp(tmp_path, "refresh", RSP_PROGRAMME="atlantis")
    assert done.returncode == 2
    assert "Programmet ”atlantis” finns inte." in done.stderr


def test_sample_refuses_years_that_are_none(tmp_path: Path) -> None:
    done = rsp(tmp_path, "sample", "--into", "prov", "--years", "snart")
    assert done.returncode == 2
    assert "”snart” är inga år." in done.stderr


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
