"""The nouns of a document: what is said, in which order, and where each figure comes from.

A document knows nothing of docx, html or xlsx; a writer renders it. What the follow-up says belongs in `memo`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import Member
from rsp_pipeline.swedish import Number


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: one of `indicator.value`, and through `meta.provenance` the rows behind it.

    It is about the whole county, or the part of it that `members` tell.
    """

    indicator: Indicator
    year: int
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Traced:
    """A piece of text that is a figure: how it is worded, the figure itself, and its source."""

    text: str
    value: Number
    source: Source


@dataclass(frozen=True)
class Emphasis:
    """A piece of text that is emphasised: a title, or what the steward stressed."""

    text: str
    is_strong: bool = False


Span = str | Traced | Emphasis
Spans = tuple[Span, ...]


def plain(spans: Spans) -> str:
    """A running text without its markup."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    spans: Spans


@dataclass(frozen=True)
class Bullets:
    """A list, each item a running text; numbered when the order matters."""

    items: tuple[Spans, ...]
    is_numbered: bool = False


class Align(Enum):
    """How a column is set: words to the start of the line, figures to its end."""

    START = "start"
    END = "end"


@dataclass(frozen=True)
class Column:
    """A column of a table, by its header cell."""

    header: str
    align: Align = Align.START


@dataclass(frozen=True)
class Cell:
    """A cell: the text people read, the bare value for a workbook, and the figure's source."""

    text: str
    value: Number | date | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Table:
    """A table with a caption above it. The first cell of every row is the row's header.

    `has_total` says that the last row sums up the others; `note` is read below the table.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_total: bool = False
    note: str = ""

    def without(self, places: Collection[int]) -> Table:
        """The table without the columns at some places, counted from 0."""
        columns = tuple(column for place, column in enumerate(self.columns) if place not in places)
        rows = (tuple(cell for place, cell in enumerate(row) if place not in places) for row in self.rows)
        return replace(self, columns=columns, rows=tuple(rows))


@dataclass(frozen=True)
class Figure:
    """A chart by its identity, with its caption, its text for those who cannot see it, and its figures as a table."""

    chart_id: str
    caption: str
    alt: str
    table: Table | None = None


Block = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and the sections one level below."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole document: its title, the facts of its head in order, and its sections."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    language: str = "sv"

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Every section in reading order with its heading's level; the title is level 1."""
        yield from _walk(self.sections, 2)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in reading order."""
        return tuple(block for _, section in self.walk() for block in section.blocks if isinstance(block, Table))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every chart in reading order."""
        return tuple(block for _, section in self.walk() for block in section.blocks if isinstance(block, Figure))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The source of every figure, once each, in reading order."""
        found = (source for _, section in self.walk() for block in section.blocks for source in _sources(block))
        return tuple(dict.fromkeys(found))


def _sources(block: Block) -> Iterator[Source]:
    match block:
        case Paragraph(spans):
            yield from (span.source for span in spans if isinstance(span, Traced))
        case Bullets(items):
            yield from (span.source for item in items for span in item if isinstance(span, Traced))
        case Table():
            yield from (cell.source for row in block.rows for cell in row if cell.source)


def _walk(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _walk(section.sections, level + 1)
