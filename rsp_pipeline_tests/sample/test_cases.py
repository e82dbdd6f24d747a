"""The cases and decisions as drawn: what they add up to, and that they keep to the ordinance."""

from collections import defaultdict
from datetime import date

import numpy as np
import pandas as pd
import pytest

from rsp_pipeline.sample import amounts, targets
from rsp_pipeline_tests.builders import CODES
from rsp_pipeline_tests.indicators.definitions.cases import Case
from rsp_pipeline_tests.sample.drawing import YEARS, all_decisions, visits_in

FIGURES_2025 = {
    "Hemsändning": (8, 1_476_300),
    "Servicebidrag": (4, 619_992),
    "Investeringsbidrag": (23, 7_036_881),
    "Särskilt driftstöd": (21, 4_543_056),
}


@pytest.fixture
def decisions() -> pd.DataFrame:
    return all_decisions()


def figures(decisions: pd.DataFrame, year: int) -> dict[str, tuple[int, float]]:
    """Cases and kronor per form, worked out one case and one decision at a time."""
    granted = defaultdict(list)
    for _, rows in decisions.sort_values(["decided_on", "decision_no"]).groupby("case_id"):
        case = Case(list(rows.itertuples()))
        if case.is_known and case.year == year:
            granted[case.first.grant_form].append(float(case.granted))
    return {form: (len(each), sum(each) / 100) for form, each in granted.items()}


@pytest.mark.parametrize("seed", [2025, 1, 2, 3])
def test_the_cases_of_2025_add_up_to_the_published_follow_up_to_the_krona(seed: int) -> None:
    assert figures(all_decisions(seed), 2025) == FIGURES_2025


@pytest.mark.parametrize("year", YEARS)
def test_every_year_adds_up_to_its_own_figures(decisions: pd.DataFrame, year: int) -> None:
    wanted = {form: (aid.cases, aid.granted_sek) for form, aid in targets.YEARS[year].aid.items()}
    assert figures(decisions, year) == wanted


def test_eighteen_physical_visits_are_made_in_2025() -> None:
    visits = visits_in(2025)
    assert (visits["form"] == "Fysiskt").sum() == 18
    assert visits["visited_on"].dt.year.unique().tolist() == [2025]


@pytest.mark.parametrize("year", YEARS)
def test_every_municipality_appears_in_every_year(decisions: pd.DataFrame, year: int) -> None:
    own = decisions[decisions["decided_on"].dt.year == year]
    assert set(own["municipality_code"]) == set(CODES)


def test_2025_has_every_kind_of_later_decision(decisions: pd.DataFrame) -> None:
    later = decisions[(decisions["decided_on"].dt.year == 2025) & (decisions["decision_no"] == 2)]
    seen = set(zip(later["case_id"].str[:4], later["decision_type"], later["outcome"], strict=True))
    assert {
        ("2025", "Ändring", "Bifall"),
        ("2024", "Ändring", "Bifall"),
        ("2025", "Återkrav", "Bifall"),
        ("2024", "Återkrav", "Bifall"),
        ("2024", "Ändring", "Återkallad"),
    } <= seen
    of_2025 = decisions[decisions["case_id"].str.startswith("2025")]
    assert (of_2025["decided_on"].dt.year == 2026).any()
    assert {"Bifall", "Delvis bifall", "Avslag", "Avskriven", "Återkallad", "Pågående"} == set(of_2025["outcome"])


def test_a_case_of_2025_was_rejected_first_and_approved_by_an_amendment(decisions: pd.DataFrame) -> None:
    told = decisions[decisions["case_id"].str.startswith("2025")].sort_values("decision_no")
    outcomes = told.groupby("case_id").agg({"outcome": tuple, "decision_type": tuple})
    assert (("Avslag", "Bifall"), ("Grundbeslut", "Ändring")) in outcomes.itertuples(index=False, name=None)


def test_a_decision_has_a_key_of_its_own(decisions: pd.DataFrame) -> None:
    assert not decisions.duplicated(["case_id", "decision_no"]).any()


def test_days_come_in_order_on_working_days(decisions: pd.DataFrame) -> None:
    assert (decisions["received_on"] < decisions["decided_on"]).all()
    assert (decisions["decided_on"].dt.day_of_week < 5).all()
    in_2026 = decisions[decisions["decided_on"].dt.year == 2026]
    assert in_2026["decided_on"].max() <= pd.Timestamp("2026-09-30")


def test_aid_keeps_to_the_ceilings_of_its_day(decisions: pd.DataFrame) -> None:
    first = decisions[decisions["decision_type"] == "Grundbeslut"]
    for form in ("Servicebidrag", "Särskilt driftstöd"):
        for year in YEARS:
            own = first[(first["grant_form"] == form) & (first["decided_on"].dt.year == year)]
            assert own["granted_sek"].max() <= amounts.ceiling(form, date(year, 12, 31))
    assert (first["granted_sek"] <= first["applied_sek"]).all()


def test_home_delivery_is_granted_to_municipalities_within_half_the_cost(decisions: pd.DataFrame) -> None:
    own = decisions[decisions["grant_form"] == "Hemsändning"]
    assert own["recipient_org_no"].str.fullmatch(r"2120009\d{3}").all()
    assert (own["granted_sek"] * 2 <= own["net_cost_sek"]).all()
    assert (own["granted_sek"] <= 100 * 100 * own["deliveries"]).all()


def test_investment_aid_is_half_the_cost_but_for_a_few_with_reasons(decisions: pd.DataFrame) -> None:
    own = decisions[decisions["grant_form"] == "Investeringsbidrag"]
    share = own["granted_sek"] / own["eligible_cost_sek"].astype(float)
    assert share.max() <= 0.85
    assert own[share > 0.5]["special_reasons"].notna().all()
    assert 4 <= (share > 0.5).sum() <= 12


def test_operating_aid_goes_once_a_year_to_remote_shops(decisions: pd.DataFrame) -> None:
    own = decisions[(decisions["grant_form"] == "Särskilt driftstöd") & (decisions["decision_type"] == "Grundbeslut")]
    assert own["distance_km"].min() > 10 * 100
    assert own["groceries_turnover_sek"].max() <= 11_000_000 * 100
    granted = own[own["granted_sek"] > 0]
    assert not granted.duplicated(["outlet_id", "refers_to_year"]).any()


def test_the_scale_multiplies_the_cases(decisions: pd.DataFrame) -> None:
    thirty = all_decisions(scale=30)
    assert len(thirty) == 30 * len(decisions)
    assert not thirty.duplicated(["case_id", "decision_no"]).any()


def test_recipients_have_one_name_and_outlets_one_place(decisions: pd.DataFrame) -> None:
    assert decisions.groupby("recipient_org_no")["recipient_name"].nunique().max() == 1
    assert decisions.groupby("outlet_id")["locality"].nunique().max() == 1


def test_amounts_that_cannot_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot add up"):
        amounts.made_to_add_up(np.array([100_00, 200_00]), 10_000_000, 1_000_000)
