"""A few decisions and visits that break a rule, for the rules to find; what cannot be read belongs in `blemishes`.

Each is told here one by one. None changes how many cases a year has of a form, or what they add up to.
"""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from rsp_pipeline.sample.amounts import KRONA

OVER_THE_CEILING, ENOUGH = 380_000 * KRONA, 100_000 * KRONA
KILOMETRE = 100


def with_findings(decisions: pd.DataFrame, year: int) -> pd.DataFrame:
    """The decisions of the year's cases, some of them changed; a case with a further decision is left alone."""
    rows = decisions.copy()
    investments, operating_aid, home_deliveries, service_grants = (
        _decided_once(rows, form)
        for form in ("Investeringsbidrag", "Särskilt driftstöd", "Hemsändning", "Servicebidrag")
    )
    if year == 2023:
        rows.loc[operating_aid[1:2], "groceries_turnover_sek"] = 11_600_000 * KRONA
        rows.loc[home_deliveries[:1], "deliveries"] = rows["granted_sek"] // (104 * KRONA)
    if year == 2024:
        exceptional = investments[rows.loc[investments, "special_reasons"].notna()]
        rows.loc[exceptional[:1], "special_reasons"] = None
        rows.loc[service_grants[:1], "state_aid_basis"] = "(EU) 1407/2013"
    if year == 2025:
        _move_over_the_ceiling(rows, operating_aid)
        rows.loc[investments[:1], "legal_basis"] = "SFS 2000:284"
        rows.loc[investments[1:2], "eligible_cost_sek"] = _cost_with_share(rows, 92)
        rows.loc[home_deliveries[2:3], "net_cost_sek"] = _cost_with_share(rows, 56)
    if year == 2026:
        rows.loc[operating_aid[2:3], "distance_km"] = 85 * KILOMETRE // 10
        rows.loc[operating_aid[3:4], ["is_open_all_year", "has_service_terms"]] = False
        rows.loc[investments[:1], "received_on"] = rows["decided_on"] + timedelta(days=6)
        rows.loc[service_grants[:1], "recipient_name"] = rows["recipient_name"] + " i rekonstruktion"
        rows.loc[service_grants[:1], "municipality_heard_on"] = rows["decided_on"] + timedelta(days=3)
        rows.loc[service_grants[:1], "registered_on"] = rows["decided_on"] + timedelta(days=40)
    return rows


def with_double_visit(visits: pd.DataFrame, year: int) -> pd.DataFrame:
    """The visits of 2025 with a telephone call entered at the outlet and day of a physical visit."""
    if year != 2025:
        return visits
    rows = visits.copy()
    at_outlet = ["outlet_name", "outlet_id", "municipality_code", "locality", "visited_on"]
    physical, called = (rows.index[rows["form"] == form][:1] for form in ("Fysiskt", "Telefon"))
    rows.loc[called, at_outlet] = rows.loc[physical, at_outlet].to_numpy()
    return rows


def _decided_once(rows: pd.DataFrame, form: str) -> pd.Index:
    """The form's cases that were approved as applied for, by their only decision."""
    once = ~rows.duplicated("case_id", keep=False)
    return rows.index[once & (rows["grant_form"] == form) & (rows["outcome"] == "Bifall")]


def _cost_with_share(rows: pd.DataFrame, percent: int) -> pd.Series:
    """The cost, in whole kronor, of which what was granted is so many percent."""
    return rows["granted_sek"] * 100 // percent // KRONA * KRONA


def _move_over_the_ceiling(rows: pd.DataFrame, cases: pd.Index) -> None:
    """Grant the largest of the cases more than the ceiling, at the cost of one that has enough."""
    amounts = rows.loc[cases, "granted_sek"].sort_values(ascending=False, kind="stable")
    more = OVER_THE_CEILING - amounts.iloc[:1].sum()
    enough = amounts.index[amounts.between(ENOUGH, OVER_THE_CEILING - 2 * more)]
    if len(enough):
        for column in ("granted_sek", "applied_sek"):
            rows.loc[amounts.index[:1], column] += more
            rows.loc[enough[:1], column] -= more
