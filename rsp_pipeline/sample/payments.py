"""What was paid out in the cases, and what came back.

Hemsändning is paid once, in arrears; other yearly aid in two parts; an investment when it is done, now and then with
an advance. A case that is withdrawn gives its advance back; what a recovery demands is repaid or set off. Amounts are
whole öre.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.payments import PAYMENTS
from rsp_pipeline.sample import amounts, blemishes, targets
from rsp_pipeline.sample.cells import cells_of, texts_of
from rsp_pipeline.sample.days import Days, days_after
from rsp_pipeline.sample.dice import Dice, Whole
from rsp_pipeline.sample.files import Tab, write_csv, write_workbook

ADVANCE_EVERY = 5  # investments
FIRST_PART = {"Servicebidrag": 50, "Särskilt driftstöd": 50}  # percent; of what is paid in one sum nothing
ADVANCE = 30  # percent
WAIT = {  # days from the decision to the last payment, from and to
    "Hemsändning": (14, 40),
    "Servicebidrag": (150, 240),
    "Särskilt driftstöd": (150, 240),
    "Investeringsbidrag": (60, 420),
    "Korrosionsskydd": (60, 300),
}
STEP = 500 * amounts.KRONA
PAID_TWICE_IN = 2025
COLUMNS = ("case_id", "paid_on", "kind", "amount_sek")

CSV_HEADERS = {
    "payment_id": "Utbetalnings-ID",
    "case_id": "Ärendenr",
    "paid_on": "Utbetalningsdatum",
    "kind": "Slag",
    "amount_sek": "Belopp",
}
WORKBOOK_YEARS = (2024,)
WORKBOOK_HEADERS = {
    "payment_id": "Utbetalningsnr",
    "case_id": "Ärende-ID",
    "kind": "Utbetalningstyp",
    "amount_sek": "Utbetalt belopp",
    "paid_on": "Utbetald",
}


def draw_payments(decisions: pd.DataFrame, dice: Dice) -> pd.DataFrame:
    """Every payment of the cases that some decisions belong to, of whatever year; columns `COLUMNS`.

    In no case do payments add up to more than was granted.
    """
    cases = _cases(decisions)
    count = len(cases)
    low, high = (cases["grant_form"].map(lambda form, end=end: WAIT[form][end]).to_numpy(np.int64) for end in (0, 1))
    soon = _open_days(cases["decided_on"].to_numpy(), dice.between(14, 45, count))
    last = _open_days(cases["last_decided_on"].to_numpy(), dice.between(low, high, count))
    recovered = cases["recovered_on"].fillna(cases["decided_on"]).to_numpy().astype("datetime64[D]")
    back = _open_days(np.maximum(last, recovered), dice.between(14, 60, count))
    returned = _open_days(cases["last_decided_on"].to_numpy(), dice.between(14, 60, count))
    is_withdrawn = cases["granted_sek"] == 0
    has_advance = _has_advance(cases) | is_withdrawn
    percent = cases["grant_form"].map(FIRST_PART).fillna(0).astype(np.int64).mask(has_advance, ADVANCE)
    first = cases["first_sek"].where(is_withdrawn, cases["least_sek"]) * percent // 100 // STEP * STEP
    demanded = np.where(np.arange(count) % 2 == 0, "Återkrav", "Kvittning")
    parts = (
        (soon, np.where(has_advance, "Förskott", "Utbetalning"), first),
        (last, "Utbetalning", (cases["granted_sek"] - first).where(~is_withdrawn, 0)),
        (back, demanded, cases["recovered_sek"]),
        (returned, "Återföring", first.where(is_withdrawn, 0)),
    )
    payments = pd.concat(
        [
            pd.DataFrame({"case_id": cases["case_id"], "paid_on": days, "kind": kind, "amount_sek": sums})
            for days, kind, sums in parts
        ],
        ignore_index=True,
    )
    return payments[payments["amount_sek"] > 0].reset_index(drop=True)


def _cases(decisions: pd.DataFrame) -> pd.DataFrame:
    """The approved cases in the order of their first approval.

    Columns: case_id, grant_form, decided_on and first_sek of the first approval, least_sek, granted_sek and
    last_decided_on of all that set the total, recovered_on and recovered_sek.
    """
    is_recovery = decisions["decision_type"] == "Återkrav"
    approves = ~is_recovery & decisions["outcome"].isin(["Bifall", "Delvis bifall"])
    first = decisions[approves].drop_duplicates("case_id").set_index("case_id")
    withdraws = (decisions["outcome"] == "Återkallad") & (decisions["decision_type"] == "Ändring")
    totals = decisions[approves | withdraws].groupby("case_id")
    recoveries = decisions[is_recovery].groupby("case_id")
    cases = first[["grant_form", "decided_on"]].assign(
        first_sek=first["granted_sek"],
        least_sek=totals["granted_sek"].min(),
        granted_sek=totals["granted_sek"].last(),
        last_decided_on=totals["decided_on"].last(),
        recovered_on=recoveries["decided_on"].last(),
        recovered_sek=recoveries["granted_sek"].sum(),
    )
    cases["recovered_sek"] = cases["recovered_sek"].fillna(0).astype(np.int64)
    return cases.reset_index()


def _has_advance(cases: pd.DataFrame) -> pd.Series:
    is_investment = cases["grant_form"] == "Investeringsbidrag"
    return is_investment & (is_investment.cumsum() % ADVANCE_EVERY == 0)


def _open_days(days: Days, count: Whole) -> Days:
    """The working days so many days later; what would fall after the books close waits for the next year."""
    there = days_after(days, count)
    years = there.astype("datetime64[Y]").astype(np.int64) + 1970
    closing = {year: np.datetime64(targets.last_day(year)) for year in np.unique(years).tolist()}
    reopening = {year: np.busday_offset(date(year + 1, 1, 19), 0, roll="forward") for year in closing}
    is_late = there > np.array([closing[year] for year in years.tolist()])
    return np.where(is_late, np.array([reopening[year] for year in years.tolist()]), there)


def write_payments(into: Path, payments: pd.DataFrame, year: int, programme: Programme, workbooks: bool) -> Path:
    """Write a year's payments: a csv file, in one year a workbook. In one year a payment is made twice."""
    own = payments[payments["paid_on"].dt.year == year].sort_values(["paid_on", "case_id", "kind"], ignore_index=True)
    if year == PAID_TWICE_IN:
        own = pd.concat([own, own[own["kind"] == "Utbetalning"].tail(1)], ignore_index=True)
    own["payment_id"] = [f"U{year}-{number:04d}" for number in range(1, len(own) + 1)]
    if workbooks and year in WORKBOOK_YEARS:
        cells = cells_of(own[list(WORKBOOK_HEADERS)], PAYMENTS, programme)
        title = (f"Utbetalningar {year}",)
        table = [title, (), list(WORKBOOK_HEADERS.values()), *blemishes.with_blank_lines(cells)]
        return write_workbook(into / f"utbetalningar_{year}.xlsx", [Tab("Utbetalningar", table)])
    texts = texts_of(own[list(CSV_HEADERS)], PAYMENTS, programme)
    lines = [list(CSV_HEADERS.values()), *blemishes.with_blank_lines(texts)]
    return write_csv(into / f"utbetalningar_{year}.csv", lines)
