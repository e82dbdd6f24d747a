"""Payments: what is paid out, and what comes back."""

from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.payments import PAYMENTS
from rsp_pipeline_tests.builders import grant, payment, read_after, read_rows, write_csv


@pytest.mark.parametrize("kind", ["Utbetalning", "Förskott"])
def test_money_paid_out_has_no_minus(kind: str, tmp_path: Path) -> None:
    reading = read_rows(PAYMENTS, tmp_path, payment(Slag=kind, Belopp="-100"))
    assert reading.quarantine[["column_name", "code"]].to_numpy().tolist() == [["amount_sek", "paid_out_below_zero"]]
    assert "minustecken" in reading.quarantine["message"][0]


@pytest.mark.parametrize("kind", ["Återföring", "Återkrav", "Kvittning"])
def test_money_that_came_back_may_have_a_minus(kind: str, tmp_path: Path) -> None:
    reading = read_rows(PAYMENTS, tmp_path, payment(Slag=kind, Belopp="−100"))
    assert reading.accepted["amount_sek"].to_list() == [Decimal(-100)]


def test_a_payment_to_come_is_refused(tmp_path: Path) -> None:
    reading = read_rows(PAYMENTS, tmp_path, payment(Utbetalningsdatum="2026-11-02"))
    assert reading.quarantine["code"].to_list() == ["in_future"]


@pytest.mark.parametrize(
    ("decisions", "refused"),
    [
        ([("Grundbeslut", "Avslag")], True),
        ([("Grundbeslut", "Avskriven")], True),
        ([("Grundbeslut", "Bifall")], False),
        ([("Grundbeslut", "Avslag"), ("Ändring", "Bifall")], False),
        ([("Ändring", "Avslag")], False),  # what was approved before the register begins may be paid
        ([("Grundbeslut", "Pågående")], False),
        ([], False),
    ],
)
def test_a_payment_in_a_case_that_was_only_rejected_is_refused(
    decisions: list[tuple[str, str]], refused: bool, tmp_path: Path
) -> None:
    rows = [grant(Beslutsnr=n, Beslutstyp=kind, Beslut=outcome) for n, (kind, outcome) in enumerate(decisions, 1)]
    write_csv(tmp_path, "grants/a.csv", rows or [grant(Ärendenr="2025-9")])
    write_csv(tmp_path, "payments/a.csv", [payment()])
    reading = read_after(GRANTS, PAYMENTS, tmp_path)
    assert reading.quarantine["code"].to_list() == ["payment_in_rejected_case"] * refused
    if refused:
        assert reading.quarantine["message"][0] == (
            "payments/a.csv, rad 2, kolumnen ”Ärendenr”: ärendet ”2025-1” har inte fått bifall enligt stödbesluten, "
            "så ingenting kan ha betalats ut i det."
        )
