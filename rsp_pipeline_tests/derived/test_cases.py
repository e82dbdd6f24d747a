"""Cases: which decisions count, and how an amount stands when the year ends."""

from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline_tests.builders import Row, decision
from rsp_pipeline_tests.derived.asking import asked

Case = tuple[str, int, Decimal, str]


def cases(raw: Path, *decisions: Row) -> list[Case]:
    query = "SELECT case_id, first_approved_year, granted_at_year_end_sek, year_end_record_id FROM core.cases"
    return asked(raw, query, grants=decisions)


def first(day: str = "2025-03-01", amount: str = "100", outcome: str = "Bifall") -> Row:
    return decision(1, day, amount, "Grundbeslut", outcome)


def case(year: int, amount: int, decision_no: int) -> list[Case]:
    return [("2025-1", year, Decimal(amount), f"grants:2025-1:{decision_no}")]


def test_an_amendment_in_the_year_gives_the_new_total(tmp_path: Path) -> None:
    assert cases(tmp_path, first(), decision(2, "2025-11-01", "80")) == case(2025, 80, 2)


def test_an_amendment_the_year_after_leaves_the_years_amount_as_it_stood(tmp_path: Path) -> None:
    assert cases(tmp_path, first(), decision(2, "2026-01-01", "80")) == case(2025, 100, 1)


def test_the_last_day_of_the_year_is_still_in_it(tmp_path: Path) -> None:
    assert cases(tmp_path, first("2025-12-31"), decision(2, "2025-12-31", "70")) == case(2025, 70, 2)


def test_of_two_decisions_on_one_day_the_higher_number_stands(tmp_path: Path) -> None:
    rows = decision(3, "2025-05-01", "70"), decision(2, "2025-05-01", "60")
    assert cases(tmp_path, first(), *rows) == case(2025, 70, 3)


def test_a_recovery_does_not_change_what_was_granted(tmp_path: Path) -> None:
    assert cases(tmp_path, first(), decision(2, "2025-06-01", "30", "Återkrav")) == case(2025, 100, 1)


@pytest.mark.parametrize("outcome", ["Avslag", "Pågående", "Avskriven"])
def test_an_amendment_that_was_not_granted_changes_nothing(tmp_path: Path, outcome: str) -> None:
    assert cases(tmp_path, first(), decision(2, "2025-06-01", "0", outcome=outcome)) == case(2025, 100, 1)


def test_a_withdrawn_grant_stands_at_what_the_withdrawal_says(tmp_path: Path) -> None:
    assert cases(tmp_path, first(), decision(2, "2025-06-01", "0", outcome="Återkallad")) == case(2025, 0, 2)


def test_a_case_rejected_first_counts_from_its_first_approval(tmp_path: Path) -> None:
    rows = first("2024-12-01", "0", "Avslag"), decision(2, "2025-02-01", "90")
    assert cases(tmp_path, *rows) == case(2025, 90, 2)


def test_a_partial_approval_is_an_approval(tmp_path: Path) -> None:
    assert cases(tmp_path, first(outcome="Delvis bifall")) == case(2025, 100, 1)


@pytest.mark.parametrize("outcome", ["Avslag", "Avskriven", "Återkallad", "Pågående"])
def test_a_case_that_came_to_nothing_is_none(tmp_path: Path, outcome: str) -> None:
    assert cases(tmp_path, first(outcome=outcome)) == []


def test_an_amendment_of_a_case_begun_before_the_register_is_no_new_case(tmp_path: Path) -> None:
    assert cases(tmp_path, decision(2, "2025-02-01", "90")) == []
