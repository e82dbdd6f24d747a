"""Personal data in free text: masked as people write it, and not where there is none."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.reading.personal_data import KINDS, PersonalData, masked

E_MAIL, PHONE, PERSONAL_NUMBER = (kind.mask for kind in KINDS)
WRITTEN = {
    "a.b@example.com": E_MAIL,
    "skriv till åsa@exempel.se.": f"skriv till {E_MAIL}.",
    "mailto:x@example.com": f"mailto:{E_MAIL}",
    "<x+y@sub.example.com>": f"<{E_MAIL}>",
    "070-174 06 05": PHONE,
    "0701740605": PHONE,
    "tel0701740605": f"tel{PHONE}",
    "070 174 06 05": PHONE,
    "070\u2013174\u00a006\u00a005": PHONE,
    "070/174 06 05": PHONE,
    "070/1740605": PHONE,
    "0701-740605, kvällar": f"{PHONE}, kvällar",
    "+46 70 174 06 05": PHONE,
    "+46(0)70-174 06 05": PHONE,
    "+46 (0) 70 174 06 05": PHONE,
    "0046 70 174 06 05": PHONE,
    "063-12 34 56": PHONE,
    "(063) 12 34 56": PHONE,
    "08-123 45 67": PHONE,
    "0670-123 45": PHONE,
    "0171-5 00 00": PHONE,
    "810131-9800": PERSONAL_NUMBER,
    "19810131-9800": PERSONAL_NUMBER,
    "19810131 9800": PERSONAL_NUMBER,
    "810131 - 9800": PERSONAL_NUMBER,
    "810131\u20119800": PERSONAL_NUMBER,
    "8101319800": PERSONAL_NUMBER,
    "811231+1234": PERSONAL_NUMBER,
    "810191-9800": PERSONAL_NUMBER,
    "8101919800": PERSONAL_NUMBER,
    "pnr:198101319800": f"pnr:{PERSONAL_NUMBER}",
    "Ring 0701740605 eller a@b.se, född 810131-9800": f"Ring {PHONE} eller {E_MAIL}, född {PERSONAL_NUMBER}",
}
HARMLESS = (
    "2025-01-02 – 2025-12-31",
    "den 2025-05-06 0830",
    "05.06.2025 och 02/2024",
    "RUN/536/2021",
    "SOU 2024:8, FI2024/02072 och KN2024/0123456",
    "1 476 300 kr eller 1476300,50",
    "12 450 000,00 eller 0 123 456 kr",
    "org.nr 232100-0214 och 5561552323",
    "bankgiro 123-4567, plusgiro 902003-3",
    "63.123456, 14.123456 (N 7012345 E 512345)",
    "kl. 08.30–16.00",
    "0,5 km från 0 till 100",
    "programmet 2023–2030",
    "mejla @ kansliet",
)


@pytest.mark.parametrize(("text", "expected"), WRITTEN.items())
def test_it_is_masked_as_people_write_it_and_taken_for_nothing_else(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize("text", HARMLESS)
def test_days_amounts_and_numbers_of_cases_and_companies_are_none(text: str) -> None:
    assert masked(text) == text


@given(st.dates().map(str) | st.integers(0, 10**9).map(lambda amount: f"{amount:,}".replace(",", " ")))
def test_no_day_and_no_amount_is_taken_for_personal_data(text: str) -> None:
    assert masked(text) == text


@given(st.text() | st.sampled_from([*WRITTEN, *HARMLESS]))
def test_what_is_masked_has_nothing_more_to_mask(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun.singular)
def test_whatever_would_be_masked_is_suspect(kind: PersonalData) -> None:
    @given(st.from_regex(kind.pattern))
    def suspected(text: str) -> None:
        assert pc.match_substring_regex(pa.array([text]), kind.suspect).to_pylist() == [True]

    suspected()
