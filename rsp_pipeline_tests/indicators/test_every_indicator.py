"""What holds for every indicator, in every breakdown, on the sample and on registers made to trip it.

Each figure is what its definition gives and what the rows that count come to, these are rows of registers, parts fit
the whole, and zero is not the unknown.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsp_pipeline.indicators import INDICATORS, Indicator
from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.engine import evaluate, evidence_sql
from rsp_pipeline.indicators.indicator import Aggregate, breakdown_name
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.sample import write_sample
from rsp_pipeline_tests.builders import CODES, PROGRAMME, TODAY
from rsp_pipeline_tests.indicators.asking import lost, misfits
from rsp_pipeline_tests.indicators.definitions import DEFINITIONS
from rsp_pipeline_tests.indicators.definitions.figures import Part, Parts, differences, figures_told
from rsp_pipeline_tests.indicators.definitions.registers import Registers, registers_in
from rsp_pipeline_tests.indicators.made_registers import Made, registers, session_of_made
from rsp_pipeline_tests.owed import owed_in_ci
from rsp_pipeline_tests.sessions import Session, core_session, undone

YEARS = (2023, 2024, 2025, 2026)
DEFINED = [indicator for indicator in INDICATORS if indicator.id in DEFINITIONS]
each_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
each_defined = pytest.mark.parametrize("indicator", DEFINED, ids=lambda indicator: indicator.id)


class Asked:
    """What a session has: its registers as they were read, and the figures that the engine makes of them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows = evaluate(session, INDICATORS, YEARS).to_pylist()
        self.told, self.accepted = figures_told(self.rows), registers_in(session, TODAY)

    def wrong(self, indicator: Indicator) -> list[str]:
        """Every figure that is not what its definition gives, what its rows come to, or what its parts sum to."""
        definition, told = DEFINITIONS[indicator.id], self.told[indicator.id]
        rows = self.session.sql(evidence_sql(indicator)).to_arrow_table().to_pylist()

        def of_rows(_: Registers, year: int) -> Parts:
            for row in rows:
                if row["year"] == year:
                    members = {dimension.name: row[dimension.column] for dimension in indicator.by}
                    yield Part(row["value"], members, row.get("denominator"), row.get("entity"))

        by_rows = replace(definition, id=f"{indicator.id} by its rows", parts=of_rows)
        return [
            *differences(definition, self.accepted, told, YEARS),
            *differences(by_rows, self.accepted, told, YEARS),
            *misfits(indicator, self.rows),
        ]


@pytest.fixture(scope="module")
def sample(core: Session) -> Asked:
    return Asked(core)


@pytest.fixture
def changeable(core: Session) -> Iterator[Session]:
    """The sample's tables, as they were again after the test."""
    with undone(core):
        yield core


def test_every_indicator_has_a_definition_of_its_own() -> None:
    assert len(DEFINED) == len(DEFINITIONS)
    undefined = {indicator.id for indicator in INDICATORS} - set(DEFINITIONS)
    owed_in_ci("DEFINITIONS IN rsp_pipeline_tests/indicators/definitions/", undefined)


@each_defined
def test_a_definition_knows_every_breakdown(indicator: Indicator) -> None:
    assert {"total", *DEFINITIONS[indicator.id].by} == {breakdown_name(some) for some in indicator.breakdowns}


@each_defined
def test_of_the_sample_every_figure_is_what_its_definition_and_its_rows_give(
    indicator: Indicator, sample: Asked
) -> None:
    assert sample.wrong(indicator) == []


@settings(max_examples=20, deadline=None)
@given(registers(), st.integers(0, 2), st.integers(0, 2))
def test_of_whatever_is_delivered_every_figure_is_what_its_definition_and_its_rows_give(
    made: Made, refused: int, alike: int
) -> None:
    with session_of_made(made, refused, alike) as session:
        asked = Asked(session)
        assert [line for indicator in DEFINED for line in asked.wrong(indicator)] == []
        assert [row for indicator in DEFINED for row in lost(session, indicator)] == []


@each_indicator
def test_every_row_that_counts_is_a_row_of_a_register_that_the_indicator_names(
    indicator: Indicator, core: Session
) -> None:
    assert lost(core, indicator) == []


def test_the_sample_has_something_to_tell_of_every_indicator(sample: Asked) -> None:
    told = {row["indicator_id"] for row in sample.rows if row["value"]}
    assert {indicator.id for indicator in INDICATORS} - told == set()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_year_of_which_a_register_was_not_delivered_is_unknown_and_never_zero(
    register: Any, changeable: Session
) -> None:
    changeable.execute("DELETE FROM core.delivered_years WHERE register = ? AND year = 2025", [register.name])
    resting = [indicator for indicator in INDICATORS if register.name in indicator.registers]
    for row in evaluate(changeable, resting, [2025]).to_pylist() if resting else []:
        assert (row["value"], row["numerator"], row["status"]) == (None, None, "uppgift saknas")


def test_what_was_delivered_without_anything_to_count_is_a_zero_or_has_nothing_to_divide_by(
    changeable: Session,
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
        larger = evaluate(session, INDICATORS, [2024, 2025]).to_pylist()
    assert [line for indicator in INDICATORS for line in misfits(indicator, larger)] == []
    by_municipality = [i for i in INDICATORS if MUNICIPALITY in i.by]
    assert len([row for row in larger if row["breakdown"] == "municipality"]) >= 2 * 8 * len(by_municipality)
