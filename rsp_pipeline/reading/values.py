"""From text to values: one exact scalar reader per kind of value.

A reader takes stripped, non-empty text and returns the value or raises `Unreadable`. Applying it to a column belongs in
`columns`; which columns are required, and how values of a row must fit together, in `validation`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from rsp_pipeline.programme import Municipality
from rsp_pipeline.registers.kinds import (
    Amount,
    Choice,
    Choices,
    Day,
    Flag,
    Kind,
    MunicipalityCode,
    Number,
    OrgNo,
    Text,
    Verbatim,
    Whole,
)
from rsp_pipeline.swedish import genitive

MAX_AMOUNT = Decimal(10) ** 12  # what DECIMAL(14,2) holds
MAX_WHOLE = 2**31 - 1  # what INTEGER holds
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100
EXCEL_EPOCH = date(1899, 12, 30)
DAYS_TO_1904 = 1462  # between the epochs of serial numbers

INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'\u2019]+")
MINUSES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
AMOUNT = re.compile(
    r"(?P<minus>-?) ?"
    r"(?P<whole>\d+|\d{1,3}(?: \d{3})+"
    r"|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:\.\d{3}){2,}(?!\.)"  # thousands by dot
    r"|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:,\d{3}){2,}(?!,))"  # thousands by comma
    r"(?:[.,](?P<decimals>\d{1,2}))?"
    r"(?: ?(?P<unit>kr\.?|kronor|sek|tkr|mkr|mnkr|:-|,-|km))?",
    re.IGNORECASE | re.ASCII,
)
AMBIGUOUS_AMOUNT = re.compile(r"-? ?\d{1,3}[.,]\d{3}( ?[a-z.:-]+)?", re.IGNORECASE | re.ASCII)
FOUR_DECIMALS = re.compile(r"-?\d{1,12}[.,]\d{4}", re.ASCII)
TRAILING_MINUS = re.compile(r"[\d ]+(?:[.,]\d+)? ?-", re.ASCII)
AMOUNT_UNITS = {"tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000}
MONTH = (
    "jan(?:uari)?|febr?(?:uari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?", re.ASCII),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[ /.](?P<y>\d{4})", re.ASCII),
    re.compile(rf"(?P<d>\d{{1,2}})\.? (?P<name>{MONTH})\.? (?P<y>\d{{4}})", re.IGNORECASE | re.ASCII),
)
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
EXCEL_SERIAL = re.compile(r"[2-7]\d{4}", re.ASCII)
YES = {"ja", "j", "x", "sant", "true", "1"}
NO = {"nej", "n", "falskt", "false", "0"}


class Unreadable(ValueError):
    """A text that is not a value of its kind.

    `code` is stable and meant for machines; the message continues the Swedish sentence "värdet ”abc” …".
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def reader(kind: Kind, municipalities: tuple[Municipality, ...]) -> Callable[[str], Any]:
    """The scalar reader of a kind."""
    match kind:
        case Amount():
            return read_amount
        case Number():
            return read_number
        case Whole():
            return read_whole
        case Day():
            return read_day
        case Flag():
            return read_flag
        case OrgNo():
            return read_org_no
        case MunicipalityCode():
            return _municipality_reader(municipalities)
        case Choices():
            return _choices_reader(kind)
        case Choice():
            return _choice_reader(kind)
        case Text() | Verbatim():
            return str.strip


def read_amount(text: str) -> Decimal:
    """Exact kronor (or km) from text as Swedish senders write them; `tkr` and `Mkr` are converted."""
    plain = SPACES.sub(" ", text.translate(MINUSES)).strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1].strip()
    if TRAILING_MINUS.fullmatch(plain):
        raise Unreadable(
            "ambiguous_amount", "kan betyda både minus och hela kronor. Skriv minus före talet, eller inget streck"
        )
    if AMBIGUOUS_AMOUNT.fullmatch(plain):
        raise Unreadable(
            "ambiguous_amount",
            "kan betyda både tusental och decimaler. Skriv tusental med mellanslag, till exempel 12 500",
        )
    found = AMOUNT.fullmatch(plain)
    if not found:
        raise Unreadable("not_an_amount", "är inget belopp. Skriv till exempel 1 476 300 eller 1476300,50")
    number = Decimal(re.sub(r"\D", "", found["whole"]) + "." + (found["decimals"] or "0"))
    number *= AMOUNT_UNITS.get((found["unit"] or "").lower(), 1)
    if number >= MAX_AMOUNT:
        raise Unreadable("amount_too_large", "är ett orimligt stort belopp (tusen miljarder eller mer)")
    return -number if found["minus"] else number


def read_number(text: str) -> Decimal:
    """An exact number: an amount, or one with four decimals, which leave no doubt about what separates them."""
    plain = SPACES.sub(" ", text.translate(MINUSES)).strip()
    return Decimal(plain.replace(",", ".")) if FOUR_DECIMALS.fullmatch(plain) else read_amount(text)


def read_whole(text: str) -> int:
    """A whole number, possibly written with spaces between thousands or with the decimals `,0`."""
    plain = SPACES.sub(" ", text.translate(MINUSES))
    if not re.fullmatch(r"-?([0-9]+|[0-9]{1,3}( [0-9]{3})+)([.,]00?)?", plain):
        raise Unreadable("not_a_whole_number", "är inget heltal")
    number = int(re.split(r"[.,]", plain)[0].replace(" ", ""))
    if abs(number) > MAX_WHOLE:
        raise Unreadable("number_too_large", "är ett orimligt stort tal")
    return number


def read_day(text: str) -> date:
    """A date: ISO, `20251231`, `31/12 2025`, `31 dec 2025`, or the serial number Excel keeps for it."""
    plain = SPACES.sub(" ", text.translate(MINUSES)).strip()
    if EXCEL_SERIAL.fullmatch(plain):
        return EXCEL_EPOCH + timedelta(days=int(plain))
    for form in DAY_FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            month = int(parts["m"]) if "m" in parts else MONTHS.index(parts["name"].lower()[:3]) + 1
            try:
                day = date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                raise Unreadable("no_such_date", "är ett datum som inte finns") from None
            if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
                raise Unreadable("unlikely_year", f"har ett årtal utanför {EARLIEST_YEAR}–{LATEST_YEAR}")
            return day
    raise Unreadable("not_a_date", "är inget datum. Skriv år, månad och dag, till exempel 2025-12-31")


def serial_from_1900(text: str) -> str:
    """The serial number of a day counted from 1904 as the one counted from 1900; any other text as it is."""
    return str(int(text) + DAYS_TO_1904) if re.fullmatch("[0-9]{5}", text) else text


def read_flag(text: str) -> bool:
    """Yes or no."""
    plain = text.casefold()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Unreadable("not_yes_or_no", "är varken ja eller nej")


def read_org_no(text: str) -> str:
    """Ten digits: dash and century removed, a zero that a spreadsheet took away put back for a person's number."""
    plain = re.sub(r"[\s\u00a0-]", "", text.translate(MINUSES))
    if re.search(r"[0-9][.,]?[0-9]*e\+?[0-9]+", plain, re.IGNORECASE):
        raise Unreadable(
            "org_no_as_number", "har blivit ett tal i kalkylprogrammet och tappat siffror. Skriv det som text"
        )
    if re.fullmatch(r"(16|18|19|20)[0-9]{10}", plain):
        plain = plain[2:]
    if re.fullmatch(r"[0-9](0[1-9]|1[0-2])[0-9]{6}", plain):
        plain = "0" + plain
    if not re.fullmatch(r"[0-9]{10}", plain):
        raise Unreadable("org_no_length", "är inget organisationsnummer. Det ska ha tio siffror")
    if not has_luhn_checksum(plain):
        raise Unreadable("org_no_checksum", "är inget giltigt organisationsnummer: kontrollsiffran stämmer inte")
    return plain


def has_luhn_checksum(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _municipality_reader(municipalities: tuple[Municipality, ...]) -> Callable[[str], str]:
    codes = {}
    for municipality in municipalities:
        name = municipality.name
        for spelling in (municipality.code, name, f"{name} kommun", f"{genitive(name)} kommun"):
            codes[_folded(spelling)] = municipality.code
    names = [municipality.name for municipality in municipalities]

    def read_municipality(text: str) -> str:
        if code := codes.get(_folded(text)):
            return code
        raise Unreadable("unknown_municipality", f"är ingen av länets kommuner{_did_you_mean(text, names)}")

    return read_municipality


def _choice_reader(kind: Choice) -> Callable[[str], str]:
    terms = {_folded(spelling): term for term, others in kind.values.items() for spelling in (term, *others)}

    def read_choice(text: str) -> str:
        if term := terms.get(_folded(text)):
            return term
        raise Unreadable(
            "unknown_term",
            f"finns inte bland {', '.join(kind.values)}{_did_you_mean(text, list(kind.values))}",
        )

    return read_choice


def _choices_reader(kind: Choices) -> Callable[[str], str]:
    read_alone = _choice_reader(kind)

    def read_one(part: str, text: str) -> str:
        try:
            return read_alone(part)
        except Unreadable as reason:
            clause = reason.message if part == text else f"innehåller ”{part}”, och det {reason.message}"
            raise Unreadable(reason.code, clause) from None

    def read_choices(text: str) -> str:
        parts = [part.strip() for part in re.split(r"[,;/+&\n]|\s(?:och|samt)\s", text) if part.strip()]
        chosen = {read_one(part, text) for part in parts or [text]}
        return ", ".join(term for term in kind.values if term in chosen)

    return read_choices


def _folded(text: str) -> str:
    return SPACES.sub(" ", text).strip().casefold()


def _did_you_mean(text: str, terms: list[str]) -> str:
    near = get_close_matches(text, terms, n=1)
    return f". Menas ”{near[0]}”?" if near else ""
