"""Values as people and programs write them: read right, or refused with what keeps them from it."""

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from rsp_pipeline.programme import Municipality
from rsp_pipeline.reading.cells.columns import read_column
from rsp_pipeline.reading.cells.unreadable import Unreadable
from rsp_pipeline.reading.cells.values import reader
from rsp_pipeline.registers.grants import GRANT_FORM
from rsp_pipeline.registers.kinds import (
    Amount,
    Choices,
    Day,
    Flag,
    Kind,
    MunicipalityCode,
    Number,
    OrgNo,
    Text,
    Whole,
    one_of,
)
from rsp_pipeline_tests.builders import COMPANY, PERSON, PROGRAMME


def read(kind: Kind, text: str) -> object:
    return reader(kind, PROGRAMME.municipalities)(text)


def why_not(kind: Kind, text: str) -> str:
    """The code of why a text cannot be read."""
    with pytest.raises(Unreadable) as refusal:
        read(kind, text)
    return refusal.value.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 476 300,00", "1476300"),
        ("1\u00a0476\u00a0300", "1476300"),
        ("1\u202f476\u202f300 kr", "1476300"),
        ("1'476'300", "1476300"),
        ("1.476.300", "1476300"),
        ("1,476,300.50", "1476300.50"),
        ("1.476,50", "1476.50"),
        ("1476300.5", "1476300.5"),
        ("1476300,55 kronor", "1476300.55"),
        ("619 992:-", "619992"),
        ("250 tkr", "250000"),
        ("1,5 Mkr", "1500000"),
        ("-500", "-500"),
        ("\u2011500", "-500"),
        ("\u2212500,25", "-500.25"),
        ("(500)", "-500"),
        ("1,2 mnkr", "1200000"),
        ("619 992,-", "619992"),
        ("0", "0"),
        ("20 250 314", "20250314"),  # digits alone are rather a day
        ("20250300", "20250300"),
        ("5560360794", "5560360794"),
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
    assert str(read(Amount(), text)) == str(Decimal(expected).quantize(Decimal("0.01")))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("abc", "not_an_amount"),
        ("2025-03-14", "day_as_amount"),
        ("2025-03-14 00:00:00", "day_as_amount"),
        ("14 mars 2025", "day_as_amount"),
        ("20250314", "day_as_amount"),
        (COMPANY, "org_no_as_amount"),
        ("556036-0793", "org_no_as_amount"),
        ("enl. beslut", "not_an_amount"),
        ("1 47 300", "not_an_amount"),
        ("12,345678", "too_many_decimals"),
        ("1e6", "not_an_amount"),
        ("1.476.300.50", "not_an_amount"),
        ("12.500", "ambiguous_amount"),
        ("12,500", "ambiguous_amount"),
        ("12.500 kr", "ambiguous_amount"),
        ("500-", "ambiguous_amount"),
        ("1000000000000", "amount_too_large"),
        ("٣", "not_an_amount"),
        ("50,000:-", "ambiguous_amount"),
        ("50.000", "ambiguous_amount"),
        ("+50.000", "ambiguous_amount"),
        ("5,00E+04", "not_an_amount"),  # digits may be lost
        ("5E+04", "not_an_amount"),
        ("1.23457e+06", "not_an_amount"),  # of six digits, as C rounds
        (PERSON, "org_no_as_amount"),
        (f"{PERSON[:6]}-{PERSON[6:]}", "org_no_as_amount"),
    ],
)
def test_an_amount_that_is_unclear_is_refused(text: str, code: str) -> None:
    assert why_not(Amount(), text) == code


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-31",
        "2025-12-31 00:00",
        "2025-12-31T00:00:00",
        "2025-12-31 13:45",
        "20251231",
        "31/12 2025",
        "31/12/2025",
        "31.12.2025",
        "31 dec 2025",
        "31 december 2025",
        "31 DEC. 2025",
        "46022",
        "2025\u201112\u201131",
    ],
)
def test_a_date_is_read_in_the_ways_it_is_written(text: str) -> None:
    assert read(Day(), text) == date(2025, 12, 31)


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
    assert read(Day(), text) == date(2025, 3, 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25-12-31", "not_a_date"),
        ("31/12 25", "not_a_date"),
        ("2025-02-30", "no_such_date"),
        ("2025-13-01", "no_such_date"),
        ("1025-01-01", "unlikely_year"),
        ("31 foo 2025", "not_a_date"),
        ("31 marsipan 2025", "not_a_date"),
        ("i våras", "not_a_date"),
        ("1476300", "not_a_date"),
        ("4/13/2025 25:00", "no_such_date"),
        ("4. 2025", "not_a_date"),
        ("mars 2025", "not_a_date"),
        ("2025-W10-2", "not_a_date"),
        ("4/3-2025", "not_a_date"),
    ],
)
def test_a_date_that_is_unclear_or_impossible_is_refused(text: str, code: str) -> None:
    assert why_not(Day(), text) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("1 200", 1200),
        ("3,0", 3),
        ("\u22124", -4),
        ("480000,000", 480000),
        ("7e+06", 7000000),
        ("4.8E5", 480000),
        ("４８", 48),
    ],
)
def test_a_whole_number_is_read_as_people_and_programs_write_it(text: str, expected: int) -> None:
    assert read(Whole(), text) == expected


@pytest.mark.parametrize("text", ["1,5", "1.000", "1 2", "tolv", "", "99999999999", "480000,001", "4.85E0", "480,000"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(Whole(), text)


@pytest.mark.parametrize("text", ["Ja", "x", "yes", "t", "-1", "✓"])
def test_yes_is_read(text: str) -> None:
    assert read(Flag(), text) is True


@pytest.mark.parametrize("text", ["NEJ", "0", "Nej.", "f"])
def test_no_is_read(text: str) -> None:
    assert read(Flag(), text) is False


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(Unreadable, match="varken ja eller nej"):
        read(Flag(), "kanske")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COMPANY, COMPANY),
        ("556036-0793", COMPANY),
        ("165560360793", COMPANY),
        ("19" + PERSON, PERSON),
        ("511619801", "0511619801"),
    ],
)
def test_an_org_number_becomes_ten_digits(text: str, expected: str) -> None:
    assert read(OrgNo(), text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5560360794", "org_no_checksum"),
        ("556036", "org_no_length"),
        ("5,56036E+09", "org_no_as_number"),
        ("okänt", "org_no_length"),
    ],
)
def test_an_org_number_that_is_none_is_refused(text: str, code: str) -> None:
    assert why_not(OrgNo(), text) == code


@pytest.mark.parametrize("text", ["2313", "Strömsund", "STRÖMSUND", "Strömsunds kommun", "strömsund kommun"])
def test_a_municipality_is_known_by_code_or_name(text: str) -> None:
    assert read(MunicipalityCode(), text) == "2313"


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
    assert read(MunicipalityCode(), text) == "2321"


@pytest.mark.parametrize("text", ["Åre/Berg", "Åre och Berg", "2321 – Berg", "Jämtlands län", "län"])
def test_two_municipalities_or_a_county_are_none(text: str) -> None:
    assert why_not(MunicipalityCode(), text) == "unknown_municipality"


def test_a_municipality_that_ends_in_s_has_no_second_s() -> None:
    bengtsfors = (Municipality("1460", "Bengtsfors"),)
    assert reader(MunicipalityCode(), bengtsfors)("Bengtsfors kommun") == "1460"


def test_a_municipality_of_another_county_is_refused_and_a_near_miss_suggested() -> None:
    with pytest.raises(Unreadable, match=r"ingen av länets kommuner$"):
        read(MunicipalityCode(), "Sundsvall")
    with pytest.raises(Unreadable, match="Menas ”Strömsund”"):
        read(MunicipalityCode(), "Strömsnud")


@pytest.mark.parametrize("text", ["Driftstöd", "särskilt  driftstöd", "SÄRSKILT DRIFTSTÖD"])
def test_a_term_is_known_by_its_other_spellings(text: str) -> None:
    assert read(GRANT_FORM, text) == "Särskilt driftstöd"


def test_an_unknown_term_is_told_with_the_known_ones() -> None:
    with pytest.raises(Unreadable, match=r"finns inte bland Hemsändning, .*Menas ”Servicebidrag”"):
        read(GRANT_FORM, "Servicebidrg")


@pytest.mark.parametrize(
    "text", ["Region, Kommun", "kommun och region", "Kommun samt\nRegion", "Kommun+Region", "Kommun;Region;Kommun"]
)
def test_a_set_is_kept_once_each_in_its_own_order(text: str) -> None:
    assert read(Choices(one_of("Region", "Kommun", "Länsstyrelse")), text) == "Region, Kommun"


def test_the_part_of_a_set_that_is_unknown_is_named() -> None:
    with pytest.raises(Unreadable, match="innehåller ”Fågel”, och det finns inte bland Region"):
        read(Choices(one_of("Region", "Kommun")), "Region, Fågel")


def test_a_set_of_nothing_but_a_comma_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(Choices(one_of("Region", "Kommun")), ", ")


@pytest.mark.parametrize("kind", [Text(), Amount()])
def test_a_cell_that_a_spreadsheet_could_not_work_out_is_no_value_of_any_kind(kind: Kind) -> None:
    cells = pa.array(["#N/A", "#FORMEL! =A1", "1"])
    column = read_column(cells, kind, ())
    assert column.values().is_null().to_pylist() == [True, True, False]
    assert [reason.code for reason, _ in column.unreadable] == ["error_value", "formula_without_value"]


def test_a_column_keeps_empty_cells_empty_and_tells_where_each_unreadable_text_stands() -> None:
    cells = pa.array(["1", None, "abc", "1", "abc", "1.234"])
    column = read_column(cells, Amount(), ())
    assert column.values().to_pylist() == [Decimal(1), None, None, Decimal(1), None, None]
    assert column.values(slice(3, 5)).to_pylist() == [Decimal(1), None]
    told = {reason.code: rows.tolist() for reason, rows in column.unreadable}
    assert told == {"not_an_amount": [2, 4], "ambiguous_amount": [5]}


@pytest.mark.parametrize("count", [1, 126, 127, 128, 40_000])
def test_a_column_of_any_number_of_texts_has_its_default_where_a_cell_is_empty(count: int) -> None:
    cells = pa.array([*map(str, range(count)), None, "abc"])
    column = read_column(cells, Whole(), (), default="7")
    assert column.values().to_pylist() == [*range(count), 7, None]
    assert column.cells(np.array([count, count + 1])).to_pylist() == [None, "abc"]


@pytest.mark.parametrize(
    ("text", "number"), [("11,0663", "11.0663"), ("10.4848", "10.4848"), ("350 000", "350000"), ("12,5", "12.5")]
)
def test_a_number_may_have_four_decimals(text: str, number: str) -> None:
    assert read(Number(), text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "code"), [("11,066", "ambiguous_amount"), ("11,06631", "too_many_decimals"), ("elva", "not_an_amount")]
)
def test_a_number_that_may_mean_two_things_is_refused(text: str, code: str) -> None:
    assert why_not(Number(), text) == code
