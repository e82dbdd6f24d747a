"""What only all days of a sheet's column tell: whether day or month comes first, and whether a clock is Sweden's.

How one text is read belongs in `days`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum, auto
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.cells.days import ISO, LAST_SECOND, ORDERED, SERIAL, local, read_day
from rsp_pipeline.reading.cells.unreadable import Unreadable, one_spaced, without_decimals
from rsp_pipeline.reading.problems import Told

DOUBTFUL = r"/|:|^\d{1,2}[^\d]|^\d{5}(?:[.,]0+)?$"
DAY_FIRST_BY_HABIT = ("..", ".", "/", "/.")
"""The marks between numbers that stand around nothing but a day and then its month, unless others show that not."""

LATE = "22"  # the hour from which a moment in UTC may be of the next day in Sweden
ROUND = 100  # days as numbers are seldom all multiples of it, amounts often

EITHER_ORDER = Unreadable(
    "ambiguous_date",
    "kan ha dagen eller månaden först, och inget annat datum i kolumnen visar vilket. Skriv år, månad och dag",
)
OTHER_ORDER = Unreadable(
    "ambiguous_date",
    "har inte dag och månad i samma ordning som andra datum i kolumnen. Skriv år, månad och dag",
)
NO_DAY = Unreadable("number_as_day", "är ett tal och inget datum. Hör det hemma i en annan kolumn?")


class Look(Enum):
    """What a text in a column of days looks like, where other days may have to decide."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()
    EITHER_FIRST = auto()
    MIDNIGHT_IN_UTC = auto()
    """A clock that is midnight in Sweden, written in UTC."""
    BEFORE_MIDNIGHT = auto()
    """A clock of the last minute, as programs that lose some seconds write midnight."""
    LATE = auto()
    CLOCK = auto()
    OTHER_ZONE = auto()
    """A moment with its zone, whose day in Sweden is another than it says."""
    ROUND_NUMBER = auto()
    NUMBER = auto()


IN_ORDER = (Look.DAY_FIRST, Look.MONTH_FIRST, Look.EITHER_FIRST)


class Settled(NamedTuple):
    """What is decided of some rows of a column: by distinct text the day it is after all, or why it is none."""

    rows: np.ndarray
    days: Mapping[int, date | Unreadable]


def settled(texts: pa.Array, codes: np.ndarray, sheets: np.ndarray) -> tuple[list[Settled], list[Told]]:
    """What the other days of its sheet decide of a column's days, and what there is to tell of it.

    `texts` are the distinct ones; `codes` say which of them each row has, −1 for none, and `sheets` in which sheet each
    row stands.
    """
    places = np.flatnonzero(pc.match_substring_regex(texts, DOUBTFUL))
    said = dict(zip(places.tolist(), texts.take(places).to_pylist(), strict=True))
    looks = {at: look for at, text in said.items() if (look := _look(text))}
    decided: list[Settled] = []
    told: list[Told] = []
    rows = np.flatnonzero(np.isin(codes, list(looks)))
    for sheet in np.unique(sheets[rows]):
        own = rows[sheets[rows] == sheet]
        by_look: dict[Look, list[int]] = {}
        for at in np.unique(codes[own]).tolist():
            by_look.setdefault(looks[at], []).append(at)
        column = _SheetColumn(said, own, codes[own], by_look)
        has_others = len(own) < int(np.count_nonzero((sheets == sheet) & (codes >= 0)))
        days = column.by_the_clock(told) | column.numbers(told, has_others)
        for alike in column.by_marks():
            days |= alike.in_order(told)
        decided.append(Settled(own, days))
    return decided, told


def _look(text: str) -> Look | None:
    plain = without_decimals(one_spaced(text))
    if SERIAL.fullmatch(plain):
        return Look.NUMBER if int(plain) % ROUND else Look.ROUND_NUMBER
    if found := ORDERED.fullmatch(plain):
        return _order(int(found["d"]), int(found["m"]))
    found = ISO.fullmatch(plain)
    if not found or not found["clock"] or found["clock"] >= "24" or LAST_SECOND.fullmatch(found["clock"]):
        return None
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
        if found["zone"]:
            return Look.OTHER_ZONE if read_day(text) != day else None
    except ValueError:
        return None
    return _clock(day, found["clock"])


def _order(first: int, second: int) -> Look | None:
    if first == second or max(first, second) > 31 or min(first, second) > 12:
        return None
    return Look.DAY_FIRST if first > 12 else Look.MONTH_FIRST if second > 12 else Look.EITHER_FIRST


def _clock(day: date, clock: str) -> Look | None:
    if not clock.strip("0:.,"):
        return None
    if clock >= LATE and f"{local(day, clock):%H%M%S}" == "000000":
        return Look.MIDNIGHT_IN_UTC
    if clock.startswith("23:59:"):
        return Look.BEFORE_MIDNIGHT
    return Look.LATE if clock >= LATE else Look.CLOCK


class _SheetColumn(NamedTuple):
    """A sheet's days that others decide: what each distinct text says, its rows, and its texts by their look."""

    said: Mapping[int, str]
    rows: np.ndarray
    codes: np.ndarray
    by_look: Mapping[Look, list[int]]

    def rows_of(self, texts: Iterable[int]) -> np.ndarray:
        return self.rows[np.isin(self.codes, list(texts))]

    def of(self, *looks: Look) -> list[int]:
        return [at for look in looks for at in self.by_look.get(look, ())]

    def by_marks(self) -> Iterator[_SheetColumn]:
        """The days of which the order may be in doubt, those apart that are written with other marks: 3/4, 3.4."""
        in_order = [(look, at) for look in IN_ORDER for at in self.by_look.get(look, ())]
        for marks in dict.fromkeys(_marks(self.said[at]) for _, at in in_order):
            alike = [(look, at) for look, at in in_order if _marks(self.said[at]) == marks]
            yield self._replace(by_look={look: [at for other, at in alike if other is look] for look in IN_ORDER})

    def in_order(self, told: list[Told]) -> dict[int, date | Unreadable]:
        """What the days say whose order is certain decides all of them; with as many of each order, nothing does."""
        day_first, month_first, either = map(self.of, (Look.DAY_FIRST, Look.MONTH_FIRST, Look.EITHER_FIRST))
        of_each = len(self.rows_of(day_first)), len(self.rows_of(month_first))
        if of_each == (0, 0):
            is_plain = bool(either) and _marks(self.said[either[0]]) in DAY_FIRST_BY_HABIT
            return {} if is_plain else dict.fromkeys(either, EITHER_ORDER)
        if of_each[0] == of_each[1]:
            return dict.fromkeys([*day_first, *month_first, *either], OTHER_ORDER)
        if of_each[0] > of_each[1]:
            return dict.fromkeys(month_first, OTHER_ORDER)
        swapped = [*month_first, *either]
        clause = f"datumen läses med månaden först, som ”{self.said[month_first[0]]}” visar"
        told.append(Told("month_first", clause, self.rows_of(swapped)))
        return {at: _day(_swapped(self.said[at])) for at in swapped} | dict.fromkeys(day_first, OTHER_ORDER)

    def by_the_clock(self, told: list[Told]) -> dict[int, date | Unreadable]:
        """Days that a program wrote as moments of the day before, when all moments of the sheet look so."""
        if zoned := self.of(Look.OTHER_ZONE):
            first = self.said[zoned[0]]
            clause = f"klockslagen är i en annan tidszon, och dagen i Sverige läses: ”{first}” är {read_day(first)}"
            told.append(Told("other_time_zone", clause, self.rows_of(zoned)))
        moments = self.of(Look.MIDNIGHT_IN_UTC, Look.BEFORE_MIDNIGHT, Look.LATE, Look.CLOCK)
        for look, why in (
            (Look.MIDNIGHT_IN_UTC, "klockslagen är midnatt i Sverige, skrivna i UTC"),
            (Look.BEFORE_MIDNIGHT, "klockslagen är midnatt som tappat några sekunder"),
        ):
            if moments and len(self.of(look)) == len(moments):
                days = {at: read_day(self.said[at]) + timedelta(days=1) for at in moments}
                clause = f"{why}, så dagen därpå läses: ”{self.said[moments[0]]}” är {days[moments[0]]}"
                told.append(Told("midnight_as_clock", clause, self.rows_of(moments)))
                return dict(days)
        if late := self.of(Look.MIDNIGHT_IN_UTC, Look.BEFORE_MIDNIGHT, Look.LATE):
            clause = (
                f"klockslag efter 22 är kanske i UTC, och dagen då den därpå; ”{self.said[late[0]]}” läses som den står"
            )
            told.append(Told("late_clock", clause, self.rows_of(late)))
        return {}

    def numbers(self, told: list[Told], has_others: bool) -> dict[int, date | Unreadable]:
        """Numbers are days where all are; beside written days they are told, and round ones are rather amounts."""
        numbers, round_numbers = self.of(Look.NUMBER), self.of(Look.ROUND_NUMBER)
        if numbers and has_others:
            first = self.said[numbers[0]]
            clause = f"tal läses som kalkylprogrammets löpnummer för dagar: ”{first}” är {read_day(first)}"
            told.append(Told("number_as_day", clause, self.rows_of([*numbers, *round_numbers])))
        return {} if numbers else dict.fromkeys(round_numbers, NO_DAY)


def _marks(text: str) -> str:
    """The marks between the numbers of a day that has its year last."""
    return re.sub(r"\d+", "", one_spaced(text).partition(" ")[0])


def _swapped(text: str) -> str:
    return re.sub(r"(\d+)(\D)(\d+)", r"\3\2\1", one_spaced(text), count=1)


def _day(text: str) -> date | Unreadable:
    try:
        return read_day(text)
    except Unreadable as reason:
        return reason
