"""The benchmark of the night without measuring: its rows, its yardsticks, its comparison and its page."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from benchmarks.grant_rows import divide, write_book, write_text
from benchmarks.nation import page as nation
from benchmarks.nation.cases import Way as WayOfRegions
from benchmarks.nation.cases import cases
from benchmarks.night.agreed import load, regressions, save
from benchmarks.night.cases import CASES, Case
from benchmarks.night.floor import floor
from benchmarks.night.measuring import LAUNCH, Cost, Round, Way
from benchmarks.night.page import Occasion, page, write
from benchmarks.night.results import Result, growth
from benchmarks.night.stages import Stage, stage_of
from benchmarks.night.usual import usual
from rsp_pipeline.night.night import STEPS
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import read

ROWS = 300
SMALL, LARGE = Case("small", "Few rows", rows=10), Case("large", "Many rows", rows=1000)
FIGURES = (
    "SELECT year, grant_form, municipality, decisions, granted_sek::DOUBLE, median_sek::DOUBLE, recipients FROM figures"
)


def a_round(night: float = 10, rules: float = 2, derive: float = 0.02, floor: float = 1) -> Round:
    costs = {Way.FLOOR: Cost(floor, floor, 80, 5), Way.NOTHING: Cost(night, night + 1, 400, 20)}
    return Round(costs, {Stage.RULES: rules, Stage.DERIVE: derive})


@pytest.mark.parametrize(
    ("agreed", "now", "told"),
    [
        (a_round(rules=2), a_round(rules=3.1), ["rules: 3.10 times DuckDB alone, where 2.00 was agreed."]),
        (a_round(rules=2), a_round(rules=2.9), []),
        (a_round(night=10), a_round(night=16), ["from nothing: 16.00 times DuckDB alone, where 10.00 was agreed."]),
        (a_round(derive=0.02), a_round(derive=0.09), []),
        (a_round(derive=0.02), a_round(derive=0.2), ["derive: 0.20 times DuckDB alone, where 0.02 was agreed."]),
        (a_round(), a_round(night=30, rules=6, derive=0.06, floor=3), []),
    ],
    ids=["stage", "not_quite", "night", "hundredths_of_a_second", "tenths_of_a_second", "slower_machine"],
)
def test_a_night_or_a_stage_that_takes_more_than_half_as_long_again_is_told(
    agreed: Round, now: Round, told: list[str], tmp_path: Path
) -> None:
    save({SMALL: Result.of([agreed])}, tmp_path / "agreed.json")
    found = regressions(load(tmp_path / "agreed.json"), {SMALL: Result.of([now])})
    assert found == [f"Few rows, {what}" for what in told]


def test_nothing_is_a_regression_before_anything_is_agreed_on(tmp_path: Path) -> None:
    assert regressions(load(tmp_path / "missing.json"), {SMALL: Result.of([a_round()])}) == []


def test_a_result_is_the_median_of_its_rounds_and_of_their_own_ratios() -> None:
    result = Result.of([a_round(night=10, floor=1), a_round(night=40, floor=2), a_round(night=24, floor=4)])
    assert result.costs[Way.NOTHING].cpu == 24
    assert result.times_floor[Way.NOTHING] == 10


def test_growth_is_per_tenfold_of_rows() -> None:
    few = Result.of([a_round(night=10)])
    many = replace(few, costs={Way.NOTHING: Cost(160, 11, 400, 20)})
    assert growth({SMALL: few, LARGE: many}, SMALL, LARGE, Way.NOTHING) == pytest.approx(
        {"cpu": 4, "wall": 1, "peak": 1, "file": 1}
    )


def test_the_page_tells_nights_growth_and_stages() -> None:
    results = {SMALL: Result.of([a_round()]), LARGE: Result.of([a_round(night=160)])}
    told = page(results, Occasion(date(2026, 11, 29), 3, "2 cores of a kind", "Python 3.11.9")).splitlines()
    assert "- Machine: 2 cores of a kind." in told
    assert "| Few rows | DuckDB alone | 1.00 | 1.00 | 80 | 5.0 | 1 |" in told
    assert "| Many rows | from nothing | 160.00 | 161.00 | 400 | 20.0 | 160.0 |" in told
    assert "| Few rows to Many rows | from nothing | 4.0 | 3.8 | 1.0 | 1.0 |" in told
    assert "| Rules | 2.00 | 2.00 |" in told


def test_many_regions_are_told_below_what_nights_cost_and_either_is_renewed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.night.page.PERFORMANCE", path := tmp_path / "performance.md")
    path.write_text("# What a night costs\n", encoding="utf-8")
    nights = {WayOfRegions.ALONE: nation.Cost(52.0, 40.0, 900.0), WayOfRegions.TOGETHER: nation.Cost(8.4, 7.0, 300.0)}
    costs = {(case, way): nights.get(way, nation.Cost(30.0, 20.0, 500.0)) for case in cases(1000) for way in case.ways}
    told = nation.section(1000, costs, Occasion(date(2026, 11, 29), 1, "2 cores of a kind", "Python 3.11.9"))
    write(regions=told)
    write(nights="# What a night costs now\n")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# What a night costs now"
    assert "| 1 000 | 4 | one after another, no workers | 52 | 40 | 13.0 | 10.0 | 900 |" in lines
    assert "together: 17 seconds." in lines[-1]  # a night of 10, and 7 for all of them


def test_every_step_of_a_night_is_of_a_stage() -> None:
    assert {stage_of(step.name) for step in STEPS} == set(Stage) - {Stage.REST}


def test_cases_differ_in_name_and_title() -> None:
    assert len({case.name for case in CASES}) == len({case.title for case in CASES}) == len(CASES)


def test_what_a_process_costs_is_its_own_and_not_that_of_who_started_it(tmp_path: Path) -> None:
    held, told = bytearray(100_000_000), tmp_path / "cost.json"
    command = [sys.executable, "-I", "-S", "-c", "raise SystemExit(1)"]
    subprocess.run([sys.executable, "-I", "-S", str(LAUNCH), str(told), *command], check=True)
    cost = json.loads(told.read_text(encoding="utf-8"))
    assert cost["exit_code"] == 1
    assert 1 < cost["peak"] < len(held) / 1e6
    assert 0 < cost["cpu"] < 1


def test_the_rows_are_read_but_for_one_in_a_hundred(tmp_path: Path) -> None:
    text = write_text(tmp_path / "rows.csv", ROWS)
    divide(text, tmp_path / "text" / "grants", 7)
    (tmp_path / "book" / "grants").mkdir(parents=True)
    write_book(tmp_path / "book" / "grants" / "rows.xlsx", ROWS)
    as_text, as_book = read(GRANTS, tmp_path / "text"), read(GRANTS, tmp_path / "book")
    assert len(as_text.source_files) == 7
    assert len(as_text.quarantine) == len(as_book.quarantine) == ROWS / 100
    assert sorted(as_text.accepted["case_id"]) == sorted(as_book.accepted["case_id"])
    assert as_text.accepted["granted_sek"].sum() == as_book.accepted["granted_sek"].sum()


def test_the_same_count_gives_the_same_rows(tmp_path: Path) -> None:
    first, second = (write_text(tmp_path / name, ROWS).read_bytes() for name in ("a.csv", "b.csv"))
    assert first == second


def test_both_yardsticks_make_the_same_figures_of_the_same_rows(tmp_path: Path) -> None:
    text = write_text(tmp_path / "rows.csv", ROWS)
    floor(tmp_path / "floor.duckdb", text)
    usual(tmp_path / "usual.duckdb", text)
    usual(tmp_path / "book.duckdb", write_book(tmp_path / "rows.xlsx", ROWS))
    figures = []
    for name in ("floor", "usual", "book"):
        with duckdb.connect(str(tmp_path / f"{name}.duckdb"), read_only=True) as connection:
            assert connection.execute("SELECT count(*) FROM refused").fetchall() == [(ROWS / 100,)]
            figures.append(sorted(connection.execute(FIGURES).fetchall()))
    assert figures[0] == figures[1] == figures[2]
