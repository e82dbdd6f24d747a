"""Personal data in free text: found as people write it, in DuckDB as in Python, and not where there is none."""

import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.personal_data import PERSONAL_DATA

WRITTEN = {
    "e-postadress": ("a.b@example.com", "skriv till åsa@exempel.se nu", "<x+y@sub.example.com>"),
    "telefonnummer": (
        "070-174 06 05",
        "0701740605",
        "070 174 06 05",
        "+46 70 174 06 05",
        "+46(0)70-174 06 05",
        "063-12 34 56",
        "08-123 45 67",
        "0670-123 45",
    ),
    "personnummer": ("810131-9800", "19810131-9800", "8101319800", "811231+1234", "810191-9800"),
}
HARMLESS = (
    "2025-01-02 – 2025-12-31",
    "den 2025-05-06",
    "RUN/536/2021",
    "SOU 2024:8 och FI2024/02072",
    "1 476 300 kr eller 1476300,50",
    "org.nr 232100-0214 och 5561552323",
    "kl. 08.30–16.00",
    "0,5 km från 0 till 100",
    "programmet 2023–2030",
    "mejla @ kansliet",
)


def found(kind: str, text: str) -> bool:
    """What both engines find, and that they agree."""
    pattern = PERSONAL_DATA[kind]
    in_python = re.search(pattern, text) is not None
    ((in_duckdb,),) = duckdb.execute("SELECT regexp_matches(?, ?)", [text, pattern]).fetchall()
    assert in_duckdb == in_python, text
    return in_python


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in WRITTEN.items() for text in texts])
def test_it_is_found_as_people_write_it_and_taken_for_nothing_else(kind: str, text: str) -> None:
    assert [other for other in PERSONAL_DATA if found(other, text)] == [kind]


@pytest.mark.parametrize("text", HARMLESS)
def test_days_amounts_and_diary_numbers_are_none(text: str) -> None:
    assert [kind for kind in PERSONAL_DATA if found(kind, text)] == []


@given(st.dates().map(str) | st.integers(0, 10**9).map(lambda amount: f"{amount:,}".replace(",", " ")))
def test_no_day_and_no_amount_is_taken_for_personal_data(text: str) -> None:
    assert [kind for kind, pattern in PERSONAL_DATA.items() if re.search(pattern, text)] == []
