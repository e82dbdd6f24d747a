"""The sheets of an ods workbook: their rows as text, what spoils a cell, and how they look.

Read as XML, one element at a time: what stands between cells is nothing, and what a cell says beside its value counts.
What the styles say belongs in `opendocument_styles`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.look import Look, Place, Style, told_apart
from rsp_pipeline.reading.number_formats import NumberFormat
from rsp_pipeline.reading.opendocument_styles import CALC, DRAW, OFFICE, TABLE, TEXT, Styles
from rsp_pipeline.reading.sheet import Row, cell_text, too_many_columns
from rsp_pipeline.reading.spoilt import ERROR_VALUE, UNCALCULATED, error_text

Attributes = Mapping[str, str]

SKIPPED = {OFFICE + "annotation", TABLE + "tracked-changes", TABLE + "dde-links", TABLE + "shapes"}
HIDDEN = ("collapse", "filter")
NUMBERS = ("float", "percentage", "currency")
MOST_SPACES = 1_000  # that one element stands for
SPACE, LINE = "\0", "\1"  # a space and the end of a line that are meant, apart from the file's own
NUMBER = re.compile("[0-9]{1,9}")
SPACES = re.compile(r"[ \t\r\n]+")
LINE_END = re.compile(f" ?{LINE} ?")
UNEVEN = re.compile(f"[\t\r\n{SPACE}{LINE}]|  |^ | $")

KIND, VALUE, CURRENCY = (OFFICE + name for name in ("value-type", "value", "currency"))
DAY_VALUE, TRUTH_VALUE, STRING_VALUE = (OFFICE + name for name in ("date-value", "boolean-value", "string-value"))
FORMULA_TEXT, STYLE_NAME, CALC_KIND = TABLE + "formula", TABLE + "style-name", CALC + "value-type"
COLUMNS_REPEATED, ROWS_SPANNED = TABLE + "number-columns-repeated", TABLE + "number-rows-spanned"


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
            TEXT + "s": lambda given: self.characters(SPACE * min(_count(given, TEXT + "c"), MOST_SPACES)),
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
        times = min(_count(given, TABLE + "number-columns-repeated"), self._limits.columns - first)
        self._default_styles += [given.get(TABLE + "default-cell-style-name", "")] * times
        if self._hidden_groups or given.get(TABLE + "visibility") in HIDDEN:
            self.sheets[-1].hidden_columns.update(range(first, first + times))

    def _begin_row(self, given: Attributes) -> None:
        before = self._row
        visibility = given.get(TABLE + "visibility")
        self._row = _Row(
            before.number + before.times,
            _count(given, TABLE + "number-rows-repeated"),
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
        times = _count(given, COLUMNS_REPEATED)
        row.place += times
        text = self._text(given)
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
        if (height := _count(given, ROWS_SPANNED)) > 1:
            self.sheets[-1].merged.append((row.number, row.number + height - 1, place))
            self._hanging.append((row.number + height - 1, place, text))

    def _text(self, given: Attributes) -> str:
        kind, value, formula = given.get(KIND, ""), given.get(VALUE, ""), given.get(FORMULA_TEXT, "")
        if value and not formula and kind in NUMBERS:
            return cell_text(float(value))
        if not (kind or formula or self._parts):
            return ""
        shown = _shown([text for _, text in self._parts])
        if given.get(CALC_KIND) == "error" or (formula and ERROR_VALUE.fullmatch(shown)):
            return error_text(shown)
        is_without = not self._paragraphs and DAY_VALUE not in given and STRING_VALUE not in given
        if formula and is_without and value.strip("0.") == "":
            return UNCALCULATED + formula.partition("=")[2]
        if value and kind in NUMBERS:
            return cell_text(float(value))
        if kind == "boolean":
            return cell_text(given.get(TRUTH_VALUE) == "true")
        if kind == "date":
            return given.get(DAY_VALUE, shown).replace("T", " ").removesuffix(" 00:00:00")
        text = given.get(STRING_VALUE) or shown
        return text if text.isascii() else normalize("NFC", text)

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
            _shown([text for is_struck, text in self._parts if is_struck is want]) for want in (True, False)
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


def _count(given: Attributes, name: str) -> int:
    """How many times something is repeated, spans or stands for: once where nothing is said."""
    said = given.get(name)
    return max(int(said), 1) if said and NUMBER.fullmatch(said) else 1


def _shown(parts: Sequence[str]) -> str:
    """A text as it is shown: white space of the file is one space, and what was meant is put back."""
    text = parts[0] if len(parts) == 1 else "".join(parts)
    if not UNEVEN.search(text):
        return text
    text = LINE_END.sub("\n", SPACES.sub(" ", text)).strip()
    return text.replace(SPACE, " ")
