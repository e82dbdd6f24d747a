"""The nouns of a programme file: a setting, what it may hold, and the section that it stands in.

Which settings there are is declared in `declared`; how a file is held against them is said in `file`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

REQUIRED = object()
"""In place of a default: a setting that must be written."""


@dataclass(frozen=True)
class Kind:
    """What a setting may hold: words that go on after ”ska vara”, and whether a value is such."""

    expected: str
    is_held: Callable[[Any], bool]


@dataclass(frozen=True)
class Setting:
    """A setting of a programme file.

    `comment` says what it is and `example` what it might be, both for the person who writes the file. One that is left
    out has the `default`; what that is in words stands in `otherwise`, where the comment does not say it.
    """

    name: str
    kind: Kind
    comment: str
    example: Any
    default: Any = REQUIRED
    otherwise: str = ""

    @property
    def is_required(self) -> bool:
        """Whether it must be written."""
        return self.default is REQUIRED


@dataclass(frozen=True)
class Section:
    """A section of a programme file, `[name]`; the settings before any section have the empty name.

    One that `repeats` is written once for each thing, `[[name]]`; `further_examples` are what more of them might say.
    One that is not required may be left out altogether.
    """

    name: str
    comment: str
    settings: tuple[Setting, ...]
    repeats: bool = False
    is_required: bool = False
    further_examples: tuple[Mapping[str, Any], ...] = ()

    @property
    def written(self) -> str:
        """How its heading is written."""
        return f"[[{self.name}]]" if self.repeats else f"[{self.name}]"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def matching(pattern: str, expected: str) -> Kind:
    """A text of a certain form."""
    return Kind(expected, lambda value: _is_text(value) and re.fullmatch(pattern, value) is not None)


def whole(least: int, most: int, expected: str) -> Kind:
    """A whole number between two."""
    return Kind(expected, lambda value: type(value) is int and least <= value <= most)


def one_of(*terms: str) -> Kind:
    """One of some terms."""
    return Kind(" eller ".join(f"”{term}”" for term in terms), lambda value: _is_text(value) and value in terms)


def some_of(*terms: str) -> Kind:
    """None, one or several of some terms."""
    return Kind(
        f"en lista med något av {', '.join(f'”{term}”' for term in terms)}, eller en tom lista",
        lambda value: isinstance(value, list) and all(_is_text(each) and each in terms for each in value),
    )


TEXT = Kind("en text inom citattecken", _is_text)
TEXTS = Kind(
    "en lista av texter inom hakparenteser",
    lambda value: isinstance(value, list) and all(map(_is_text, value)),
)
DAY = Kind("en dag som 2023-05-23, utan citattecken", lambda value: type(value) is date)
FLAG = Kind("true eller false", lambda value: isinstance(value, bool))
YEAR = whole(2000, 2100, "ett årtal som 2023, utan citattecken")
