"""The euro's rate from the European Central Bank's files: means of whole months, and the steward's own rows kept."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline.importing.rates import DECIMALS
from rsp_pipeline.registers.rule_parameters import RULE_PARAMETERS
from rsp_pipeline_tests.builders import read
from rsp_pipeline_tests.importing.reference_table import Table, counts, table_of_sample

FIRST, LAST = date(2025, 11, 3), date(2026, 10, 14)


def rates() -> Iterator[tuple[date, Decimal]]:
    """A rate for each weekday: 10 kronor and as many öre as the month has its number, on odd days one more."""
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5:
            yield day, Decimal(1000 + day.month + day.day % 2) / 100
        day += timedelta(days=1)


def history() -> str:
    """As eurofxref-hist.csv: all currencies, the latest day first, and a comma at the end of each line."""
    rows = [f"{day},1.1172,N/A,{rate},11.2," for day, rate in rates()]
    return "\n".join(["Date,USD,CYP,SEK,ZAR,", *reversed(rows)]) + "\n"


def portal() -> str:
    """As the data portal's interface answers with format=csvdata."""
    header = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,TITLE"
    rows = [
        f'EXR.D.SEK.EUR.SP00.A,D,SEK,EUR,SP00,A,{day},{rate},A,"Swedish krona, Euro"\n'
        f"EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,{day},1.1,A,US dollar"
        for day, rate in rates()
    ]
    return "\r\n".join([header, *rows])


def download() -> str:
    """As the data portal's page saves a series."""
    rows = [f'"{day}","{day:%d %b %Y}","{rate}"' for day, rate in rates()]
    return "\n".join(['"DATE","TIME PERIOD","Swedish krona/Euro (EXR.D.SEK.EUR.SP00.A)"', *rows])


def means() -> dict[date, Decimal]:
    """The mean of each whole month, added up day by day."""
    found: dict[date, list[Decimal]] = {}
    for day, rate in rates():
        found.setdefault(day.replace(day=1), []).append(rate)
    return {month: sum(each, Decimal()) / len(each) for month, each in found.items() if month < LAST.replace(day=1)}


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """The sample's parameters without any rate after 2024."""
    return table_of_sample(tmp_path, "rule_parameters.csv", but="eurokurs(;[^;]*){2};202[5-9]")


def known(table: Table) -> dict[date, Decimal]:
    """The rates as the night reads them, by the day they hold from."""
    reading = read(RULE_PARAMETERS, table.raw)
    assert reading.quarantine.empty
    own = reading.accepted[reading.accepted["parameter"] == "eurokurs"]
    return dict(zip(own["valid_from"], own["value"], strict=True))


@pytest.mark.parametrize("layout", [history, portal, download])
def test_whole_months_come_in_with_their_mean_and_old_rows_stand(table: Table, layout: Callable[[], str]) -> None:
    before = known(table)
    assert counts(table.imported(layout()))[:2] == (11, 0)
    after = known(table)
    assert {month: rate for month, rate in after.items() if month in before} == before
    new = {month: rate for month, rate in after.items() if month not in before}
    assert new.keys() == means().keys()
    assert all(abs(new[month] - mean) <= Decimal(1).scaleb(-DECIMALS) / 2 for month, mean in means().items())


def test_a_rate_says_what_it_is(table: Table) -> None:
    table.imported(history())
    (line,) = [line for line in table.lines if "2026-02-01" in line]
    name, _, unit, first, last, source = line.split(";")
    assert (name, unit, first, last) == ("eurokurs", "kr per euro", "2026-02-01", "2026-02-28")
    assert source == "Europeiska centralbankens referenskurser, medelvärde februari 2026"


def test_means_of_months_are_taken_as_the_bank_gives_them(table: Table) -> None:
    header = "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE"
    table.imported(f"{header}\nEXR.M.SEK.EUR.SP00.A,M,SEK,EUR,SP00,A,2026-01,10.6815\n")
    assert known(table)[date(2026, 1, 1)] == round(Decimal("10.6815"), DECIMALS)


@pytest.mark.parametrize("layout", [history, portal, download])
def test_a_file_imported_again_changes_nothing(table: Table, layout: Callable[[], str]) -> None:
    table.stays_when_imported_again(layout(), rows=11)


def test_a_rate_that_the_bank_has_another_mean_for_is_told(table: Table) -> None:
    table.write(
        *table.lines,
        "eurokurs;9,5;kr per euro;2026-02-01;2026-02-28;Egen uppgift",
        "eurokurs;9,7;kr per euro;2026-03-01;;Egen uppgift tills vidare",
    )
    (told,) = table.imported(history()).merged.told
    assert told.startswith("Ändrad: eurokursen februari 2026 var 9,5 och är nu 10,0")
    assert known(table)[date(2026, 3, 1)] == Decimal("9.7")


def test_a_month_within_a_years_rate_is_not_taken(table: Table) -> None:
    table.write(*table.lines, "eurokurs;10;kr per euro;2025-01-01;2025-12-31;Egen uppgift")
    table.imported(history())
    assert [month for month in known(table) if month.year == 2025] == [date(2025, 1, 1)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Date,USD,ZAR,\n2026-01-02,1.1,11,\n", "ingen kurs i svenska kronor"),
        ("Date,USD,SEK,\n2026-01-02,1.1,N/A,\n", "ingen kurs i svenska kronor"),
        ("Date,USD,SEK,\n2026-01-02,1.1,10.9,\n", "ingen hel månad"),
        ("Date,USD,SEK,\n2026-01-02,1.1,elva,\n", "ingen dag med en kurs"),
        ("Date,USD,SEK,\n2026-01-02,1.1,0.0917,\n", "inte kronor per euro"),
        (portal().replace(",SEK,", ",NOK,").replace(".SEK.", ".NOK."), "ingen kurs i svenska kronor"),
    ],
)
def test_a_file_without_a_rate_to_use_is_refused_and_nothing_changes(table: Table, text: str, told: str) -> None:
    table.stays_and_refuses(text, told)


def test_other_parameters_stand_to_the_letter(table: Table) -> None:
    before = table.lines
    table.imported(history())
    assert table.lines[: len(before)] == before


def test_a_table_begins_where_there_is_none(table: Table) -> None:
    table.file.unlink()
    assert table.imported(history()).merged.added == len(known(table)) == 11
