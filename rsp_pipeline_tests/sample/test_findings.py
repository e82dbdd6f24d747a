"""What is planted for the rules to find: it changes no figure, and leaves most rules something clean."""

import pytest

from rsp_pipeline.sample import targets
from rsp_pipeline.sample.findings import with_double_visit, with_findings
from rsp_pipeline_tests.sample.drawing import decisions_in, visits_in


@pytest.mark.parametrize("year", targets.YEARS)
@pytest.mark.parametrize(("seed", "scale"), [(2025, 1), (1, 1), (2, 3)])
def test_no_case_and_no_total_changes(year: int, seed: int, scale: int) -> None:
    before = decisions_in(year, seed, scale)
    after = with_findings(before, year)
    groups = (frame.groupby(["grant_form", "outcome"])["granted_sek"] for frame in (before, after))
    totals, totals_after = (group.agg(["count", "sum"]) for group in groups)
    assert totals.equals(totals_after)
    identity = ["case_id", "decision_no", "decided_on", "grant_form", "outcome", "municipality_code"]
    assert before[identity].equals(after[identity])
    changed = (before.astype("string").fillna("") != after.astype("string").fillna("")).any(axis="columns")
    assert 1 <= changed.sum() <= 5


def test_a_year_without_figures_of_its_own_is_left_alone() -> None:
    drawn = decisions_in(2031)
    assert with_findings(drawn, 2031).equals(drawn)


def test_a_call_is_entered_twice_and_no_physical_visit_is() -> None:
    before = visits_in(2025)
    after = with_double_visit(before, 2025)
    physical = before["form"] == "Fysiskt"
    assert before[physical].equals(after[physical])
    assert after.duplicated(["outlet_id", "visited_on"], keep=False).sum() == 2
