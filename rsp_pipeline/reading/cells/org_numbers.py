"""From text to organisation numbers, as registers and spreadsheets write them."""

from __future__ import annotations

import re

from rsp_pipeline.reading.cells.unreadable import Unreadable, one_spaced, without_decimals

LABEL = re.compile(r"^org(?:anisations)?\.?n(?:umme)?r\.?:?|^momsnr\.?:?", re.IGNORECASE)
VAT_NUMBER = re.compile(r"SE([0-9]{10})01", re.IGNORECASE)


def read_org_no(text: str) -> str:
    """Ten digits, with a Luhn checksum.

    Dash, century and what makes it a VAT number are removed; a zero that a spreadsheet took away is put back for a
    person's number.
    """
    plain = without_decimals(LABEL.sub("", re.sub("[ -]", "", one_spaced(text))))
    if re.search(r"[0-9][.,]?[0-9]*e\+?[0-9]+", plain, re.IGNORECASE):
        raise Unreadable(
            "org_no_as_number", "har blivit ett tal i kalkylprogrammet och tappat siffror. Skriv det som text"
        )
    if vat_number := VAT_NUMBER.fullmatch(plain):
        plain = vat_number[1]
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
