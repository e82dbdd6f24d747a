"""The nouns of a document: what is said, in which order, and where each figure comes from.

A document knows nothing of docx, html or xlsx; a writer renders it. What the follow-up says belongs in `full_report`
and `letter`.
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


@dataclass(frozen=True)
class Blank:
    """A piece of text that is left for the officer to fill in; `what` is filled in, to be listed."""

    text: str
    what: str


Span = str | Traced | Emphasis | Blank
Spans = tuple[Span, ...]


def plain(spans: Spans) -> str:
    """A running text without its markup."""
    return "".join(span if isinstance(span, str) else span.text for span in spans)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text; `is_own` tells one that the steward wrote."""

    spans: Spans
    is_own: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list, each item a running text; numbered when the order matters. `is_own` tells one that the steward wrote."""

    items: tuple[Spans, ...]
    is_numbered: bool = False
    is_own: bool = False


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
    """A cell: the text people read, the bare value for a workbook, the figure's source, and where a page links to."""

    text: str
    value: Number | date | None = None
    source: Source | None = None
    href: str = ""


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


def is_blank(block: Block) -> bool:
    """Whether something in a block is left to fill in."""
    return any(isinstance(span, Blank) for span in _spans(block))


class Kind(Enum):
    """The documents of a year, by what they are called: the one that is signed, and the one that tells it all."""

    LETTER = "Tjänsteskrivelse"
    REPORT = "Uppföljning"


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and the sections one level below."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole document: what kind it is, its title, the facts of its head in order, and its sections."""

    kind: Kind
    title: str
    facts: tuple[tuple[str, Span], ...]
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
    def blanks(self) -> tuple[str, ...]:
        """What is left to fill in, once each, in reading order."""
        spans = [span for _, span in self.facts]
        spans += [span for _, section in self.walk() for block in section.blocks for span in _spans(block)]
        return tuple(dict.fromkeys(span.what for span in spans if isinstance(span, Blank)))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The source of every figure, once each, in reading order."""
        found = (source for _, section in self.walk() for block in section.blocks for source in _sources(block))
        return tuple(dict.fromkeys(found))


def _spans(block: Block) -> Iterator[Span]:
    """The running text of a block."""
    match block:
        case Paragraph(spans):
            yield from spans
        case Bullets(items):
            yield from (span for item in items for span in item)


def _sources(block: Block) -> Iterator[Source]:
    yield from (span.source for span in _spans(block) if isinstance(span, Traced))
    if isinstance(block, Table):
        yield from (cell.source for row in block.rows for cell in row if cell.source)


def _walk(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _walk(section.sections, level + 1)
