"""Personal data that someone wrote where anything may be written: what it looks like, and how it is masked.

Patterns find what a person wrote in passing; they do not prove that a text is free of it: a name is not found. Where
they are in doubt they mask, since a date too few in a note is a smaller loss than a number too many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rsp_pipeline.swedish import NO_BREAK_SPACE, Adjective, Gender, Noun

if TYPE_CHECKING:
    import pyarrow as pa

SPACE = f"[ {NO_BREAK_SPACE}\u202f]"
HYPHEN = "[-\u2010\u2011\u2013]"

E_MAIL = rf"[^\s@,;:<>(){NO_BREAK_SPACE}]+@[^\s@,;<>(){NO_BREAK_SPACE}]+\.[^\s@,;.<>(){NO_BREAK_SPACE}]+"

# A Swedish number: +46, 0046 or 0, an area of one to three digits, then five to eight digits in groups. A zero after a
# digit and a stroke is none of its beginning, but a month or the number of a case.
SUBSCRIBER = "|".join(
    groups.replace(" ", f"{SPACE}?")
    for groups in (
        r"\d{2,3} \d{2,3} \d{2,3}(?: \d{2})?",
        r"\d{3} \d{2}",
        r"\d \d{2} \d{2}",
    )
)
PHONE = (
    rf"(?:(?:\+|(?<!\d)00)46{SPACE}?{HYPHEN}?(?:\(0\){SPACE}?)?|(?<!\d)(?<!\d[-/.])(?<!\b0,)\(?0)[1-9]\d{{0,2}}"
    rf"\)?{SPACE}?(?:{HYPHEN}|/)?{SPACE}?(?:{SUBSCRIBER})(?!\d)"
)

# Ten or twelve digits, the first of them a day: of birth, or with 60 added in a coordination number.
PERSONAL_NUMBER = (
    r"(?<!\d)(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    rf"{SPACE}?(?:{HYPHEN}|\+)?{SPACE}?\d{{4}}(?!\d)"
)

# A whole text that is a number with decimals is no telephone number, whatever its decimals are.
DECIMAL = r"^-?(?:0|[1-9]\d*)[.,]\d+(?:[eE][+-]?\d+)?$"

# Ten digits whose third is no month's first: an organisation's number, alone or within its VAT number.
ORGANISATION_NUMBER = r"(?i)^(?:SE|16)? ?\d\d[2-9]\d{3}[ -]?\d{4}(?: ?01)?(?:[.,]0)?$"

HIDDEN = Adjective("dold", "dolt", "dolda")


@dataclass(frozen=True)
class PersonalData:
    """A kind of personal data, what it is called, and the regular expression that finds it.

    A whole text that matches `never` has none of it, whatever `pattern` finds in it.
    """

    noun: Noun
    pattern: re.Pattern[str]
    never: str = ""

    @cached_property
    def mask(self) -> str:
        """What stands in its place: [dold e-postadress]."""
        return f"[{HIDDEN.agreeing(self.noun, 1)} {self.noun.singular}]"

    @cached_property
    def suspect(self) -> str:
        """What every text with such data matches, and few others, without looking around, which RE2 cannot."""
        alone = self.pattern.pattern.replace(r"(?<!\d)", r"(?:^|\D)").replace(r"(?!\d)", r"(?:\D|$)")
        return alone.replace(r"(?<!\d[-/.])(?<!\b0,)", "")


# In this order: ten digits in one run may be a mobile number or a person's, and are then the more common of the two.
KINDS = (
    PersonalData(Noun("e-postadress", "e-postadresser", Gender.UTRUM), re.compile(E_MAIL, re.ASCII)),
    PersonalData(Noun("telefonnummer", "telefonnummer", Gender.NEUTRUM), re.compile(PHONE, re.ASCII), DECIMAL),
    PersonalData(Noun("personnummer", "personnummer", Gender.NEUTRUM), re.compile(PERSONAL_NUMBER, re.ASCII)),
)


def masked(text: str) -> str:
    """The text with every e-mail address, telephone number and personal number replaced by its mask."""
    import pyarrow as pa

    return str(masked_texts(pa.array([text], pa.string()))[0])


def masked_texts(texts: pa.Array) -> pa.Array:
    """Many texts masked; RE2 finds at once those few that have to be looked into."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for kind in KINDS:
        is_suspect = pc.match_substring_regex(texts, kind.suspect)
        if kind.never:
            is_suspect = pc.and_not(is_suspect, pc.match_substring_regex(texts, kind.never))
        suspect = texts.filter(is_suspect).to_pylist()
        if suspect:
            free = [kind.pattern.sub(kind.mask, text) for text in suspect]
            texts = pc.replace_with_mask(texts, is_suspect, pa.array(free, pa.string()))
    return texts
