"""What is planted for the rules to find: it changes no figure, and leaves most rules something clean."""

import pandas as pd
import pytest

from rsp_pipeline.programme import load_programme
from rsp_pipeline.sample import targets
from rsp_pipeline.sample.cases import draw_cases
from rsp_pipeline.sample.decisions import decisions_of
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.findings import with_double_visit, with_findings
from rsp_pipeline.sample.recipients import draw_recipients
from rsp_pipeline.sample.visits import draw_visits

PROGRAMME = load_programme("jamtland_harjedalen")


def decisions(year: int, seed: int = 2025, scale: int = 1) -> pd.DataFrame:
    recipients = draw_recipients(PROGRAMME, scale, Dice(seed, 0))
    cases = draw_cases(PROGRAMME, recipients, year, scale, Dice(seed, 1, year))
    return decisions_of(cases, year, scale, Dice(seed, 2, year))


@pytest.mark.parametrize("year", targets.YEARS)
@pytest.mark.parametrize(("seed", "scale"), [(2025, 1), (1, 1), (2, 3)])
def test_no_case_and_no_total_changes(year: int, seed: int, scale: int) -> None:
    before = decisions(year, seed, scale)
    after = with_findings(before, year)
    figures = [
        frame.groupby(["grant_form", "outcome"])["granted_sek"].agg(["count", "sum"]) for frame in (before, after)
    ]
    assert figures[0].equals(figures[1])
    identity = ["case_id", "decision_no", "decided_on", "grant_form", "outcome", "municipality_code"]
    assert before[identity].equals(after[identity])
    changed = (before.astype("string").fillna("") != after.astype("string").fillna("")).any(axis="columns")
    assert 1 <= changed.sum() <= 5


def test_a_year_without_figures_of_its_own_is_left_alone() -> None:
    drawn = decisions(2031)
    assert with_findings(drawn, 2031).equals(drawn)


def test_a_call_is_entered_twice_and_no_physical_visit_is() -> None:
    recipients = draw_recipients(PROGRAMME, 1, Dice(2025, 0))
    before = draw_visits(PROGRAMME, recipients, 2025, 1, Dice(2025, 3, 2025))
    after = with_double_visit(before, 2025)
    physical = before["form"] == "Fysiskt"
    assert before[physical].equals(after[physical])
    assert after.duplicated(["outlet_id", "visited_on"], keep=False).sum() == 2
