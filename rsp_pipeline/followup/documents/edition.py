"""What every writer of a document is handed: what it says, its charts, and where its figures come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from rsp_pipeline.followup.document import Cell, Document, Figure, Kind, Source, Table
from rsp_pipeline.followup.documents.links import Links


@dataclass(frozen=True)
class Picture:
    """A chart as drawn: as svg, ready to stand in a page, and as png."""

    svg: str
    png: bytes


class Behind(Protocol):
    """What is behind a figure: a line for each thing of it, and what is told of the `rest`, shown by a command."""

    @property
    def source(self) -> Source:
        """The figure."""

    @property
    def wording(self) -> str:
        """The figure in words."""

    @property
    def anchor(self) -> str:
        """What a link to it names."""

    @property
    def lines(self) -> Sequence[tuple[Cell, ...]]:
        """A line for each thing behind it, with a cell for each column of the `Ground`; none when nothing counted."""

    @property
    def rest(self) -> str:
        """What is not shown, to be followed by the command; empty when all is."""

    @property
    def command(self) -> str:
        """What one types to see all of it."""


@dataclass(frozen=True)
class Ground:
    """What the figures of a document rest on, in the words of its appendix.

    `name` is it in a heading, `sheet` on a workbook's tab; `each` is what a figure that is a link leads to, and `about`
    what the appendix shows. `nothing` is said of a figure with nothing behind it; `made_of` is what all of the document
    is made of.
    """

    name: str
    sheet: str
    each: str
    about: str
    caption: str
    columns: tuple[str, ...]
    nothing: str
    made_of: str


ROWS = Ground(
    name="raderna bakom siffrorna",
    sheet="Rader bakom siffrorna",
    each="raderna som den bygger på",
    about="För varje siffra i texten visas var raderna som den bygger på står. "
    "Vad som står i raderna publiceras inte här.",
    caption="Fil, blad och rader bakom varje siffra",
    columns=("Fil", "Blad", "Rader"),
    nothing="Inga rader räknas.",
    made_of="regionens register",
)
"""The rows of the registers that were delivered."""

STEMS = {Kind.LETTER: "tjansteskrivelse", Kind.REPORT: "uppfoljning"}


def stem(kind: Kind, year: int) -> str:
    """The name of the files of a year's document, without what says which format each is."""
    return f"{STEMS[kind]}-{year}"


@dataclass(frozen=True)
class Edition:
    """A document of a year as written on a day: `pictures` by chart identity, `origins` in the order of the text.

    The report lists its origins; the letter's figures lead to those of the report. `links` lead to what lies beside it.
    `template` is the region's own for Word, none where it is empty. `ground` is what its figures rest on.
    """

    year: int
    as_of: date
    publisher: str
    document: Document
    pictures: Mapping[str, Picture]
    origins: tuple[Behind, ...]
    links: tuple[Links, ...] = ()
    template: bytes = b""
    ground: Ground = ROWS

    @property
    def stem(self) -> str:
        """The name of its files, without what says which format each is."""
        return stem(self.document.kind, self.year)

    @property
    def origins_at(self) -> str:
        """The page that lists the origins of its figures; empty when it is the document's own."""
        return "" if self.document.kind is Kind.REPORT else f"{stem(Kind.REPORT, self.year)}.html"

    @cached_property
    def table_numbers(self) -> Mapping[Table, int]:
        """The number of every table, as its caption says it."""
        return {table: number for number, table in enumerate(self.document.tables, start=1)}

    @cached_property
    def figure_numbers(self) -> Mapping[Figure, int]:
        """The number of every chart, as its caption says it."""
        return {figure: number for number, figure in enumerate(self.document.figures, start=1)}
