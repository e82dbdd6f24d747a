"""From text to values: one exact scalar reader per kind of value.

A reader takes stripped, non-empty text and returns the value or raises `Unreadable`. Applying it to a column belongs in
`columns`; which columns are required, and how values of a row must fit together, in `validation`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from rsp_pipeline.programme import Municipality
from rsp_pipeline.reading.cells.amounts import by_program, read_amount, read_number
from rsp_pipeline.reading.cells.days import read_day
from rsp_pipeline.reading.cells.identifiers import read_identifier
from rsp_pipeline.reading.cells.org_numbers import read_org_no
from rsp_pipeline.reading.cells.unreadable import SPACES, Unreadable, one_spaced, without_decimals
from rsp_pipeline.registers.kinds import (
    Amount,
    Choice,
    Choices,
    Day,
    Flag,
    Identifier,
    Kind,
    MunicipalityCode,
    Number,
    OrgNo,
    Text,
    Verbatim,
    Whole,
)
from rsp_pipeline.swedish import genitive

AROUND_A_NAME = re.compile(r"[ ,;:()\[\]|/-]+")
IN_COUNTY = re.compile(r"(?<=\w) (?:i )?\w+(?: \w+)? län$")
MAX_WHOLE = 2**31 - 1  # what INTEGER holds
WHOLE = re.compile(r"-?(?:([0-9]+|[0-9]{1,3}( [0-9]{3})+)([.,](0|00|0{4,}))?|[0-9]{4,}[.,]000)")
YES = {"ja", "j", "x", "sant", "true", "t", "yes", "y", "1", "-1", "\u2713", "\u2714", "\u2611", "\u221a"}
NO = {"nej", "n", "falskt", "false", "f", "no", "0", "\u2610"}
"""What people and programs write in a column of yes and no; a program that stores −1 for yes stores 0 for no."""


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
        case Identifier():
            return read_identifier
        case Text() | Verbatim():
            return str.strip


def read_whole(text: str) -> int:
    """A whole number, possibly written with spaces between thousands or with the decimals `,0`."""
    plain = one_spaced(text)
    exact = by_program(plain)
    if exact is None and WHOLE.fullmatch(plain):
        exact = Decimal(re.split(r"[.,]", plain)[0].replace(" ", ""))
    if exact is None or exact != (number := int(exact)):
        raise Unreadable("not_a_whole_number", "är inget heltal")
    if abs(number) > MAX_WHOLE:
        raise Unreadable("number_too_large", "är ett orimligt stort tal")
    return number


def read_flag(text: str) -> bool:
    """Yes or no."""
    plain = without_decimals(one_spaced(text).casefold()).removesuffix(".")
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise Unreadable("not_yes_or_no", "är varken ja eller nej")


def _municipality_reader(municipalities: tuple[Municipality, ...]) -> Callable[[str], str]:
    codes = {
        _folded(spelling): municipality.code for municipality in municipalities for spelling in _spellings(municipality)
    }
    names = [municipality.name for municipality in municipalities]

    def read_municipality(text: str) -> str:
        plain = AROUND_A_NAME.sub(" ", _folded(without_decimals(one_spaced(text)))).strip().removesuffix(".")
        if code := codes.get(IN_COUNTY.sub("", plain)):
            return code
        raise Unreadable("unknown_municipality", f"är ingen av länets kommuner{_did_you_mean(text, names)}")

    return read_municipality


def _spellings(municipality: Municipality) -> Iterator[str]:
    """The code as it stands and as a number, the name as it stands and in the genitive, and both in either order."""
    own = municipality.name.replace("-", " ")
    codes = {municipality.code, municipality.code.lstrip("0")}
    kinds = ("", " kommun", " kn", " k n", " k")
    names = {f"{name}{kind}" for name in (own, genitive(own)) for kind in kinds}
    names |= {f"{kind} {own}" for kind in ("kommun", "kommunen")}
    for code in codes:
        yield from (code, f"kommun {code}", f"kommunkod {code}")
        for name in names:
            yield from (f"{code} {name}", f"{name} {code}", f"{code}{name}", f"{name}{code}")
    yield from names


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
