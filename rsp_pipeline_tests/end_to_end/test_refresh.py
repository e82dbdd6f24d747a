"""`rsp refresh` and its fellow commands, run as a person runs them: in a shell, in a folder of their own."""

from pathlib import Path

from rsp_pipeline_tests.installations import Refreshed, programme_of, rsp


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


def test_sample_writes_registers_that_refresh_reads(tmp_path: Path) -> None:
    assert rsp(tmp_path, "sample", "--into", "data/raw", "--years", "2025").returncode == 0
    refreshed = rsp(tmp_path, "refresh", RSP_PROGRAMME=programme_of(tmp_path, 2025, 2025))
    assert "Hemsändning 8\u00a0st., 1\u00a0476\u00a0300\u00a0kronor" in refreshed.stdout


def test_an_error_nobody_foresaw_is_no_good_with_remarks(tmp_path: Path) -> None:
    (tmp_path / "duckdb.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    done = rsp(tmp_path, "refresh", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "RuntimeError: broken" in done.stderr
