"""The euro's rate in kronor from the European Central Bank's files: the mean of every whole month.

A rate of the steward's own stands as it is, unless the bank has another mean for its time. What lies halfway is rounded
to the even figure, as in the rates that are shipped.
"""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from rsp_pipeline.importing.merging import Row
from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.registers.rule_parameters import EURO_RATE, RULE_PARAMETERS
from rsp_pipeline.swedish import MONTHS

UNIT = "kr per euro"
SOURCE = "Europeiska centralbankens referenskurser, medelvärde"
SERIES = re.compile(r"EXR\.[DM]\.SEK\.EUR\.SP00\.A")
NOT_QUOTED = {"", "N/A", "-", "NaN"}
LOOKS_BACK = 3  # years before a decision whose de minimis aid counts
DECIMALS = int(RULE_PARAMETERS.column("value").kind.sql.rstrip(")").rpartition(",")[2])
Period = tuple[date, date]


@dataclass(frozen=True)
class Rates:
    """Kronor per euro of days, or means of months by their first day."""

    of_days: dict[date, Decimal]
    of_months: dict[date, Decimal]

    def mean(self, first: date, last: date) -> Decimal | None:
        """The mean of a period; None where the file does not have the whole of it."""
        if last == _end_of_month(first) and first in self.of_months:
            return self.of_months[first]
        within = [rate for day, rate in self.of_days.items() if first <= day <= last]
        if not within or not self._is_whole(first, last):
            return None
        return (sum(within, Decimal()) / len(within)).quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_EVEN)

    def _is_whole(self, first: date, last: date) -> bool:
        """Whether the days of the file span a period; the bank is closed four days on end at most."""
        if first == last:
            return True
        last_weekday = last - timedelta(days=max(0, last.weekday() - 4))
        return min(self.of_days) <= first + timedelta(days=4) and max(self.of_days) >= last_weekday

    def months(self) -> list[Period]:
        """Every month that the file has something of."""
        firsts = {day.replace(day=1) for day in self.of_days} | set(self.of_months)
        return [(first, _end_of_month(first)) for first in sorted(firsts)]


def read(text: str) -> Rates | None:
    """The rates in a file of the bank's: its history or the data portal's csv; None where it is neither.

    Raises:
        ImportRefused: it has no rate in kronor.
    """
    table = list(csv.reader(text.lstrip("\ufeff").splitlines()))
    header = [cell.strip() for cell in table[0]] if table else []
    if header[:2] == ["Date", "USD"]:
        if "SEK" not in header:
            raise ImportRefused("Filen har ingen kurs i svenska kronor (SEK).")
        pairs = [(row[0], row[header.index("SEK")]) for row in table[1:] if len(row) >= len(header)]
    elif {"CURRENCY", "CURRENCY_DENOM", "TIME_PERIOD", "OBS_VALUE"} <= set(header):
        pairs = list(_of_series(table, header))
    elif header[:1] == ["DATE"] and any(SERIES.search(cell) for cell in header):
        at = next(place for place, cell in enumerate(header) if SERIES.search(cell))
        pairs = [(row[0], row[at]) for row in table[1:] if len(row) > at]
        if "EXR.M." in header[at]:
            pairs = [(day[:7], rate) for day, rate in pairs]
    else:
        return None
    return _rates(pairs)


def _of_series(table: list[list[str]], header: list[str]) -> Iterator[tuple[str, str]]:
    for row in table[1:]:
        cells = dict(zip(header, row, strict=False))
        if SERIES.fullmatch(cells.get("KEY") or f"EXR.{cells.get('FREQ')}.SEK.EUR.SP00.A") and (
            (cells["CURRENCY"], cells["CURRENCY_DENOM"]) == ("SEK", "EUR")
        ):
            yield cells["TIME_PERIOD"], cells["OBS_VALUE"]


def _rates(pairs: Iterable[tuple[str, str]]) -> Rates:
    of_days: dict[date, Decimal] = {}
    of_months: dict[date, Decimal] = {}
    for told, text in pairs:
        if text.strip() in NOT_QUOTED:
            continue
        try:
            day = date.fromisoformat(told.strip() if len(told.strip()) > 7 else f"{told.strip()}-01")
            rate = Decimal(text.strip())
        except (ValueError, InvalidOperation):
            raise ImportRefused(f"”{told} {text}” är ingen dag med en kurs.") from None
        if not 1 < rate < 100:
            raise ImportRefused(f"Kursen {text} den {told} är inte kronor per euro.")
        (of_days if len(told.strip()) > 7 else of_months)[day] = rate
    if not of_days and not of_months:
        raise ImportRefused("Filen har ingen kurs i svenska kronor (SEK).")
    return Rates(of_days, of_months)


def rows(rates: Rates, known: Collection[tuple[date, date | None]], first_year: int) -> list[Row]:
    """Rows of the register rule_parameters: the means of the periods `known`, and of months begun in none of them.

    A known rate without an end is the steward's own, and stands. Months are taken from as many years before the
    programme's first as its rules look back.
    """
    held = [(first, last or first) for first, last in known]
    ended = sorted((first, last) for first, last in known if last)
    new = [
        (month, end)
        for month, end in rates.months()
        if month.year >= first_year - LOOKS_BACK and not any(first <= month <= last for first, last in held)
    ]
    return [_row(period, mean) for period in [*ended, *new] if (mean := rates.mean(*period)) is not None]


def _row(period: Period, mean: Decimal) -> Row:
    first, last = period
    told = _told(first, last)
    rounded = mean.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_EVEN)
    cells = {
        "parameter": EURO_RATE,
        "value": f"{rounded:f}".replace(".", ","),
        "unit": UNIT,
        "valid_from": first.isoformat(),
        "valid_to": last.isoformat(),
        "source": f"{SOURCE} {told}",
    }
    return Row((EURO_RATE, first), cells, f"eurokursen {told}")


def _told(first: date, last: date) -> str:
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if first.day == 1 and last == _end_of_month(first):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()}"


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
