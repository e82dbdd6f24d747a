"""The decisions of cases: the first, amendments, recoveries, and what each of them rests on.

One row per decision. What a case is about belongs in `cases`.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from rsp_pipeline.sample import amounts
from rsp_pipeline.sample.days import Days, days_after, draw_days
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.handling import with_handling

# How many approved cases of a year at scale 1 have a further decision, in the year itself and in the next.
AMENDED, RECOVERED, REJECTED_FIRST = 3, 1, 1
AMENDED_LATER, RECOVERED_LATER, WITHDRAWN_LATER = 2, 1, 1

STEP = 500 * amounts.KRONA
NEW_ORDINANCE_FROM = np.datetime64("2025-01-01")
NEW_DE_MINIMIS_FROM = np.datetime64("2024-01-01")


def decisions_of(cases: pd.DataFrame, year: int, scale: int, dice: Dice) -> pd.DataFrame:
    """Every decision of the year's cases, of the year or the next, in the order of decision.

    Columns: those of `cases`, whose `granted_sek`, `decided_on` and `outcome` are now the decision's own, and
    decision_no, decision_type, legal_basis, state_aid_basis, funding_source, and those of `handling`.
    """
    amended, recovered, rejected_first, amended_later, recovered_later, withdrawn_later = _chosen(cases, scale, dice)
    cases = cases.copy()
    early = np.concatenate([amended, recovered, rejected_first])
    cases.loc[early, "decided_on"] = _earlier_in_the_year(cases.loc[early, "decided_on"], year)
    cases.loc[early, "received_on"] = days_after(cases.loc[early, "decided_on"].to_numpy(), -60)
    cases["works_started_on"] = cases["works_started_on"].mask(cases.index.isin(early))

    first = cases.copy()
    first.loc[amended, "granted_sek"] = _part(first.loc[amended, "granted_sek"], 80)
    first.loc[rejected_first, "granted_sek"] = 0
    first.loc[rejected_first, "outcome"] = "Avslag"
    in_the_year = days_after(cases["decided_on"].to_numpy(), dice.between(25, 90, len(cases)))
    in_the_next = draw_days(date(year + 1, 2, 2), date(year + 1, 5, 31), len(cases), dice)

    changed = cases.assign(decided_on=in_the_year)
    changed_later = cases.assign(decided_on=in_the_next, granted_sek=_part(cases["granted_sek"], 85))
    recoveries = cases.assign(granted_sek=_part(cases["granted_sek"], 20), outcome="Bifall")
    withdrawn = cases.assign(decided_on=in_the_next, granted_sek=0, outcome="Återkallad")
    parts = (
        (first, "Grundbeslut"),
        (changed.loc[amended], "Ändring"),
        (changed.loc[rejected_first], "Ändring"),
        (recoveries.assign(decided_on=in_the_year).loc[recovered], "Återkrav"),
        (changed_later.loc[amended_later], "Ändring"),
        (recoveries.assign(decided_on=in_the_next).loc[recovered_later], "Återkrav"),
        (withdrawn.loc[withdrawn_later], "Ändring"),
    )
    decisions = pd.concat([part.assign(decision_type=kind) for part, kind in parts], ignore_index=True)
    decisions["decision_no"] = np.where(decisions["decision_type"] == "Grundbeslut", 1, 2)
    _add_grounds(decisions)
    return with_handling(decisions).sort_values(["decided_on", "case_id", "decision_no"], ignore_index=True)


def _chosen(cases: pd.DataFrame, scale: int, dice: Dice) -> list[np.ndarray]:
    """Six disjoint sets of approved cases, each for its further decision; hemsändning is decided once."""
    approved = np.flatnonzero((cases["granted_sek"] > 0) & (cases["grant_form"] != "Hemsändning"))
    sizes = (AMENDED, RECOVERED, REJECTED_FIRST, AMENDED_LATER, RECOVERED_LATER, WITHDRAWN_LATER)
    ends = np.cumsum(sizes) * scale
    return np.split(approved[dice.order(len(approved))], ends)[:-1]


def _earlier_in_the_year(days: pd.Series, year: int) -> Days:
    """Days half as far into the year, so that a further decision fits in it."""
    new_year = np.datetime64(date(year, 1, 1))
    half = (days.to_numpy().astype("datetime64[D]") - new_year).astype(np.int64) // 2
    return days_after(new_year + half.astype("timedelta64[D]"), 7)


def _part(granted: pd.Series, percent: int) -> pd.Series:
    """A share of what was granted, in whole five hundreds."""
    return granted * percent // 100 // STEP * STEP


def _add_grounds(decisions: pd.DataFrame) -> None:
    """The ordinance, the basis of state aid and the money that a decision of its day rests on."""
    decided = decisions["decided_on"].to_numpy()
    decisions["legal_basis"] = np.where(decided >= NEW_ORDINANCE_FROM, "SFS 2024:1243", "SFS 2000:284")
    is_new = decided >= NEW_DE_MINIMIS_FROM
    de_minimis = np.where(is_new, "(EU) 2023/2831", "(EU) 1407/2013")
    general_interest = np.where(is_new, "(EU) 2023/2832", "(EU) 360/2012")
    form = decisions["grant_form"]
    decisions["state_aid_basis"] = np.select(
        [form == "Hemsändning", form == "Särskilt driftstöd"], ["Ej statsstöd", general_interest], de_minimis
    )
    is_regional = form.isin(["Investeringsbidrag", "Korrosionsskydd"])
    decisions["funding_source"] = np.where(is_regional, "1:1-anslaget", "Nationella medel")
