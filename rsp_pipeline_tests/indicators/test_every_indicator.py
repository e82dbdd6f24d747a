"""What holds for every indicator: it counts rows of registers, parts fit the whole, zero is not the unknown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rsp_pipeline.indicators import INDICATORS, Indicator
from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.engine import evaluate
from rsp_pipeline.indicators.indicator import Aggregate
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.sample import write_sample
from rsp_pipeline_tests.builders import CODES, PROGRAMME, core_session, undone
from rsp_pipeline_tests.indicators.asking import lost, misfits

YEARS = (2023, 2024, 2025, 2026)
Figures = list[dict[str, Any]]
each_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)


@pytest.fixture
def changeable(core: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's tables, as they were again after the test."""
    with undone(core):
        yield core


@pytest.fixture(scope="module")
def values(core: duckdb.DuckDBPyConnection) -> Figures:
    rows: Figures = evaluate(core, INDICATORS, YEARS).to_pylist()
    return rows


@each_indicator
def test_every_row_that_counts_is_a_row_of_a_register_that_the_indicator_names(
    indicator: Indicator, core: duckdb.DuckDBPyConnection
) -> None:
    assert lost(core, indicator) == []


def test_the_sample_has_something_to_tell_of_every_indicator(values: Figures) -> None:
    told = {row["indicator_id"] for row in values if row["value"]}
    assert {indicator.id for indicator in INDICATORS} - told == set()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_year_of_which_a_register_was_not_delivered_is_unknown_and_never_zero(
    register: Any, changeable: duckdb.DuckDBPyConnection
) -> None:
    changeable.execute("DELETE FROM core.delivered_years WHERE register = ? AND year = 2025", [register.name])
    resting = [indicator for indicator in INDICATORS if register.name in indicator.registers]
    for row in evaluate(changeable, resting, [2025]).to_pylist() if resting else []:
        assert (row["value"], row["numerator"], row["status"]) == (None, None, "uppgift saknas")


def test_what_was_delivered_without_anything_to_count_is_a_zero_or_has_nothing_to_divide_by(
    changeable: duckdb.DuckDBPyConnection,
) -> None:
    kept = ("municipalities", "programme_years", "delivered_years", "population", "grant_frames")
    tables = changeable.sql("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'core'").fetchall()
    for (name,) in tables:
        changeable.execute(f"DELETE FROM core.{name}" if name not in kept else "SELECT 1")
    known_of_2026 = [indicator for indicator in INDICATORS if "population" not in indicator.registers]
    rows = evaluate(changeable, known_of_2026, [2026]).to_pylist()
    assert {row["indicator_id"] for row in rows if row["status"] == "uppgift saknas"} == set()
    divided = {i.id for i in INDICATORS if i.rows_have_denominators or i.aggregate is Aggregate.MEDIAN}
    for row in rows:
        nothing = (None, "för litet underlag") if row["indicator_id"] in divided else (0, "preliminär")
        assert (row["value"], row["status"]) == nothing
    municipalities = {row["municipality_code"] for row in rows if row["breakdown"] == "municipality"}
    assert municipalities == set(CODES)


def test_parts_sum_to_the_whole_at_a_larger_scale(tmp_path: Path) -> None:
    write_sample(tmp_path, PROGRAMME, [2024, 2025], scale=3)
    with core_session(tmp_path) as session:
        larger: Figures = evaluate(session, INDICATORS, [2024, 2025]).to_pylist()
    assert misfits(INDICATORS, larger) == []
    by_municipality = [i for i in INDICATORS if MUNICIPALITY in i.by]
    assert len([row for row in larger if row["breakdown"] == "municipality"]) >= 2 * 8 * len(by_municipality)
