"""Every indicator, in every breakdown, is what its definition gives: on the sample and on registers made to trip it."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsp_pipeline.indicators import INDICATORS, Indicator
from rsp_pipeline.indicators.engine import evaluate, evidence_sql
from rsp_pipeline.indicators.indicator import breakdown_name
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.indicators.asking import evidence, lost, misfits, not_what_the_rows_give
from rsp_pipeline_tests.indicators.definitions import DEFINITIONS
from rsp_pipeline_tests.indicators.definitions.comparing import differences, figures_told
from rsp_pipeline_tests.indicators.definitions.registers import registers_in
from rsp_pipeline_tests.indicators.made_registers import Made, registers, session_of_made
from rsp_pipeline_tests.owed import owed_in_ci

YEARS = (2023, 2024, 2025, 2026)
DEFINED = [indicator for indicator in INDICATORS if indicator.id in DEFINITIONS]
each_indicator = pytest.mark.parametrize("indicator", DEFINED, ids=lambda indicator: indicator.id)


class Asked:
    """What a session has: its registers as they were read, and the figures that the engine makes of them."""

    def __init__(self, session: duckdb.DuckDBPyConnection) -> None:
        self.session = session
        self.rows = evaluate(session, DEFINED, YEARS).to_pylist()
        self.told, self.accepted = figures_told(self.rows), registers_in(session, TODAY)

    def wrong(self, indicator: Indicator) -> list[str]:
        """Every figure that is not what its definition gives, what its rows come to, or what its parts sum to."""
        return [
            *differences(DEFINITIONS[indicator.id], self.accepted, self.told[indicator.id], YEARS),
            *not_what_the_rows_give(indicator, evidence(self.session, evidence_sql(indicator)), self.rows),
            *misfits([indicator], self.rows),
        ]


@pytest.fixture(scope="module")
def sample(core: duckdb.DuckDBPyConnection) -> Asked:
    return Asked(core)


def test_every_indicator_has_a_definition_of_its_own() -> None:
    assert len(DEFINED) == len(DEFINITIONS)
    undefined = {indicator.id for indicator in INDICATORS} - set(DEFINITIONS)
    owed_in_ci("DEFINITIONS IN rsp_pipeline_tests/indicators/definitions/", undefined)


@each_indicator
def test_a_definition_knows_every_breakdown(indicator: Indicator) -> None:
    assert {"total", *DEFINITIONS[indicator.id].by} == {breakdown_name(some) for some in indicator.breakdowns}


@each_indicator
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
