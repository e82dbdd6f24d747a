"""What a number format says of an amount beside its digits: a unit, and how much smaller it shows than it stores.

A format is Excel's code: `# ##0 "tkr"`, `[$€-407] #,##0.00`, `0 %`; a comma after the digits hides thousands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-(?P<place>[0-9A-F]+))?[^\]]*\]'
    r"|(?P<silent>\[[^\]]*\]|[_*].|General|Standard|E[+-])|(?P<end>;)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
HIDDEN_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
DIGIT = re.compile(r"[0#?]|General|Standard", re.IGNORECASE)
DAY_LETTERS = set("ymdhsapbeg")
KRONA_ELSEWHERE = {"414": "NOK", "814": "NOK", "14": "NOK", "406": "DKK", "6": "DKK", "438": "DKK", "40F": "ISK"}
"""Whose krona ”kr” is, by the place that a format names: where that is not Sweden."""

PERCENT = {9: "0%", 10: "0.00%"}
"""The formats built into Excel that add something to a number, by their numbers."""

KRONOR = ("kr", "kr.", "kronor", "sek")
"""What an amount is in where no format says otherwise: these say nothing new."""


class NumberFormat(NamedTuple):
    """The unit that a number format names, and by what it divides a number before it shows it."""

    unit: str = ""
    divides_by: int = 1


PLAIN = NumberFormat()


@lru_cache(maxsize=10_000)
def number_format(code: str) -> NumberFormat:
    """What the format code says: of several sections, for positive numbers and others, the one that says most."""
    return max((_section(tokens) for tokens in _sections(code)), key=lambda said: (said.divides_by, bool(said.unit)))


def _sections(code: str) -> list[list[re.Match[str]]]:
    sections: list[list[re.Match[str]]] = [[]]
    for token in TOKEN.finditer(code):
        if token["end"]:
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


def _section(tokens: list[re.Match[str]]) -> NumberFormat:
    digits = "".join(token[0] for token in tokens if token["plain"] or token["silent"])
    letters = {token["plain"].lower() for token in tokens if token["plain"] and token["plain"].isalpha()}
    if not DIGIT.search(digits) or (letters and letters <= DAY_LETTERS):
        return PLAIN
    if added := digits_added(token["quoted"] or token["escaped"] or "" for token in tokens):
        return NumberFormat(added)
    hidden = HIDDEN_THOUSANDS.search("".join(token["plain"] or " " for token in tokens))
    return NumberFormat(unit_named("".join(map(_said, tokens))), 1_000 ** len(hidden[1]) if hidden else 1)


def digits_added(texts: Iterable[str]) -> str:
    """The digits that a format shows beside those of the number, as `0" 000"` does, which makes it another."""
    return next((text for text in texts if re.fullmatch(r"[\s.,]*\d[\d\s.,]*", text)), "")


def _said(token: re.Match[str]) -> str:
    """What a token shows beside digits."""
    if token["currency"]:
        name = token["currency"]
        place = (token["place"] or "").upper().lstrip("0")
        return f" {KRONA_ELSEWHERE.get(place, name) if name.lower() in KRONOR else name} "
    if plain := token["plain"]:
        return plain if plain.isalpha() or is_sign(plain) else " "
    return token["quoted"] or token["escaped"] or ""


def unit_named(said: str) -> str:
    """The words and signs of what is said, without what merely stands around numbers."""
    is_naming = any(letter.isalpha() or is_sign(letter) for letter in said)
    named = " ".join(said.split()).strip(" -–()+:,")
    return named if is_naming and named.lower() not in KRONOR else ""


def is_sign(letter: str) -> bool:
    """Whether a character names a unit by itself: a percent sign or a currency's."""
    return letter in "%‰" or unicodedata.category(letter) == "Sc"
