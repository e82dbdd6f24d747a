"""Utbetalningar: one row per sum that was paid out in a case, or came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.kinds import Amount, Choice, Day, Identifier
from rsp_pipeline.registers.register import Column, CrossCheck, Register, RowCheck

if TYPE_CHECKING:
    import pandas as pd

PAID_OUT = ("Utbetalning", "Förskott")


def _paid_out_below_zero(rows: pd.DataFrame) -> pd.Series:
    """Money that came back may be written with a minus or without; money paid out only without."""
    return rows["kind"].isin(PAID_OUT) & (rows["amount_sek"] < 0)


def _in_rejected_case(payments: pd.DataFrame, grants: pd.DataFrame) -> pd.Series:
    """Whether the case was refused or written off at its first decision, and never approved."""
    approved = grants.loc[grants["outcome"].isin(["Bifall", "Delvis bifall"]), "case_id"]
    refused = (grants["decision_type"] == "Grundbeslut") & grants["outcome"].isin(["Avslag", "Avskriven"])
    rejected = grants.loc[refused, "case_id"]
    return payments["case_id"].isin(rejected) & ~payments["case_id"].isin(approved)


PAYMENTS = Register(
    name="payments",
    title="Utbetalningar",
    comment="Utbetalningar: en rad per belopp som betalats ut i ett ärende eller kommit tillbaka",
    key=("payment_id",),
    dated_by="paid_on",
    known_by=("case_id", "paid_on", "kind"),
    columns=(
        Column(
            "payment_id",
            Identifier(),
            ("Utbetalnings-ID", "Utbetalningsnr", "Utbetalningsnummer", "Verifikationsnr"),
            "Utbetalningens nummer",
        ),
        Column(
            "case_id",
            Identifier(),
            ("Ärende-ID", "Ärendenummer", "Ärendenr"),
            "Ärendets nummer i ärendesystemet",
            required=True,
            refers_to="core.grants.case_id",
        ),
        Column(
            "paid_on",
            Day(),
            ("Utbetalningsdatum", "Utbetalningsdag", "Betaldatum", "Utbetald"),
            "Dag för utbetalningen",
            required=True,
            not_in_future=True,
        ),
        Column(
            "amount_sek",
            Amount(),
            ("Belopp", "Utbetalt belopp", "Utbetalat belopp"),
            "Belopp; slaget säger om det betalats ut eller kommit tillbaka",
            unit="kr",
            required=True,
        ),
        Column(
            "kind",
            Choice(
                {
                    "Utbetalning": ("Delutbetalning", "Slututbetalning"),
                    "Förskott": ("Förskottsutbetalning",),
                    "Återföring": ("Återfört",),
                    "Återkrav": ("Återkrävt", "Återbetalning"),
                    "Kvittning": ("Kvittat",),
                }
            ),
            ("Slag", "Utbetalningstyp", "Typ"),
            "Utbetalning och Förskott betalas ut; Återföring, Återkrav och Kvittning räknas av",
            required=True,
        ),
    ),
    checks=(
        RowCheck(
            "paid_out_below_zero",
            "amount_sek",
            "beloppet har minustecken, men en utbetalning eller ett förskott kan inte vara negativt",
            _paid_out_below_zero,
        ),
    ),
    cross_checks=(
        CrossCheck(
            "payment_in_rejected_case",
            "case_id",
            "ärendet ”{value}” har inte fått bifall enligt stödbesluten, så ingenting kan ha betalats ut i det",
            GRANTS.table.only("case_id", "decision_type", "outcome"),
            _in_rejected_case,
        ),
    ),
)
