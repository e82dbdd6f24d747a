"""From text to exact kronor, as Swedish senders and their programs write them."""

from __future__ import annotations

import re
from decimal import Decimal

from rsp_pipeline.reading.cells.days import read_day
from rsp_pipeline.reading.cells.org_numbers import has_luhn_checksum
from rsp_pipeline.reading.cells.unreadable import Unreadable, one_spaced

MAX_AMOUNT = Decimal(10) ** 12  # what DECIMAL(14,2) holds
ORE = Decimal("0.01")
DUST = Decimal("0.0001")  # what a sum of binary numbers may lie from the öre that is meant

CURRENCY = r"kr\.?|kronor\.?|sek\.?"
AMOUNT = re.compile(
    rf"(?:\+|(?P<minus>-?)) ?(?:(?P<before>{CURRENCY}) ?(?P<minus_within>-?) ?)?"
    r"(?P<whole>\d{1,3}(?:\.\d{3})+(?= ?[,:]-)|\d+|\d{1,3}(?: \d{3})+"  # a mark for no öre leaves no doubt of a dot
    r"|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:\.\d{3}){2,}(?!\.)"  # thousands by dot
    r"|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:,\d{3}){2,}(?!,))"  # thousands by comma
    r"(?:[.,](?P<decimals>\d+))?"
    rf"(?: ?(?:(?P<unit>{CURRENCY}|tkr|mkr|mnkr|km)\.?|(?P<no_ore>:-|,-)))?",
    re.IGNORECASE | re.ASCII,
)
BY_PROGRAM = re.compile(
    r"-?[0-9](?:\.[0-9]+)?(?:E[0-9]{1,2}|e\+[0-9]{2}|[eE]-[0-9]{1,3})"  # of Java; of R and Python; near nothing, of all
    r"|-?[0-9],[0-9]+[eE]-[0-9]{1,3}"  # the same as a workbook's number becomes text
)
SHORTENED = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?e\+?[0-9]+", re.IGNORECASE)
ROUNDED = re.compile(r"-?[0-9]\.[0-9]{5}e\+[0-9]{2}")
"""What a program writes that rounds to six digits, so that the number may have had more."""

AMBIGUOUS = re.compile(rf"[-+]? ?(?:(?:{CURRENCY}) ?)?-? ?\d{{1,3}}[.,]\d{{3}}( ?[a-z.:-]+)?", re.IGNORECASE | re.ASCII)
TRAILING_MINUS = re.compile(rf"(?:(?:{CURRENCY}) ?)?[\d ]+(?:[.,]\d+)? ?-", re.IGNORECASE | re.ASCII)
FOUR_DECIMALS = re.compile(r"-?\d{1,12}[.,]\d{4}", re.ASCII)
DAY_OF_DIGITS = re.compile(r"(?:19|20)\d{6}", re.ASCII)
SHORTEST_DAY = len("20250304")  # which an organisation's number is longer than
ORGANISATION = re.compile(r"(?:16)?\d\d[2-9]\d{3}-?\d{4}", re.ASCII)
PERSON = re.compile(r"(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])[-+]?\d{4}", re.ASCII)
UNITS = {"tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000}


def read_amount(text: str) -> Decimal:
    """Exact kronor (or km) from text; `tkr` and `Mkr` are converted, and the dust of binary numbers rounded away."""
    plain = one_spaced(text)
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1].strip()
    if TRAILING_MINUS.fullmatch(plain):
        raise Unreadable(
            "ambiguous_amount", "kan betyda både minus och hela kronor. Skriv minus före talet, eller inget streck"
        )
    if (exact := by_program(plain)) is not None:
        return _in_ore(exact)
    found = AMOUNT.fullmatch(plain)
    is_ambiguous = AMBIGUOUS.fullmatch(plain) and not (found and found["no_ore"] and "." in found["whole"])
    if is_ambiguous or (
        found and len(found["decimals"] or "") == 3 and (found["no_ore"] or not found["whole"].isdigit())
    ):
        raise Unreadable(
            "ambiguous_amount",
            "kan betyda både tusental och decimaler. Skriv tusental med mellanslag, till exempel 12 500",
        )
    _refuse_another_thing(plain, bool(found))
    if not found and SHORTENED.fullmatch(plain):
        raise Unreadable("not_an_amount", "är ett tal som har kortats av och kan ha tappat siffror. Skriv alla siffror")
    if not found or (found["minus"] and found["minus_within"]):
        raise Unreadable("not_an_amount", "är inget belopp. Skriv till exempel 1 476 300 eller 1476300,50")
    exact = Decimal(re.sub(r"\D", "", found["whole"]) + "." + (found["decimals"] or "0"))
    exact *= UNITS.get((found["unit"] or "").lower(), 1)
    return _in_ore(-exact if found["minus"] or found["minus_within"] else exact)


def by_program(text: str) -> Decimal | None:
    """The number that a program wrote with an exponent and all its digits; None when it is no such text."""
    is_whole = "e" in text.lower() and BY_PROGRAM.fullmatch(text) and not ROUNDED.fullmatch(text)
    return Decimal(text.replace(",", ".")) if is_whole else None


def _in_ore(exact: Decimal) -> Decimal:
    """The number with two decimals, which it has but for the dust of binary numbers."""
    if abs(exact) > MAX_AMOUNT - ORE:
        raise Unreadable("amount_too_large", "är ett orimligt stort belopp (tusen miljarder eller mer)")
    number = exact.quantize(ORE)
    if abs(exact - number) >= DUST:
        raise Unreadable("too_many_decimals", "har fler decimaler än ören. Avrunda till två decimaler")
    return number or Decimal("0.00")  # which has no minus


def read_number(text: str) -> Decimal:
    """An exact number: an amount, or one with four decimals, which leave no doubt about what separates them."""
    plain = one_spaced(text)
    return Decimal(plain.replace(",", ".")) if FOUR_DECIMALS.fullmatch(plain) else read_amount(text)


def _refuse_another_thing(text: str, is_number: bool) -> None:
    """A day or an organisation's number, which another column holds; what is a number as well only if it has no spaces.

    Raises:
        Unreadable: with what it looks like.
    """
    if len(text) < SHORTEST_DAY:
        return
    if ORGANISATION.fullmatch(text) and has_luhn_checksum(text.replace("-", "")[-10:]):
        raise Unreadable("org_no_as_amount", "ser ut som ett organisationsnummer, inte som ett belopp")
    if PERSON.fullmatch(text) and has_luhn_checksum(re.sub(r"\D", "", text)[-10:]):
        raise Unreadable("org_no_as_amount", "ser ut som ett personnummer, inte som ett belopp")
    if (is_number and not DAY_OF_DIGITS.fullmatch(text)) or not _is_day(text):
        return
    meant = f". Är det ett belopp, skriv {text[:2]} {text[2:5]} {text[5:]}" if is_number else ""
    raise Unreadable("day_as_amount", f"ser ut som en dag, inte som ett belopp{meant}")


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except Unreadable:
        return False
    return True
