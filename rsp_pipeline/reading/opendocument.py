"""The sheets of an ods workbook: their rows as text, what spoils a cell, and how they look.

Read as XML, one element at a time: what stands between cells is nothing, and what a cell says beside its value counts.
What the styles say belongs in `opendocument_styles`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.look import Style, told_apart
from rsp_pipeline.reading.number_formats import NumberFormat
from rsp_pipeline.reading.opendocument_cells import (
    COLUMNS_REPEATED,
    CURRENCY,
    KIND,
    LINE,
    ROWS_SPANNED,
    SPACE,
    STYLE_NAME,
    Attributes,
    count,
    shown_text,
    text_of,
)
from rsp_pipeline.reading.opendocument_sheet import OpenSheet
from rsp_pipeline.reading.opendocument_styles import DRAW, OFFICE, TABLE, TEXT, Styles
from rsp_pipeline.reading.sheet import too_many_columns

SKIPPED = {OFFICE + "annotation", TABLE + "tracked-changes", TABLE + "dde-links", TABLE + "shapes"}
HIDDEN = ("collapse", "filter")
MOST_SPACES = 1_000  # that one element stands for


@dataclass(frozen=True)
class OpenDocument:
    """An ods workbook's sheets, and whether the serial numbers of its days count from 1904."""

    sheets: list[OpenSheet]
    counts_from_1904: bool


def open_document(content: bytes, limits: Limits, most_text: int) -> OpenDocument:
    """The workbook as read.

    Raises:
        FileRejected: a sheet has more cells than are read, or all of them together more text than `most_text`.
        ValueError: it is no well-formed workbook.
    """
    reader = _Reader(limits, most_text)
    with ZipFile(io.BytesIO(content)) as archive:
        for part in ("styles.xml", "content.xml"):
            if part not in archive.namelist():
                continue
            parser = ParserCreate(namespace_separator=" ")
            parser.buffer_text = True
            parser.StartElementHandler = reader.start
            parser.EndElementHandler = reader.end
            parser.CharacterDataHandler = reader.characters
            parser.StartDoctypeDeclHandler = _refuse
            try:
                with archive.open(part) as opened:
                    parser.ParseFile(opened)
            except ExpatError as error:
                raise ValueError(str(error)) from error
    return OpenDocument(reader.sheets, reader.counts_from_1904)


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")


@dataclass
class _Row:
    """The row being read: its number, how often it is repeated, and its filled cells by position."""

    number: int
    times: int
    style: str
    is_hidden: bool
    place: int = 0
    cells: dict[int, str] = field(default_factory=dict)


class _Reader:
    """What is read, as elements begin and end."""

    def __init__(self, limits: Limits, most_text: int) -> None:
        self.sheets: list[OpenSheet] = []
        self.counts_from_1904 = False
        self._limits = limits
        self._text_left = most_text
        self._styles = Styles()
        self._skipped = 0  # elements open within one that is passed over
        self._hidden_groups = 0
        self._row = _Row(0, 0, "", False)
        self._cells = 0
        self._cell: Attributes | None = None
        self._default_styles: list[str] = []
        self._paragraphs = 0
        self._is_in_paragraph = False
        self._has_struck = False
        self._spans: list[bool] = []
        self._parts: list[tuple[bool, str]] = []
        self._hanging: list[tuple[int, int, str]] = []
        self._starts: dict[str, Callable[[Attributes], None]] = {
            TABLE + "table": self._table,
            TABLE + "table-column": self._column,
            TABLE + "table-row": self._begin_row,
            TABLE + "table-row-group": self._begin_group,
            TABLE + "table-column-group": self._begin_group,
            TABLE + "table-cell": self._begin_cell,
            TABLE + "covered-table-cell": self._begin_cell,
            TABLE + "null-date": self._epoch,
            TEXT + "p": self._begin_paragraph,
            TEXT + "span": self._begin_span,
            TEXT + "s": lambda given: self.characters(SPACE * min(count(given, TEXT + "c"), MOST_SPACES)),
            TEXT + "tab": lambda _: self.characters(SPACE),
            TEXT + "line-break": lambda _: self.characters(LINE),
        }
        self._ends: dict[str, Callable[[], None]] = {
            TABLE + "table-row": self._end_row,
            TABLE + "table-row-group": self._end_group,
            TABLE + "table-column-group": self._end_group,
            TABLE + "table-cell": self._end_cell,
            TABLE + "covered-table-cell": self._end_cell,
            TEXT + "p": self._end_paragraph,
            TEXT + "span": self._end_span,
        }

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
        elif handle := self._starts.get(name):
            handle(given)
        elif name in SKIPPED or name.startswith(DRAW):
            self._skipped = 1
        else:
            self._styles.start(name, given)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif handle := self._ends.get(name):
            handle()
        else:
            self._styles.end(name)

    def characters(self, text: str) -> None:
        """Text within an element, in which two control characters stand for a meant space and the end of a line."""
        if self._skipped:
            return
        if self._is_in_paragraph:
            is_struck = bool(self._spans) and any(self._spans)
            self._has_struck |= is_struck
            self._parts.append((is_struck, text))
        else:
            self._styles.characters(text)

    def _epoch(self, given: Attributes) -> None:
        self.counts_from_1904 = given.get(TABLE + "date-value", "").startswith("1904-01-01")

    def _table(self, given: Attributes) -> None:
        is_hidden = given.get(TABLE + "style-name", "") in self._styles.hidden_tables
        self.sheets.append(OpenSheet(given.get(TABLE + "name", ""), is_hidden))
        self._row, self._cells, self._default_styles, self._hanging = _Row(0, 1, "", False), 0, [], []

    def _begin_group(self, given: Attributes) -> None:
        self._hidden_groups += bool(self._hidden_groups) or given.get(TABLE + "display") == "false"

    def _end_group(self) -> None:
        self._hidden_groups -= bool(self._hidden_groups)

    def _column(self, given: Attributes) -> None:
        first = len(self._default_styles)
        times = min(count(given, TABLE + "number-columns-repeated"), self._limits.columns - first)
        self._default_styles += [given.get(TABLE + "default-cell-style-name", "")] * times
        if self._hidden_groups or given.get(TABLE + "visibility") in HIDDEN:
            self.sheets[-1].hidden_columns.update(range(first, first + times))

    def _begin_row(self, given: Attributes) -> None:
        before = self._row
        visibility = given.get(TABLE + "visibility")
        self._row = _Row(
            before.number + before.times,
            count(given, TABLE + "number-rows-repeated"),
            given.get(TABLE + "default-cell-style-name", ""),
            bool(self._hidden_groups) or visibility in HIDDEN,
        )
        self.sheets[-1].is_filtered |= visibility == "filter"

    def _begin_cell(self, given: Attributes) -> None:
        self._cell, self._parts, self._paragraphs, self._has_struck = given, [], 0, False

    def _begin_paragraph(self, _: Attributes) -> None:
        if self._cell is not None:
            self._is_in_paragraph = True
            if self._paragraphs:
                self._parts.append((False, LINE))
            self._paragraphs += 1

    def _end_paragraph(self) -> None:
        self._is_in_paragraph = False

    def _begin_span(self, given: Attributes) -> None:
        self._spans.append(self._styles.of(given.get(TEXT + "style-name", "")).is_struck)

    def _end_span(self) -> None:
        self._spans.pop()

    def _end_cell(self) -> None:
        given, self._cell = self._cell or {}, None
        row, place = self._row, self._row.place
        times = count(given, COLUMNS_REPEATED)
        row.place += times
        text = text_of(given, self._parts, self._paragraphs)
        if not text:
            return
        if row.place > self._limits.columns:
            raise too_many_columns(row.number, row.place, self._limits.columns)
        if max(self._cells, row.number) + row.place * row.times > self._limits.cells:
            raise FileRejected(
                "sheet_too_large",
                f"Bladet ”{self.sheets[-1].name}” har fler än {self._limits.cells} celler, och fler läses inte. Ta bort"
                f" det som är upprepat på rad {row.number} och nedanför.",
            )
        for at in range(place, row.place):
            row.cells[at] = text
        style, struck_part = self._looks(given, place)
        if style.is_telling or struck_part:
            rows = range(row.number, row.number + row.times)
            places = [(number, at) for number in rows for at in range(place, row.place)]
            if style.is_telling:
                self.sheets[-1].styled.setdefault(style, []).extend(places)
            if struck_part:
                self.sheets[-1].struck_parts.update(dict.fromkeys(places, struck_part))
        if (height := count(given, ROWS_SPANNED)) > 1:
            self.sheets[-1].merged.append((row.number, row.number + height - 1, place))
            self._hanging.append((row.number + height - 1, place, text))

    def _looks(self, given: Attributes, place: int) -> tuple[Style, str]:
        """What a filled cell's style says, and what it says where a part of it is struck through."""
        default = self._default_styles[place] if place < len(self._default_styles) else ""
        style = self._styles.of(given.get(STYLE_NAME) or self._row.style or default)
        unit = "%" if given.get(KIND) == "percentage" else given.get(CURRENCY, "")
        if unit not in ("", "SEK"):
            style = style._replace(number=NumberFormat(unit, style.number.divides_by))
        if not self._has_struck:
            return style, ""
        struck, other = (
            shown_text([text for is_struck, text in self._parts if is_struck is want]) for want in (True, False)
        )
        if struck and not other:
            style = style._replace(is_struck=True)
        return style, told_apart(struck, other) if struck and other else ""

    def _end_row(self) -> None:
        row, sheet = self._row, self.sheets[-1]
        if not row.cells:
            return
        end = row.number + row.times
        self._hanging = [hanging for hanging in self._hanging if hanging[0] >= row.number]
        first = row.number
        for cut in sorted({end, *(last + 1 for last, _, _ in self._hanging if last + 1 < end)}):
            hung = {place: text for last, place, text in self._hanging if last >= first}
            filled = hung | row.cells
            cells = [filled.get(place, "") for place in range(max(filled) + 1)]
            sheet.blocks.append((first, cut - first, cells))
            self._cells += len(cells) * (cut - first)
            self._text_left -= sum(map(len, cells)) * (cut - first)
            first = cut
        if row.is_hidden:
            sheet.hidden_rows.update(range(row.number, row.number + row.times))
        if self._text_left < 0:
            raise FileRejected("too_large", "Arbetsboken packar upp till mer data än vad som läses.")
