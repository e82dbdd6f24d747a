"""Why a text is not a value of its kind, and what of a text makes no difference to what it says."""

from __future__ import annotations

import re

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'\u2019]+")
MINUSES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d", "-"))
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # as forms in East Asian letters have them
NO_DECIMALS = re.compile(r"(-?\d+)[.,]0+", re.ASCII)

MISSING = frozenset(
    {"null", "(null)", "<null>", "[null]", "\\n", "nil", "nan", "nat", "none", "na", "n/a", "n.a.", "<na>", "undefined"}
    | {"-", "--", "---", "–", "—", ".", "..", "...", "…", "(tom)", "(tomt)", "(blank)"}
    | {"saknas", "uppgift saknas", "ingen uppgift", "ej angivet", "ej angiven", "okänd", "okänt", "vet ej", "finns ej"}
    | {"ej aktuellt", "ej tillämpligt", "ej relevant", "tom", "tomt", "blank", "tbd"}
)
"""What programs and people write, in lower case, where they have nothing to write."""


class Unreadable(ValueError):
    """A text that is not a value of its kind.

    `code` is stable and meant for machines; the message continues the Swedish sentence "värdet ”abc” …".
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def one_spaced(text: str) -> str:
    """The text with one minus and one kind of space, single, as those who write do not tell them apart."""
    plain = text if text.isascii() else text.translate(MINUSES).translate(FULL_WIDTH)
    return SPACES.sub(" ", plain).strip()


def without_decimals(text: str) -> str:
    """A whole number without the decimals that programs write of it, 2321.0; any other text as it is."""
    found = NO_DECIMALS.fullmatch(text)
    return found[1] if found else text
