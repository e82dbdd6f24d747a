from decimal import Decimal

import pytest

from rsp_pipeline.swedish import kronor, number, pieces


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1\u00a0000"),
        (1476300, 0, "1\u00a0476\u00a0300"),
        ("12.5", 1, "12,5"),
        ("12.25", 1, "12,3"),
        ("0.5", 0, "1"),
        ("-1234.5", 1, "\u22121\u00a0234,5"),
    ],
)
def test_numbers_are_written_as_in_swedish(value: str | int, decimals: int, text: str) -> None:
    assert number(Decimal(value), decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("619992.00", "619\u00a0992 kronor"),
        ("619992.50", "619\u00a0992,50 kronor"),
        ("0", "0 kronor"),
        (None, "uppgift saknas"),
    ],
)
def test_an_amount_shows_ore_only_when_there_are_any(value: str | None, text: str) -> None:
    assert kronor(None if value is None else Decimal(value)) == text


def test_a_count_has_the_abbreviation_of_the_memo() -> None:
    assert pieces(Decimal("8.0000")) == "8 st."
    assert pieces(None) == "uppgift saknas"
