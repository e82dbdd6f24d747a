"""What every writer of a document is handed: what it says, its charts, and where its figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rsp_pipeline.followup.document import Document, Figure, Kind, Table
from rsp_pipeline.followup.documents.links import Links
from rsp_pipeline.followup.documents.origins import Origin


@dataclass(frozen=True)
class Picture:
    """A chart as drawn: as svg, ready to stand in a page, and as png."""

    svg: str
    png: bytes


STEMS = {Kind.LETTER: "tjansteskrivelse", Kind.REPORT: "uppfoljning"}


def stem(kind: Kind, year: int) -> str:
    """The name of the files of a year's document, without what says which format each is."""
    return f"{STEMS[kind]}-{year}"


@dataclass(frozen=True)
class Edition:
    """A document of a year as written on a day: `pictures` by chart identity, `origins` in the order of the text.

    The report lists its origins; the letter's figures lead to those of the report. `links` lead to what lies beside it.
    `template` is the region's own for Word, none where it is empty.
    """

    year: int
    as_of: date
    publisher: str
    document: Document
    pictures: Mapping[str, Picture]
    origins: tuple[Origin, ...]
    links: tuple[Links, ...] = ()
    template: bytes = b""

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
