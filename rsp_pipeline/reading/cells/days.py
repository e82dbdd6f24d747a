"""From text to days: one text by itself, as far as it can be told by itself.

What only all days of a column tell, such as whether day or month comes first, belongs in `day_columns`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rsp_pipeline.reading.cells.unreadable import Unreadable, one_spaced, without_decimals
from rsp_pipeline.store.clock import TIMEZONE

EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
EXCEL_EPOCH = date(1899, 12, 30)
DAYS_TO_1904 = 1462  # between the epochs of serial numbers
LAST_SERIAL = 55_152  # of 2050; a greater number is rather an amount

CLOCK = r"(?P<clock>[0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?)"
ZONE = r"(?P<zone>Z|UTC|GMT|CES?T|[+-]\d\d(?::?\d\d)?)(?:\[[\w/+-]+\])?"
TWELVE_HOURS = r"\d{1,2}:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[AP]\.?M\.?)?"
MONTH = (
    "jan(?:uari|uary)?|febr?(?:uari|uary)?|mar(?:s|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?|aug(?:usti?)?"
    "|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAY = (
    "(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
)
ON_A_DAY = rf"(?:(?:{WEEKDAY})[.,]? )?(?:den )?"
ISO = re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?:[ T]{CLOCK}(?: ?{ZONE})?)?", re.ASCII)
ORDERED = re.compile(
    r"(?=\d+(?:/\d+/|-\d+-|[/.]\d+[ .]))(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/. -](?P<y>\d{4})"
    rf"(?: {TWELVE_HOURS})?",
    re.ASCII | re.IGNORECASE,
)
FORMS = (
    ISO,
    re.compile(r"(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII),
    ORDERED,
    re.compile(
        rf"{ON_A_DAY}(?P<d>\d{{1,2}})(?:\.|:[ae]|st|nd|rd|th)?[ -](?P<name>{MONTH})\.?,?[ -](?P<y>\d{{4}})",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        rf"{ON_A_DAY}(?P<name>{MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})", re.IGNORECASE | re.ASCII
    ),
)
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
IN_SWEDISH = {"may": "maj", "oct": "okt"}
SERIAL = re.compile(r"[2-5]\d{4}", re.ASCII)
LAST_SECOND = re.compile(r"23:59(?::59(?:[.,]\d+)?)?")  # how the end of a day is written, not a moment


def read_day(text: str) -> date:
    """A date: ISO, `20251231`, `31/12 2025`, `31 dec 2025`, or the serial number Excel keeps for it.

    A moment is read as its day in Sweden where its zone is told, else as the day it says.
    """
    plain = without_decimals(one_spaced(text))
    if SERIAL.fullmatch(plain) and int(plain) <= LAST_SERIAL:
        return EXCEL_EPOCH + timedelta(days=int(plain))
    for form in FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            month = int(parts["m"]) if "m" in parts else _month(parts["name"])
            day = _day(int(parts["y"]), month, int(parts["d"]))
            return in_sweden(day, parts["clock"], parts["zone"]) if parts.get("zone") else day
    raise Unreadable("not_a_date", "är inget datum. Skriv år, månad och dag, till exempel 2025-12-31")


def _month(name: str) -> int:
    short = name.lower()[:3]
    return MONTHS.index(IN_SWEDISH.get(short, short)) + 1


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable("no_such_date", "är ett datum som inte finns") from None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unreadable("unlikely_year", f"har ett årtal utanför {EARLIEST_YEAR}–{LATEST_YEAR}")
    return found


def in_sweden(day: date, clock: str, zone: str = "Z") -> date:
    """The day in Sweden of a moment; one that stands for the end of a day is that day anywhere."""
    return day if LAST_SECOND.fullmatch(clock) else local(day, clock, zone).date()


def local(day: date, clock: str, zone: str = "Z") -> datetime:
    """A moment on the clock in Sweden."""
    try:
        moment = datetime.fromisoformat(f"{day}T{clock.replace(',', '.')[:15]}")
    except ValueError:
        raise Unreadable("not_a_date", "har ett klockslag som inte finns") from None
    ahead = timedelta()
    if zone[0] in "+-":
        ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].strip(":") or 0)) * (1 if zone[0] == "+" else -1)
    elif zone.startswith("CE"):
        ahead = timedelta(hours=len(zone) - 2)  # CET, CEST
    return (moment - ahead).replace(tzinfo=UTC).astimezone(ZoneInfo(TIMEZONE))


def serial_from_1900(text: str) -> str:
    """The serial number of a day counted from 1904 as the one counted from 1900; any other text as it is."""
    return str(int(text) + DAYS_TO_1904) if re.fullmatch("[0-9]{5}", text) else text
