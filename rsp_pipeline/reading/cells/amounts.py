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

CURRENCY = r"kr\.?|kronor|sek"
AMOUNT = re.compile(
    rf"(?P<minus>-?) ?(?:(?P<before>{CURRENCY}) ?(?P<minus_within>-?) ?)?"
    r"(?P<whole>\d+|\d{1,3}(?: \d{3})+"
    r"|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:\.\d{3}){2,}(?!\.)"  # thousands by dot
    r"|\d{1,3}(?:,\d{3})+(?=\.)|\d{1,3}(?:,\d{3}){2,}(?!,))"  # thousands by comma
    r"(?:[.,](?P<decimals>\d+))?"
    rf"(?: ?(?P<unit>{CURRENCY}|tkr|mkr|mnkr|:-|,-|km))?",
    re.IGNORECASE | re.ASCII,
)
AMBIGUOUS = re.compile(rf"-? ?(?:(?:{CURRENCY}) ?)?-? ?\d{{1,3}}[.,]\d{{3}}( ?[a-z.:-]+)?", re.IGNORECASE | re.ASCII)
TRAILING_MINUS = re.compile(rf"(?:(?:{CURRENCY}) ?)?[\d ]+(?:[.,]\d+)? ?-", re.IGNORECASE | re.ASCII)
FOUR_DECIMALS = re.compile(r"-?\d{1,12}[.,]\d{4}", re.ASCII)
DAY_OF_DIGITS = re.compile(r"(?:19|20)\d{6}", re.ASCII)
ORGANISATION = re.compile(r"(?:16)?\d\d[2-9]\d{3}-?\d{4}", re.ASCII)
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
    found = AMOUNT.fullmatch(plain)
    if AMBIGUOUS.fullmatch(plain) or (found and len(found["decimals"] or "") == 3 and not found["whole"].isdigit()):
        raise Unreadable(
            "ambiguous_amount",
            "kan betyda både tusental och decimaler. Skriv tusental med mellanslag, till exempel 12 500",
        )
    _refuse_another_thing(plain, bool(found))
    if not found or (found["minus"] and found["minus_within"]):
        raise Unreadable("not_an_amount", "är inget belopp. Skriv till exempel 1 476 300 eller 1476300,50")
    exact = Decimal(re.sub(r"\D", "", found["whole"]) + "." + (found["decimals"] or "0"))
    exact *= UNITS.get((found["unit"] or "").lower(), 1)
    if exact > MAX_AMOUNT - ORE:
        raise Unreadable("amount_too_large", "är ett orimligt stort belopp (tusen miljarder eller mer)")
    number = exact.quantize(ORE)
    if abs(exact - number) >= DUST:
        raise Unreadable("too_many_decimals", "har fler decimaler än ören. Avrunda till två decimaler")
    return -number if number and (found["minus"] or found["minus_within"]) else number


def read_number(text: str) -> Decimal:
    """An exact number: an amount, or one with four decimals, which leave no doubt about what separates them."""
    plain = one_spaced(text)
    return Decimal(plain.replace(",", ".")) if FOUR_DECIMALS.fullmatch(plain) else read_amount(text)


def _refuse_another_thing(text: str, is_number: bool) -> None:
    """A day or an organisation's number, which another column holds; what is a number as well only if it has no spaces.

    Raises:
        Unreadable: with what it looks like.
    """
    if ORGANISATION.fullmatch(text) and has_luhn_checksum(text.replace("-", "")[-10:]):
        raise Unreadable("org_no_as_amount", "ser ut som ett organisationsnummer, inte som ett belopp")
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
