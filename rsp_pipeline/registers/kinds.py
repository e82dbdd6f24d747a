"""The kinds of value a register's column may hold, and how each is stored.

A kind says *what* a cell means. How its text is read is said in `reading.cells`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rsp_pipeline.programme import Programme
from rsp_pipeline.store.schema import SqlType


@dataclass(frozen=True)
class Text:
    """Free text: a name, a note. Kept as written, except for surrounding space and personal data, which is masked."""

    sql: SqlType = "VARCHAR"


@dataclass(frozen=True)
class Verbatim:
    """A text that is compared to the letter, kept as written except for surrounding space."""

    sql: SqlType = "VARCHAR"


@dataclass(frozen=True)
class Identifier(Verbatim):
    """What something is known by, stored in the one form that all its spellings have in common."""


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    sql: SqlType = "INTEGER"


@dataclass(frozen=True)
class Amount:
    """Exact kronor, or another exact number with at most two decimals."""

    sql: SqlType = "DECIMAL(14,2)"


@dataclass(frozen=True)
class Number:
    """An exact number with at most four decimals, as an exchange rate has."""

    sql: SqlType = "DECIMAL(18,4)"


@dataclass(frozen=True)
class Day:
    """A date without a time."""

    sql: SqlType = "DATE"


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    sql: SqlType = "BOOLEAN"


@dataclass(frozen=True)
class OrgNo:
    """A Swedish organisation number: ten digits with a Luhn checksum."""

    sql: SqlType = "VARCHAR"


@dataclass(frozen=True)
class MunicipalityCode:
    """One of the programme's municipalities, stored as its four-digit code."""

    sql: SqlType = "VARCHAR"


@dataclass(frozen=True)
class Choice:
    """One of a fixed set of terms; `values` maps each term to other spellings senders use."""

    values: Mapping[str, tuple[str, ...]] = field(hash=False)
    sql: SqlType = "VARCHAR"


@dataclass(frozen=True)
class Choices(Choice):
    """Several of a fixed set of terms, stored in the set's own order and separated by a comma and a space."""


@dataclass(frozen=True)
class PriorityArea(Choice):
    """One of the programme's priority areas, by its name."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


Kind = Text | Verbatim | Whole | Amount | Number | Day | Flag | OrgNo | MunicipalityCode | Choice


def in_programme(kind: Kind, programme: Programme) -> Kind:
    """A kind with what the programme adds to it: its priority areas, and the names it has for parties."""
    match kind:
        case PriorityArea():
            return Choice({area.name: (area.definite, *area.spellings) for area in programme.priority_areas})
        case Choice() if programme.spellings.keys() & kind.values.keys():
            added = programme.spellings
            return replace(kind, values={term: (*said, *added.get(term, ())) for term, said in kind.values.items()})
        case _:
            return kind


def one_of(*terms: str) -> Mapping[str, tuple[str, ...]]:
    """Terms without other spellings than their own."""
    return dict.fromkeys(terms, ())
