"""The cases of a year: who applied for what, when, and what came of it.

One row per case, as it stood when the year ended. The decisions that led there belong in `decisions`; amounts are
whole öre, and other columns of kind `Amount` whole hundredths.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from rsp_pipeline.programme import Programme
from rsp_pipeline.sample import amounts, names, targets
from rsp_pipeline.sample.days import days_after, draw_days
from rsp_pipeline.sample.dice import Dice, Whole

NOT_APPROVED = (  # outcome and form of the cases that came to nothing, in a year at scale 1
    ("Avslag", "Investeringsbidrag"),
    ("Avslag", "Särskilt driftstöd"),
    ("Avslag", "Servicebidrag"),
    ("Avslag", "Investeringsbidrag"),
    ("Avskriven", "Särskilt driftstöd"),
    ("Återkallad", "Investeringsbidrag"),
    ("Pågående", "Investeringsbidrag"),
)
PARTLY_APPROVED_EVERY = 11
EXCEPTIONAL_SHARE_EVERY = 10
THOUSAND_KR = 1000 * amounts.KRONA


def draw_cases(programme: Programme, recipients: pd.DataFrame, year: int, scale: int, dice: Dice) -> pd.DataFrame:
    """The cases decided in a year: those approved first, then the others.

    Columns: those of `recipients`, `outcome`, and those of the register grants that belong to the case and not to a
    single decision. `granted_sek` is the total at the end of the year, 0 for what was not approved.
    """
    approved = targets.cases_per_form(programme, year, scale)
    forms = np.array(
        [form for form, count in approved.items() for _ in range(count)] + [form for _, form in NOT_APPROVED] * scale,
        dtype=object,
    )
    cases = recipients.iloc[_recipients_of(forms, recipients, dice)].reset_index(drop=True)
    cases["grant_form"] = forms
    count_approved = sum(approved.values())
    cases["outcome"] = _outcomes(count_approved, scale)
    _add_dates(cases, year, dice)
    _add_amounts(cases, count_approved, targets.granted_per_form(programme, year, scale), year, dice)
    _add_home_delivery(cases, dice)
    _add_investment(cases, year, dice)
    _add_operating_aid(cases)
    number = np.empty(len(cases), dtype=np.int64)
    number[np.argsort(cases["received_on"].to_numpy(), kind="stable")] = 11 + 3 * np.arange(len(cases))
    cases["case_id"] = [f"{year}-{each:04d}" for each in number]
    cases["diary_no"] = [_diary_no(programme, each + 100, year) for each in number.tolist()]
    return cases


def _diary_no(programme: Programme, number: int, year: int) -> str:
    form = programme.diary_numbers.form or "{nr}/{år}"
    return form.replace("{nr}", str(number)).replace("{år}", str(year)).replace("{åå}", f"{year % 100:02d}")


def _recipients_of(forms: NDArray[np.object_], recipients: pd.DataFrame, dice: Dice) -> Whole:
    """The positions in `recipients`: hemsändning in turn to the municipalities, driftstöd to remote shops."""
    is_shop = recipients["outlet_id"].notna().to_numpy()
    is_remote = recipients["is_remote"].to_numpy(dtype=bool)
    municipalities, shops = np.flatnonzero(~is_shop), np.flatnonzero(is_shop)
    positions = np.empty(len(forms), dtype=np.int64)
    for form in dict.fromkeys(forms):
        among = forms == form
        count = int(among.sum())
        match form:
            case "Hemsändning":
                positions[among] = np.resize(municipalities, count)
            case "Investeringsbidrag":
                positions[among] = shops[dice.between(0, len(shops) - 1, count)]
            case "Särskilt driftstöd":
                positions[among] = dice.some_of(np.flatnonzero(is_remote), count)
            case _:
                positions[among] = dice.some_of(np.flatnonzero(is_shop & ~is_remote), count)
    return positions


def _outcomes(approved: int, scale: int) -> NDArray[np.object_]:
    outcomes = np.array(["Bifall"] * approved + [outcome for outcome, _ in NOT_APPROVED] * scale, dtype=object)
    outcomes[PARTLY_APPROVED_EVERY - 1 : approved : PARTLY_APPROVED_EVERY] = "Delvis bifall"
    return outcomes


def _add_dates(cases: pd.DataFrame, year: int, dice: Dice) -> None:
    count = len(cases)
    is_home_delivery = (cases["grant_form"] == "Hemsändning").to_numpy()
    is_yearly = cases["grant_form"].isin(["Servicebidrag", "Särskilt driftstöd"]).to_numpy()
    last = np.where(is_home_delivery, np.datetime64(date(year, 4, 30)), np.datetime64(targets.last_day(year)))
    decided = draw_days(date(year, 1, 15), last, count, dice)
    cases["decided_on"] = decided
    cases["received_on"] = days_after(decided, -dice.between(20, 110, count))
    # Hemsändning is paid in arrears; the other yearly aid is for the running year.
    cases["refers_to_year"] = np.where(is_home_delivery, year - 1, year)
    has_period = pd.Series(is_home_delivery | is_yearly)
    for column, day in (("starts_on", "01-01"), ("ends_on", "12-31")):
        days = pd.to_datetime(cases["refers_to_year"].astype(str) + f"-{day}")
        cases[column] = days.where(has_period)


def _add_amounts(cases: pd.DataFrame, approved: int, totals: dict[str, int], year: int, dice: Dice) -> None:
    drawn = np.empty(len(cases), dtype=np.int64)
    end_of_year = date(year, 12, 31)
    for form in dict.fromkeys(cases["grant_form"]):
        among = np.flatnonzero(cases["grant_form"] == form)
        drawn[among] = amounts.draw_amounts(form, len(among), end_of_year, dice)
        if form in totals:
            ceiling = amounts.ceiling(form, end_of_year)
            own = among[among < approved]
            drawn[own] = amounts.made_to_add_up(drawn[own], totals[form] * amounts.KRONA, ceiling)
    is_partly = (cases["outcome"] == "Delvis bifall").to_numpy()
    asked_for_more = -(-drawn * 5 // 4 // THOUSAND_KR) * THOUSAND_KR
    cases["applied_sek"] = np.where(is_partly, asked_for_more, drawn)
    cases["granted_sek"] = np.where(np.arange(len(cases)) < approved, drawn, 0)


def _add_home_delivery(cases: pd.DataFrame, dice: Dice) -> None:
    """Deliveries and cost such that the aid is at most half of the cost and 100 kronor per delivery."""
    count = len(cases)
    among = cases["grant_form"] == "Hemsändning"
    deliveries = cases["applied_sek"].to_numpy() // (dice.between(45, 90, count) * amounts.KRONA) + 1
    households = deliveries // dice.between(22, 48, count) + 1
    net_cost = -(-cases["applied_sek"].to_numpy() * 100 // dice.between(40, 50, count))
    net_cost = -(-net_cost // amounts.KRONA) * amounts.KRONA
    for column, values in (("households", households), ("deliveries", deliveries), ("net_cost_sek", net_cost)):
        cases[column] = pd.Series(values, dtype="Int64").where(among)


def _add_investment(cases: pd.DataFrame, year: int, dice: Dice) -> None:
    """Costs such that most aid is at most half of them, and a few 85 percent for a stated reason."""
    count = len(cases)
    is_investment = cases["grant_form"] == "Investeringsbidrag"
    among = is_investment | (cases["grant_form"] == "Korrosionsskydd")
    turn = is_investment.cumsum()
    is_exceptional = is_investment & (turn % EXCEPTIONAL_SHARE_EVERY == 0) & (cases["outcome"] == "Bifall")
    share = np.where(is_exceptional, 85, np.minimum(dice.between(38, 62, count), 50))
    hundred = 100 * amounts.KRONA
    cost = -(-cases["applied_sek"].to_numpy() * 100 // share // hundred) * hundred
    kind = dice.between(0, len(names.INVESTMENTS) - 1, count)
    kinds = pd.Series(np.array([name for name, _ in names.INVESTMENTS], dtype=object)[kind])
    kinds = kinds.mask(~is_investment, "Korrosionsskydd av cistern")
    environmental = pd.Series(np.array([flag for _, flag in names.INVESTMENTS])[kind], dtype="boolean")
    started = pd.Series(days_after(cases["decided_on"].to_numpy(), dice.between(6, 60, count)))
    # One work in twenty was begun before the application came in, against the rules.
    too_early = pd.Series(days_after(cases["received_on"].to_numpy(), -12))
    started = started.mask(is_investment & (turn % 20 == 7), too_early)
    started = started.where(started <= pd.Timestamp(targets.last_day(year)))
    cases["eligible_cost_sek"] = pd.Series(cost, dtype="Int64").where(among)
    cases["investment_kind"] = kinds.where(among)
    cases["is_environmental"] = environmental.where(among)
    cases["works_started_on"] = started.where(among & (cases["granted_sek"] > 0))
    cases["special_reasons"] = pd.Series(names.SPECIAL_REASONS, index=cases.index).where(is_exceptional)


def _add_operating_aid(cases: pd.DataFrame) -> None:
    """Turnover and distance are told for särskilt driftstöd only."""
    among = cases["grant_form"] == "Särskilt driftstöd"
    for column in ("groceries_turnover_sek", "distance_km"):
        cases[column] = cases[column].astype("Int64").where(among)
    cases["is_island"] = pd.Series(False, index=cases.index, dtype="boolean").where(among)
