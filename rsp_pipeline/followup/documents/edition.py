"""What every writer of a year's documents is handed: the memo, its charts, and where its figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rsp_pipeline.followup.document import Document, Figure, Table
from rsp_pipeline.followup.documents.origins import Origin


@dataclass(frozen=True)
class Picture:
    """A chart as drawn: as svg, ready to stand in a page, and as png."""

    svg: str
    png: bytes


@dataclass(frozen=True)
class Edition:
    """A year's follow-up as written on a day: `pictures` by chart identity, `origins` in the order of the text."""

    year: int
    as_of: date
    publisher: str
    memo: Document
    pictures: Mapping[str, Picture]
    origins: tuple[Origin, ...]

    @cached_property
    def table_numbers(self) -> Mapping[Table, int]:
        """The number of every table, as its caption says it."""
        return {table: number for number, table in enumerate(self.memo.tables, start=1)}

    @cached_property
    def figure_numbers(self) -> Mapping[Figure, int]:
        """The number of every chart, as its caption says it."""
        return {figure: number for number, figure in enumerate(self.memo.figures, start=1)}
