"""Values as programs and people of other habits write them: read right, or refused with what keeps them from it."""

from datetime import date
from decimal import Decimal

import pytest

from rsp_pipeline.reading.cells.amounts import read_amount
from rsp_pipeline.reading.cells.days import read_day
from rsp_pipeline.reading.cells.unreadable import Unreadable
from rsp_pipeline.reading.cells.values import read_flag, read_whole, reader
from rsp_pipeline.registers.kinds import MunicipalityCode
from rsp_pipeline_tests.builders import PROGRAMME


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50.000,-", "50000"),
        ("50.000:-", "50000"),
        ("1.250.000,-", "1250000"),
        ("kr 12.500:-", "12500"),
        ("50 000,\u2014", "50000"),
        ("50 000 kronor.", "50000"),
        ("250 tkr.", "250000"),
        ("+50 000", "50000"),
        ("５００００", "50000"),
        ("1e+05", "100000"),  # R
        ("1.25E7", "12500000"),  # Java
        ("7.0000000000000001E4", "70000"),
        ("5.551115123125783e-17", "0"),  # what is left of 0.1 + 0.2 - 0.3
        ("-1,4210854715202e-14", "0"),
    ],
)
def test_an_amount_is_what_its_writer_means(text: str, expected: str) -> None:
    assert str(read_amount(text)) == str(Decimal(expected).quantize(Decimal("0.01")))


@pytest.mark.parametrize(
    "text",
    [
        "den 4 mars 2025",
        "tisdag 4 mars 2025",
        "4:e mars 2025",
        "4 March 2025",
        "March 4, 2025",
        "Tuesday, March 4, 2025",
        "4-mar-2025",
        "4/3/2025 12:00:00 AM",
        "2025-03-04 14:30:00+01",
        "2025-03-03 23:30:00 +0000",
        "2025-03-04 00:15 CET",
        "2025-03-04T00:00+01:00[Europe/Stockholm]",
        "２０２５-03-04",
    ],
)
def test_a_day_is_read_from_other_programs_and_in_words(text: str) -> None:
    assert read_day(text) == date(2025, 3, 4)


@pytest.mark.parametrize("text", ["4/13/2025 25:00", "4. 2025", "mars 2025", "2025-W10-2", "4/3-2025"])
def test_what_is_less_than_a_day_is_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "2321 – Åre",
        "[2321] Åre",
        "Åre k:n",
        "Åre K",
        "Åre; 2321",
        "2321Åre",
        "Kommunen Åre",
        "kommun 2321",
        "Åre, Jämtlands län",
    ],
)
def test_a_municipality_is_known_however_its_code_is_added(text: str) -> None:
    assert reader(MunicipalityCode(), PROGRAMME.municipalities)(text) == "2321"


@pytest.mark.parametrize("text", ["Åre/Berg", "Åre och Berg", "2321 – Berg", "Jämtlands län", "län"])
def test_two_municipalities_or_a_county_are_none(text: str) -> None:
    with pytest.raises(Unreadable):
        reader(MunicipalityCode(), PROGRAMME.municipalities)(text)


@pytest.mark.parametrize(
    ("text", "number"), [("480000,000", 480000), ("7e+06", 7000000), ("4.8E5", 480000), ("４８", 48)]
)
def test_a_whole_number_is_read_as_programs_write_it(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["480000,001", "4.85E0", "480,000"])
def test_a_number_that_is_not_whole_or_may_not_be_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_whole(text)


@pytest.mark.parametrize(
    ("text", "flag"), [("yes", True), ("t", True), ("-1", True), ("✓", True), ("Nej.", False), ("f", False)]
)
def test_yes_and_no_are_read_from_other_programs(text: str, flag: bool) -> None:
    assert read_flag(text) is flag
