"""The nouns of a statistical table as any layout gives it, and the marks that its publishers put on figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rsp_pipeline.importing.refused import ImportRefused

MISSING = {"", ".", "..", "...", "-", "–", "−", "null"}
FIGURE = re.compile(r"(\d{1,3}(?:[ \u00a0\u2009\u202f.,']\d{3})+|\d+)(?:[.,]0+)?\s*(\(?[pP*]\)?|\d?\)|)")
YEAR = re.compile(r"(\d{4})\s*(\(?[pP*]\)?|)")


class Cell(NamedTuple):
    """A figure as its publisher writes it, with the members it is about in the order of the table's dimensions."""

    members: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Statistics:
    """A table of figures: what it says it is, its dimensions by name, and its cells.

    A member is its code, its label, or both with a space between: `2303 Ragunda`.
    """

    title: str
    dimensions: tuple[str, ...]
    cells: Sequence[Cell]

    def place(self, *names: str) -> int | None:
        """Which dimension has one of some names, whatever their case."""
        return next((at for at, name in enumerate(self.dimensions) if name.casefold() in names), None)


class Figure(NamedTuple):
    """A whole number, and whether it is marked as preliminary."""

    value: int
    is_preliminary: bool


def figure(text: str) -> Figure | None:
    """The figure that a text is; None where the publisher has none. Separators of thousands and notes are seen through.

    Raises:
        ImportRefused: the text is neither.
    """
    text = text.strip()
    if text in MISSING:
        return None
    if not (found := FIGURE.fullmatch(text)):
        raise ImportRefused(f"Värdet ”{text}” är inget antal.")
    return Figure(int(re.sub(r"\D", "", found[1])), bool(re.search(r"[pP*]", found[2])))


def year(text: str) -> Figure | None:
    """The year that a text is, and whether its figures are marked as preliminary; None where it is no whole year."""
    found = YEAR.fullmatch(text.strip())
    return Figure(int(found[1]), bool(found[2])) if found else None
