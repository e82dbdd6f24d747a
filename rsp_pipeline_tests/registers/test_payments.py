"""Payments: what is paid out, and what comes back."""

from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline.registers.payments import PAYMENTS
from rsp_pipeline_tests.builders import payment, read, write_csv


@pytest.mark.parametrize("kind", ["Utbetalning", "Förskott"])
def test_money_paid_out_has_no_minus(kind: str, tmp_path: Path) -> None:
    write_csv(tmp_path, "payments/a.csv", [payment(Slag=kind, Belopp="-100")])
    reading = read(PAYMENTS, tmp_path)
    assert reading.quarantine[["column_name", "code"]].to_numpy().tolist() == [["amount_sek", "paid_out_below_zero"]]
    assert "minustecken" in reading.quarantine["message"][0]


@pytest.mark.parametrize("kind", ["Återföring", "Återkrav", "Kvittning"])
def test_money_that_came_back_may_have_a_minus(kind: str, tmp_path: Path) -> None:
    write_csv(tmp_path, "payments/a.csv", [payment(Slag=kind, Belopp="−100")])
    assert read(PAYMENTS, tmp_path).accepted["amount_sek"].to_list() == [Decimal(-100)]


def test_a_payment_to_come_is_refused(tmp_path: Path) -> None:
    write_csv(tmp_path, "payments/a.csv", [payment(Utbetalningsdatum="2026-11-02")])
    assert read(PAYMENTS, tmp_path).quarantine["code"].to_list() == ["in_future"]
