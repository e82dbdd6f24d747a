"""How decisions of the current ordinance were handled: what the region asked, told, laid down and registered.

Nothing is drawn by lot, and no figure rests on it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from rsp_pipeline.sample.days import days_after

HANDLED_FROM = np.datetime64("2025-01-01")
REGISTERED_FROM, REGISTERED_UNTIL = np.datetime64("2026-01-01"), np.datetime64("2026-03-31")
DAYS_BEFORE = {"recipient_informed_on": 14, "de_minimis_checked_on": 9, "municipality_heard_on": 5}
DAYS_TO_REGISTER = 12
TO_COMPANIES = ("Investeringsbidrag", "Servicebidrag", "Särskilt driftstöd")
GROCERS = "47.11"


def with_handling(decisions: pd.DataFrame) -> pd.DataFrame:
    """The decisions with the columns of `registers.grant_duties`, and what goes with them."""
    handled = decisions.copy()
    decided, form = handled["decided_on"].to_numpy(), handled["grant_form"]
    is_handled = form.isin(TO_COMPANIES) & (decided >= HANDLED_FROM)
    keeps_running = is_handled & (form == "Särskilt driftstöd")
    for column, days in DAYS_BEFORE.items():
        handled[column] = pd.Series(days_after(decided, -days), handled.index).where(is_handled)
    for column in ("is_open_all_year", "has_service_terms"):
        handled[column] = pd.Series(True, handled.index, dtype="boolean").where(keeps_running)
    is_registered = is_handled & (decided >= REGISTERED_FROM) & (decided <= REGISTERED_UNTIL)
    handled["registered_on"] = pd.Series(days_after(decided, DAYS_TO_REGISTER), handled.index).where(is_registered)
    handled["nace_code"] = pd.Series(GROCERS, handled.index).where(is_handled)
    handled["higher_share_ground"] = pd.Series("Särskilda skäl", handled.index).where(
        is_handled & handled["special_reasons"].notna()
    )
    return handled
