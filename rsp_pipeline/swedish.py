"""Swedish as the follow-up writes it: figures, counted things, comparisons, enumerations, dates and names.

Nothing here knows what is followed up. What is unknown is said in words and never written as a figure. A figure and
what it counts stay on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
UNKNOWN = "uppgift saknas"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SMALL_NUMBERS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
VOWELS, SIBILANTS = tuple("aeiouyåäö"), tuple("sxz")

Number = Decimal | int


class Gender(Enum):
    """A noun's gender: the article, the word for none, and the participle's ending."""

    UTRUM = ("en", "ingen")
    NEUTRUM = ("ett", "inget")

    def __init__(self, article: str, none: str) -> None:
        self.article = article
        self.none = none


@dataclass(frozen=True)
class Noun:
    """Something counted: `Noun("plan", "planer", Gender.UTRUM)`. An adjective may stand before it in both forms."""

    singular: str
    plural: str
    gender: Gender

    def form(self, count: Number) -> str:
        """The noun after a count: besök, plan, planer."""
        return self.singular if count == 1 else self.plural


@dataclass(frozen=True)
class Adjective:
    """An adjective or participle: `Adjective("antagen", "antaget", "antagna")`."""

    utrum: str
    neutrum: str
    plural: str

    def agreeing(self, noun: Noun, count: Number) -> str:
        """The form that goes with so many of a thing: en plan är antagen, två planer är antagna."""
        if count != 1:
            return self.plural
        return self.utrum if noun.gender is Gender.UTRUM else self.neutrum


def number(value: Number, decimals: int = 0) -> str:
    """A number with `decimals` decimals, halves rounded away from zero: 1 476 300 or 12,5."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded or abs(rounded):,f}".replace(",", NO_BREAK_SPACE).replace(".", ",").replace("-", MINUS)


def kronor(value: Number | None) -> str:
    """An amount: whole kronor, or with two decimals when there are öre."""
    return UNKNOWN if value is None else f"{amount(value)}{NO_BREAK_SPACE}kronor"


def amount(value: Number | None) -> str:
    """An amount without its unit, for a column that names it: whole kronor, or with two decimals."""
    if value is None:
        return UNKNOWN
    return number(value, 0 if Decimal(value) == Decimal(value).to_integral_value() else 2)


def whole_kronor(value: Number | None) -> str:
    """An amount in whole kronor, for what is compared and need not be exact."""
    return UNKNOWN if value is None else f"{number(value)}{NO_BREAK_SPACE}kronor"


def pieces(value: Number | None) -> str:
    """A count as the memo writes it, `8 st.`, with the abbreviation it uses."""
    return UNKNOWN if value is None else f"{number(value)}{NO_BREAK_SPACE}st."


def percent(value: Number | None, decimals: int = 0) -> str:
    """A percentage, given in percent: 26 %."""
    return UNKNOWN if value is None else f"{number(value, decimals)}{NO_BREAK_SPACE}%"


def change(value: Number | None, decimals: int = 0) -> str:
    """A change for a column: +2, −3, 0."""
    if value is None:
        return UNKNOWN
    text = number(value, decimals)
    is_zero = not text.strip("0,")
    return text if value < 0 or is_zero else f"+{text}"


def percent_change(value: Number | None) -> str:
    """A change in percent for a column: +6 %, −40 %."""
    return UNKNOWN if value is None else f"{change(value)}{NO_BREAK_SPACE}%"


def counted(value: Number | None, noun: Noun) -> str:
    """A count in figures: 18 besök, 1 besök, inga besök."""
    if value is None:
        return UNKNOWN
    return f"{number(value)}{NO_BREAK_SPACE}{noun.form(value)}" if value else f"inga {noun.plural}"


def counted_in_words(value: Number | None, noun: Noun) -> str:
    """A count for running text, in words up to twelve: ett besök, en plan, två planer, inga besök, 13 besök."""
    if value is None or not value:
        return counted(value, noun)
    return f"{in_words(value, noun.gender)} {noun.form(value)}"


def in_words(value: Number, gender: Gender = Gender.UTRUM) -> str:
    """A number in words up to twelve: ett, två, tolv, 13; zero takes the form before a plural, inga."""
    if value == 0:
        return "inga"
    if value == 1:
        return gender.article
    small = value == int(value) and 2 <= value <= len(SMALL_NUMBERS) + 1
    return SMALL_NUMBERS[int(value) - 2] if small else number(value)


def out_of(part: Number | None, whole: Number, noun: Noun, owner: str = "") -> str:
    """A part of what is counted: sex av länets åtta kommuner, ingen av länets åtta kommuner, 1 av 1 mål."""
    if part is None:
        return UNKNOWN
    if whole < 2:
        return f"{number(part)} av {number(whole)} {noun.form(whole)}"
    everything = f"{f'{owner} ' if owner else ''}{in_words(whole, noun.gender)} {noun.plural}"
    if part == whole:
        return f"samtliga {everything}"
    return f"{in_words(part, noun.gender) if part else noun.gender.none} av {everything}"


def compared_count(value: Number | None, before: Number | None, since: str) -> str:
    """A count against an earlier one: 3 fler än 2024, 2 färre än 2024, lika många som 2024."""
    if value is None:
        return UNKNOWN
    if before is None:
        return f"{UNKNOWN} för {since}"
    if value == before:
        return f"lika många som {since}"
    return f"{number(abs(Decimal(value) - before))}{NO_BREAK_SPACE}{'fler' if value > before else 'färre'} än {since}"


def compared_amount(value: Number | None, before: Number | None, since: str) -> str:
    """An amount against an earlier one: 12 % mer än 2024, 7 % mindre än 2024, lika mycket som 2024."""
    if value is None:
        return UNKNOWN
    if before is None:
        return f"{UNKNOWN} för {since}"
    if value == before:
        return f"lika mycket som {since}"
    word = "mer" if value > before else "mindre"
    if not before:
        return f"{word} än {since}, då beloppet var {kronor(0)}"
    share = abs(100 * (Decimal(value) - before) / Decimal(before))
    if share < Decimal("0.05"):
        return f"nästan lika mycket som {since}"
    return f"{percent(share, 0 if share >= 1 else 1)} {word} än {since}"


def enumeration(parts: Sequence[str]) -> str:
    """Several things in a row: a, b och c; with `samt` when the last or the one before has an `och` of its own."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}{conjunction(parts)}{parts[-1]}"


def conjunction(parts: Sequence[str]) -> str:
    """What stands between the last two of several things."""
    return " samt " if any(" och " in part for part in parts) else " och "


def long_date(day: date | None) -> str:
    """A date in running text: den 24 mars 2026."""
    if day is None:
        return UNKNOWN
    return f"den {day.day}{NO_BREAK_SPACE}{MONTHS[day.month - 1]} {day.year}"


def genitive(name: str) -> str:
    """The genitive of a name: Krokoms, Åres, Gotlands läns; unchanged after s, x and z."""
    return name if name.lower().endswith(SIBILANTS) else f"{name}s"


def kommun(name: str) -> str:
    """A municipality's full name: Krokoms kommun, but Åre kommun and Borås kommun."""
    return f"{name} kommun" if name.lower().endswith(VOWELS + SIBILANTS) else f"{name}s kommun"


def sentence(text: str) -> str:
    """A text with a capital letter first and a full stop last."""
    return f"{text[:1].upper()}{text[1:]}" + "." * (not text.endswith((".", "?", "!")))


def within(title: str) -> str:
    """A title within a sentence: what is no abbreviation loses its capital letter, as in levande landsbygder."""
    first, _, _ = title.partition(" ")
    return (
        title
        if any(letter.isupper() or letter.isdigit() for letter in first[1:])
        else f"{title[:1].lower()}{title[1:]}"
    )


def quoted(title: str) -> str:
    """A name or title within Swedish quotation marks."""
    return f"”{title}”"
