from datetime import date
from decimal import Decimal

import pytest

from rsp_pipeline.swedish import (
    Adjective,
    Gender,
    Noun,
    amount,
    change,
    compared_amount,
    compared_count,
    counted,
    counted_in_words,
    enumeration,
    genitive,
    in_words,
    kommun,
    kronor,
    long_date,
    number,
    out_of,
    percent,
    percent_change,
    pieces,
    quoted,
    sentence,
    whole_kronor,
)

VISIT = Noun("besök", "besök", Gender.NEUTRUM)
DECISION = Noun("beslut", "beslut", Gender.NEUTRUM)
STATEMENT = Noun("yttrande", "yttranden", Gender.NEUTRUM)
PLAN = Noun("plan", "planer", Gender.UTRUM)
KOMMUN = Noun("kommun", "kommuner", Gender.UTRUM)
MEETING = Noun("digitalt möte", "digitala möten", Gender.NEUTRUM)
ADOPTED = Adjective("antagen", "antaget", "antagna")


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
        ("619992.00", "619\u00a0992\u00a0kronor"),
        ("619992.50", "619\u00a0992,50\u00a0kronor"),
        ("0", "0\u00a0kronor"),
        (None, "uppgift saknas"),
    ],
)
def test_an_amount_shows_ore_only_when_there_are_any(value: str | None, text: str) -> None:
    assert kronor(None if value is None else Decimal(value)) == text


def test_a_count_has_the_abbreviation_of_the_memo() -> None:
    assert pieces(Decimal("8.0000")) == "8\u00a0st."
    assert pieces(None) == "uppgift saknas"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (amount(Decimal("1844099.60")), "1\u00a0844\u00a0099,60"),
        (amount(Decimal("57998.00")), "57\u00a0998"),
        (amount(None), "uppgift saknas"),
        (whole_kronor(Decimal("1844099.60")), "1\u00a0844\u00a0100\u00a0kronor"),
        (whole_kronor(None), "uppgift saknas"),
        (percent(Decimal("26.4")), "26\u00a0%"),
        (percent(Decimal("0.25"), 1), "0,3\u00a0%"),
        (percent(0), "0\u00a0%"),
        (percent(None), "uppgift saknas"),
        (change(2), "+2"),
        (change(-3), "\u22123"),
        (change(0), "0"),
        (change(Decimal("77550")), "+77\u00a0550"),
        (change(Decimal("0.4")), "0"),
        (change(Decimal("-0.4")), "0"),
        (change(Decimal("-0.4"), 1), "\u22120,4"),
        (change(None), "uppgift saknas"),
        (percent_change(Decimal("6.314")), "+6\u00a0%"),
        (percent_change(Decimal("-40.05")), "\u221240\u00a0%"),
        (percent_change(None), "uppgift saknas"),
        (counted(0, VISIT), "inga besök"),
        (counted(1, VISIT), "1\u00a0besök"),
        (counted(2, VISIT), "2\u00a0besök"),
        (counted(1, PLAN), "1\u00a0plan"),
        (counted(2, PLAN), "2\u00a0planer"),
        (counted(0, PLAN), "inga planer"),
        (counted(1234, PLAN), "1\u00a0234\u00a0planer"),
        (counted(1, MEETING), "1\u00a0digitalt möte"),
        (counted(12, MEETING), "12\u00a0digitala möten"),
        (counted(Decimal("1.0000"), DECISION), "1\u00a0beslut"),
        (counted(None, VISIT), "uppgift saknas"),
        (counted_in_words(0, DECISION), "inga beslut"),
        (counted_in_words(1, DECISION), "ett beslut"),
        (counted_in_words(1, PLAN), "en plan"),
        (counted_in_words(2, PLAN), "två planer"),
        (counted_in_words(3, STATEMENT), "tre yttranden"),
        (counted_in_words(12, PLAN), "tolv planer"),
        (counted_in_words(13, PLAN), "13 planer"),
        (counted_in_words(Decimal("2.0000"), VISIT), "två besök"),
        (counted_in_words(None, PLAN), "uppgift saknas"),
        (in_words(0), "inga"),
        (in_words(1, Gender.NEUTRUM), "ett"),
        (in_words(1), "en"),
        (in_words(Decimal("2.5")), "3"),
        (ADOPTED.agreeing(PLAN, 1), "antagen"),
        (ADOPTED.agreeing(DECISION, 1), "antaget"),
        (ADOPTED.agreeing(PLAN, 2), "antagna"),
        (ADOPTED.agreeing(DECISION, 0), "antagna"),
        (out_of(6, 8, KOMMUN, "länets"), "sex av länets åtta kommuner"),
        (out_of(1, 8, KOMMUN, "länets"), "en av länets åtta kommuner"),
        (out_of(0, 8, KOMMUN, "länets"), "ingen av länets åtta kommuner"),
        (out_of(8, 8, KOMMUN, "länets"), "samtliga länets åtta kommuner"),
        (out_of(1, 3, DECISION), "ett av tre beslut"),
        (out_of(0, 3, DECISION), "inget av tre beslut"),
        (out_of(1, 1, PLAN), "1 av 1 plan"),
        (out_of(0, 1, DECISION), "0 av 1 beslut"),
        (out_of(14, 15, KOMMUN), "14 av 15 kommuner"),
        (out_of(None, 8, KOMMUN), "uppgift saknas"),
        (compared_count(18, 15, "2024"), "3\u00a0fler än 2024"),
        (compared_count(15, 17, "2024"), "2\u00a0färre än 2024"),
        (compared_count(17, 17, "2024"), "lika många som 2024"),
        (compared_count(0, 0, "2024"), "lika många som 2024"),
        (compared_count(0, 4, "2024"), "4\u00a0färre än 2024"),
        (compared_count(4, 0, "ett år tidigare"), "4\u00a0fler än ett år tidigare"),
        (compared_count(2000, 0, "2024"), "2\u00a0000\u00a0fler än 2024"),
        (compared_count(4, None, "2024"), "uppgift saknas för 2024"),
        (compared_count(None, 4, "2024"), "uppgift saknas"),
        (compared_amount(112, 100, "2024"), "12\u00a0% mer än 2024"),
        (compared_amount(93, 100, "2024"), "7\u00a0% mindre än 2024"),
        (compared_amount(100, 100, "2024"), "lika mycket som 2024"),
        (compared_amount(Decimal("100.40"), 100, "2024"), "0,4\u00a0% mer än 2024"),
        (compared_amount(Decimal("100.01"), 100, "2024"), "nästan lika mycket som 2024"),
        (compared_amount(500, 0, "2024"), "mer än 2024, då beloppet var 0\u00a0kronor"),
        (compared_amount(0, 500, "2024"), "100\u00a0% mindre än 2024"),
        (compared_amount(500, None, "2024"), "uppgift saknas för 2024"),
        (compared_amount(None, 500, "2024"), "uppgift saknas"),
        (enumeration([]), ""),
        (enumeration(["a"]), "a"),
        (enumeration(["a", "b"]), "a och b"),
        (enumeration(["a", "b", "c"]), "a, b och c"),
        (enumeration(["a och b", "c"]), "a och b samt c"),
        (long_date(date(2026, 3, 24)), "den 24\u00a0mars 2026"),
        (long_date(date(2025, 12, 1)), "den 1\u00a0december 2025"),
        (long_date(None), "uppgift saknas"),
        (genitive("Krokom"), "Krokoms"),
        (genitive("Länsstyrelsen Jämtlands län"), "Länsstyrelsen Jämtlands läns"),
        (genitive("Borås"), "Borås"),
        (kommun("Berg"), "Bergs kommun"),
        (kommun("Åre"), "Åre kommun"),
        (kommun("Borås"), "Borås kommun"),
        (sentence("åtta planer gäller"), "Åtta planer gäller."),
        (sentence("Gäller det?"), "Gäller det?"),
        (quoted("Handla lokalt"), "”Handla lokalt”"),
    ],
)
def test_swedish_is_spoken(said: str, text: str) -> None:
    assert said == text
