"""The payments as drawn: they keep to what was granted, and every way of paying is among them."""

from functools import cache

import pandas as pd
import pytest

from rsp_pipeline.sample import targets
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.payments import draw_payments
from rsp_pipeline_tests.sample.drawing import SEED, YEARS, all_decisions, decisions_in

PAID_OUT = ("Utbetalning", "Förskott")


@cache
def drawn(seed: int = SEED, scale: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All decisions and all payments."""
    payments = [draw_payments(decisions_in(year, seed, scale), Dice(seed, 5, year)) for year in YEARS]
    return all_decisions(seed, scale), pd.concat(payments, ignore_index=True)


@pytest.mark.parametrize(("seed", "scale"), [(2025, 1), (1, 1), (2, 5)])
def test_no_case_is_paid_more_than_it_was_granted(seed: int, scale: int) -> None:
    decisions, payments = drawn(seed, scale)
    granted = decisions[decisions["decision_type"] != "Återkrav"].groupby("case_id")["granted_sek"].max()
    paid_out = payments[payments["kind"].isin(PAID_OUT)].groupby("case_id")["amount_sek"].sum()
    assert (paid_out <= granted[paid_out.index]).all()
    assert (payments["amount_sek"] > 0).all()


def test_only_approved_cases_are_paid_and_never_before_the_decision() -> None:
    decisions, payments = drawn()
    approved = decisions[decisions["outcome"].isin(["Bifall", "Delvis bifall"])]
    first = approved.groupby("case_id")["decided_on"].min()
    assert set(payments["case_id"]) <= set(first.index)
    assert (payments["paid_on"] > payments["case_id"].map(first)).all()


def test_a_withdrawn_case_has_given_everything_back() -> None:
    decisions, payments = drawn()
    withdrawn = decisions.loc[(decisions["outcome"] == "Återkallad") & (decisions["decision_no"] == 2), "case_id"]
    own = payments[payments["case_id"].isin(withdrawn)]
    out = own["kind"].isin(PAID_OUT)
    assert own.loc[out, "amount_sek"].sum() == own.loc[~out, "amount_sek"].sum() > 0


def test_what_a_recovery_demands_comes_back_or_is_set_off() -> None:
    decisions, payments = drawn()
    demanded = decisions[decisions["decision_type"] == "Återkrav"].set_index("case_id")["granted_sek"]
    back = payments[payments["kind"].isin(["Återkrav", "Kvittning"])].set_index("case_id")["amount_sek"]
    assert back.to_dict() == demanded.to_dict()
    assert set(payments["kind"]) == {*PAID_OUT, "Återföring", "Återkrav", "Kvittning"}


def test_hemsandning_is_paid_once_for_the_year_before() -> None:
    decisions, payments = drawn()
    home = decisions[decisions["grant_form"] == "Hemsändning"].set_index("case_id")
    own = payments[payments["case_id"].isin(home.index)]
    assert own["case_id"].is_unique
    assert (own["paid_on"].dt.year > own["case_id"].map(home["refers_to_year"])).all()


def test_nothing_is_paid_while_the_books_are_closed() -> None:
    _, payments = drawn()
    closed_on = payments["paid_on"].dt.year.map(lambda year: pd.Timestamp(targets.last_day(year)))
    assert (payments["paid_on"] <= closed_on).all()
