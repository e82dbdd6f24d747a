"""Cases per year: the total at each year's end, and what was paid in the year."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from rsp_pipeline_tests.builders import Row, grant, numbered, payment
from rsp_pipeline_tests.derived.asking import asked


def years(raw: Path, decisions: list[Row], payments: list[Row]) -> list[tuple[Any, ...]]:
    query = """
        SELECT year, granted_at_year_end_sek, paid_in_year_sek, record_id
        FROM core.case_years WHERE case_id = '2025-1' ORDER BY year
    """
    return asked(raw, query, grants=decisions, payments=numbered("Utbetalnings-ID", payments))


FIRST = grant(Belopp="100")
AMENDED = grant(Beslutsnr=2, Beslutstyp="Ändring", Beslutsdatum="2026-02-01", Belopp="80")
OTHER_CASE = grant(Ärendenr="2026-9", Beslutsdatum="2026-01-15")


def test_a_case_stands_at_each_years_end_from_its_first_approval_to_this_year(tmp_path: Path) -> None:
    paid = [payment(Belopp="50"), payment(Belopp="30", Utbetalningsdatum="2026-03-01")]
    assert years(tmp_path, [FIRST, AMENDED], paid) == [
        (2025, Decimal(100), Decimal(50), "grants:2025-1:1"),
        (2026, Decimal(80), Decimal(30), "grants:2025-1:2"),
    ]


def test_a_year_without_decisions_in_the_case_stands_as_the_year_before(tmp_path: Path) -> None:
    found = years(tmp_path, [FIRST, OTHER_CASE], [payment(Utbetalningsdatum="2026-03-01", Belopp="30")])
    assert found[1] == (2026, Decimal(100), Decimal(30), "grants:2025-1:1")


def test_a_year_whose_registers_were_not_delivered_is_unknown(tmp_path: Path) -> None:
    found = years(tmp_path, [FIRST], [payment(Belopp="50")])
    assert found == [(2025, Decimal(100), Decimal(50), "grants:2025-1:1"), (2026, None, None, None)]


def test_a_year_without_decisions_between_delivered_ones_leaves_the_later_totals_unknown(tmp_path: Path) -> None:
    earlier = grant(Beslutsdatum="2024-03-14")
    found = years(tmp_path, [earlier, OTHER_CASE], [])
    assert [(year, granted) for year, granted, *_ in found] == [(2024, Decimal(100_000)), (2025, None), (2026, None)]


def test_a_delivered_year_without_payments_in_the_case_is_zero(tmp_path: Path) -> None:
    found = years(tmp_path, [FIRST], [payment(Ärendenr="2024-7", Belopp="50")])
    assert found[0] == (2025, Decimal(100), Decimal(0), "grants:2025-1:1")
