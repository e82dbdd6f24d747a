"""A sheet of an ods workbook as it is read, with what it repeats told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rsp_pipeline.reading.look import Look, Place, Style
from rsp_pipeline.reading.sheet import Row


@dataclass
class OpenSheet:
    """A sheet: its filled rows, each once with how often it is repeated, the cells that span rows, and its look."""

    name: str
    is_hidden: bool
    blocks: list[tuple[int, int, list[str]]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    styled: dict[Style, list[Place]] = field(default_factory=dict)
    struck_parts: dict[Place, str] = field(default_factory=dict)
    is_filtered: bool = False

    def rows(self) -> Iterator[Row]:
        """The rows up to the last filled one."""
        after = 1
        for first, times, cells in self.blocks:
            yield from ((number, []) for number in range(after, first))
            after = first + times
            yield from ((number, cells) for number in range(first, after))

    @property
    def spanned(self) -> set[tuple[int, int]]:
        """The row and position of each cell that is merged with one above or below it."""
        first, times, _ = self.blocks[-1] if self.blocks else (0, 0, [])
        return {
            (row, place) for top, bottom, place in self.merged for row in range(top, min(bottom, first + times - 1) + 1)
        }

    def look(self) -> Look:
        """How the sheet looks."""
        return Look(self.hidden_rows, self.hidden_columns, self.is_filtered, self.styled, self.struck_parts)
