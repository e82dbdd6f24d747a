"""Cases and what was paid: in all and in each year, how the amount stands, and what state the case is in."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rsp_pipeline_tests.builders import Row, grant, numbered, payment
from rsp_pipeline_tests.derived.asking import asked

GRANTED = grant(Belopp="100")
AMENDED = grant(Beslutsnr=2, Beslutstyp="Ändring", Beslutsdatum="2026-02-01", Belopp="80")
OTHER_CASE = grant(Ärendenr="2026-9", Beslutsdatum="2026-01-15")


def case(raw: Path, decisions: list[Row], payments: list[Row], columns: str) -> object:
    paid = {"payments": numbered("Utbetalnings-ID", payments)} if payments else {}
    (found,) = asked(raw, f"SELECT {columns} FROM core.cases", grants=decisions, **paid)
    return found


def years(raw: Path, decisions: list[Row], payments: list[Row]) -> list[tuple[Any, ...]]:
    query = """
        SELECT year, granted_at_year_end_sek, paid_in_year_sek, record_id
        FROM core.case_years WHERE case_id = '2025-1' ORDER BY year
    """
    return asked(raw, query, grants=decisions, payments=numbered("Utbetalnings-ID", payments))


def test_payments_and_advances_add_and_what_came_back_is_taken_off(tmp_path: Path) -> None:
    payments = [
        payment(Slag="Förskott", Belopp="30"),
        payment(Slag="Utbetalning", Belopp="70"),
        payment(Slag="Återföring", Belopp="1"),
        payment(Slag="Återkrav", Belopp="-2"),
        payment(Slag="Kvittning", Belopp="4"),
    ]
    assert case(tmp_path, [GRANTED], payments, "paid_sek") == (Decimal(93),)


@pytest.mark.parametrize(
    ("paid", "state"),
    [
        ([], "Beviljat"),
        ([payment(Belopp="99,99")], "Delvis utbetalt"),
        ([payment(Belopp="30", Slag="Förskott"), payment(Belopp="70")], "Slututbetalt"),
        ([payment(Belopp="100"), payment(Belopp="20", Slag="Återkrav")], "Slututbetalt"),
    ],
)
def test_the_state_tells_how_much_was_paid_out(tmp_path: Path, paid: list[Row], state: str) -> None:
    of_another_case = payment(Ärendenr="2025-2", Belopp="1")
    assert case(tmp_path, [GRANTED], [*paid, of_another_case], "state") == (state,)


def test_a_withdrawn_case_is_withdrawn_whatever_was_paid(tmp_path: Path) -> None:
    withdrawn = grant(Beslutsnr=2, Beslutstyp="Ändring", Beslut="Återkallad", Beslutsdatum="2025-09-01", Belopp="0")
    paid = payment(Belopp="30", Slag="Förskott")
    found = case(tmp_path, [GRANTED, withdrawn], [paid], "state, granted_today_sek, paid_sek")
    assert found == ("Återkallat", Decimal(0), Decimal(30))


def test_without_a_register_of_payments_nothing_is_known_of_them(tmp_path: Path) -> None:
    assert case(tmp_path, [GRANTED], [], "paid_sek, state") == (None, None)


def test_the_amount_now_is_that_of_the_latest_decision_also_of_a_later_year(tmp_path: Path) -> None:
    found = case(tmp_path, [GRANTED, AMENDED], [], "granted_at_year_end_sek, granted_today_sek")
    assert found == (Decimal(100), Decimal(80))


def test_a_case_keeps_what_its_first_approval_said_of_application_and_outlet(tmp_path: Path) -> None:
    told = {"Inkom": "2025-01-02", "Butik": "Ripan Livs", "Ställe-ID": "S1", "Stödgrundande kostnad": "200"}
    later = {"Inkom": "2025-01-03", "Butik": "Järven Handel", "Ställe-ID": "S2", "Stödgrundande kostnad": "300"}
    amended = {**grant(Beslutsnr=2, Beslutstyp="Ändring", Beslutsdatum="2025-09-01"), **later}
    columns = "received_on::VARCHAR, outlet_name, outlet_id, eligible_cost_sek"
    found = case(tmp_path, [{**GRANTED, **told}, amended], [], columns)
    assert found == ("2025-01-02", "Ripan Livs", "S1", Decimal(200))


def test_a_case_stands_at_each_years_end_from_its_first_approval_to_this_year(tmp_path: Path) -> None:
    paid = [payment(Belopp="50"), payment(Belopp="30", Utbetalningsdatum="2026-03-01")]
    assert years(tmp_path, [GRANTED, AMENDED], paid) == [
        (2025, Decimal(100), Decimal(50), "grants:2025-1:1"),
        (2026, Decimal(80), Decimal(30), "grants:2025-1:2"),
    ]


def test_a_year_without_decisions_in_the_case_stands_as_the_year_before(tmp_path: Path) -> None:
    found = years(tmp_path, [GRANTED, OTHER_CASE], [payment(Utbetalningsdatum="2026-03-01", Belopp="30")])
    assert found[1] == (2026, Decimal(100), Decimal(30), "grants:2025-1:1")


def test_a_year_whose_registers_were_not_delivered_is_unknown(tmp_path: Path) -> None:
    found = years(tmp_path, [GRANTED], [payment(Belopp="50")])
    assert found == [(2025, Decimal(100), Decimal(50), "grants:2025-1:1"), (2026, None, None, None)]


def test_a_year_without_decisions_between_delivered_ones_leaves_the_later_totals_unknown(tmp_path: Path) -> None:
    earlier = grant(Beslutsdatum="2024-03-14")
    found = years(tmp_path, [earlier, OTHER_CASE], [])
    assert [(year, granted) for year, granted, *_ in found] == [(2024, Decimal(100_000)), (2025, None), (2026, None)]


def test_a_delivered_year_without_payments_in_the_case_is_zero(tmp_path: Path) -> None:
    found = years(tmp_path, [GRANTED], [payment(Ärendenr="2024-7", Belopp="50")])
    assert found[0] == (2025, Decimal(100), Decimal(0), "grants:2025-1:1")
