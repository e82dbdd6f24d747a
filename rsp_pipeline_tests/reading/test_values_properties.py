"""Claims over all values, not chosen ones."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.reading.cells.amounts import read_amount
from rsp_pipeline.reading.cells.days import FORMS, MONTHS, read_day
from rsp_pipeline.reading.cells.org_numbers import has_luhn_checksum, read_org_no
from rsp_pipeline.reading.cells.unreadable import Unreadable
from rsp_pipeline.reading.cells.values import reader
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline_tests.builders import PROGRAMME

amounts = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
separators = st.sampled_from(["", " ", "\u00a0", "\u202f", "'"])
minuses = st.sampled_from(["-", "\u2011", "\u2212"])
suffixes = st.sampled_from(["", " kr", " kronor", "kr"])


@given(amounts, separators, minuses, suffixes)
def test_any_amount_written_in_any_swedish_way_reads_back_to_itself(
    amount: Decimal, separator: str, minus: str, suffix: str
) -> None:
    text = f"{abs(amount):,.2f}".replace(",", separator).replace(".", ",")
    assert read_amount((minus if amount < 0 else "") + text + suffix) == amount


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_any_date_written_in_any_supported_way_reads_back_to_itself(day: date) -> None:
    written = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day}/{day.month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day:%Y/%m/%d}",
        f"{day.isoformat()} 00:00",
    ]
    assert {read_day(text) for text in written} == {day}
    assert len(FORMS) == 6


@given(st.text(max_size=30))
def test_no_text_raises_anything_but_a_told_reason(text: str) -> None:
    for kind in {column.kind for register in REGISTERS for column in register.columns}:
        with suppress(Unreadable):
            reader(kind, PROGRAMME.municipalities)(text.strip() or "-")


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_exactly_one_check_digit_fits_any_nine_digits(digits: str) -> None:
    fitting = [last for last in "0123456789" if has_luhn_checksum(digits + last)]
    assert len(fitting) == 1
    assert read_org_no(digits + fitting[0]) == digits + fitting[0]
