"""What a sheet holds beside values: cells that have none, and a look that says something which the values do not.

What it means for the rows of a register belongs in `layout.sheet_knowledge`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rsp_pipeline.reading.number_formats import NumberFormat

Place = tuple[int, int]
"""A cell: its row, counted from 1, and its position, counted from 0."""


class Style(NamedTuple):
    """What a cell's style says beside its value."""

    number: NumberFormat = NumberFormat()
    is_struck: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether it says anything at all."""
        return self != Style()


@dataclass(frozen=True)
class Look:
    """How a sheet looks: which rows and columns are hidden, and the cells whose style says something.

    `struck_parts` tells of cells of which a part is struck through: ”50000 (struket: 70000)”.
    """

    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    is_filtered: bool = False
    styled: Mapping[Style, list[Place]] = field(default_factory=dict)
    struck_parts: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """What a reader of workbooks does not tell of a sheet.

    `spoilt` are the cells without a value, by row number, counted from 1, and position, counted from 0, as text that
    `spoilt.spoilt` knows. `may_reach_far` says that a cell, filled or not, stands far out, or not where. `said` are
    texts beside the cells: of which row (0 for all), where, and what they say.
    """

    spoilt: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    may_reach_far: bool = False
    said: Collection[tuple[int, str, str]] = ()


def told_apart(struck: str, other: str) -> str:
    """How a text is told of which a part is struck through."""
    return f"{other.strip()} (struket: {struck.strip()})"
