"""The sheets of an ods workbook: their rows as text, what spoils a cell, and how they look.

A content of a hundred megabytes is looked through as text, in pieces: what stands between cells is nothing. Only what a
cell holds beside one plain paragraph is read as XML. What the styles say belongs in `opendocument_styles`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.look import Style, told_apart
from rsp_pipeline.reading.number_formats import NumberFormat
from rsp_pipeline.reading.sheet import too_many_columns
from rsp_pipeline.reading.workbook.opendocument_cells import Said, attributes, count, parts, said, shown_text
from rsp_pipeline.reading.workbook.opendocument_sheet import OpenSheet
from rsp_pipeline.reading.workbook.opendocument_styles import Styles
from rsp_pipeline.reading.workbook.parts import Parts

CONTENT = "content.xml"
ROW_END = "</table:table-row>"
ROOT_END = "</office:document-content>"
HIDDEN = ("collapse", "filter")
GIVEN = "([^<]*)>"  # an element's attributes, to its end: here no text may follow on that, but other elements
ROOT = re.compile(rf"<office:document-content\b{GIVEN}")
ROW = re.compile(rf"<table:table-row\b{GIVEN}")
CELL_START = re.compile(r"<table:(?:covered-)?table-cell\b")
CELL = re.compile(
    rf"{CELL_START.pattern}{GIVEN}(?:(?<=/>)|<text:p>([^<]+)</text:p></table:table-cell>"
    r"|(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
AROUND_ROWS = re.compile(
    rf"<(/?(?:table:(?:table|table-column|table-row|table-(?:row|column)-group|null-date|dde-links)))(?=[\s/>]){GIVEN}"
)
COMMENT = re.compile("<!--.*?-->", re.DOTALL)
PASSED_OVER = re.compile(r"<table:(tracked-changes|shapes)\b.*?</table:\1>", re.DOTALL)


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
    archive = Parts(content)
    pieces = (piece.decode() for piece in archive.pieces(CONTENT, ROW_END.encode()))
    head, body, first = next((piece for piece in pieces if piece), "").partition("<office:body")
    if not (root := ROOT.search(head)) or "<!DOCTYPE" in head:
        raise ValueError(CONTENT)
    styles = Styles(map(_element, filter(None, [archive.part("styles.xml").decode(), head + ROOT_END])))
    reader = _Reader(limits, most_text, styles, root[1])
    rest = reader.read(body + first)
    for piece in pieces:
        rest = reader.read(piece)
    if not rest.rstrip().endswith(ROOT_END) or not reader.sheets:
        raise ValueError(CONTENT)
    return OpenDocument(reader.sheets, reader.counts_from_1904)


def _element(text: str) -> Element:
    try:
        return fromstring(text.encode())
    except ParseError as error:
        raise ValueError(str(error)) from error


@dataclass
class _Row:
    """The row being read: its number, how often it is repeated, and its cells up to the last filled one."""

    number: int
    times: int
    style: str = ""
    is_hidden: bool = False
    cells: list[str] = field(default_factory=list)


class _Reader:
    """What is read, row after row."""

    def __init__(self, limits: Limits, most_text: int, styles: Styles, namespaces: str) -> None:
        self.sheets: list[OpenSheet] = []
        self.counts_from_1904 = False
        self._limits = limits
        self._text_left = most_text
        self._styles = styles
        self._struck = {name for name, style in styles.telling.items() if style.is_struck}
        self._namespaces = namespaces
        self._hidden_groups = 0
        self._is_past = False  # the sheets, where copies of other workbooks' may stand
        self._row = _Row(0, 1)
        self._cells = 0
        self._columns = 0
        self._default_styles: dict[int, str] = {}
        self._hanging: list[tuple[int, int, str]] = []
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table:table": self._table,
            "table:table-column": self._column,
            "table:table-row": self._begin_row,
            "table:table-row-group": self._begin_group,
            "table:table-column-group": self._begin_group,
            "/table:table-row-group": self._end_group,
            "/table:table-column-group": self._end_group,
            "table:null-date": self._epoch,
            "table:dde-links": self._end_sheets,
        }

    def read(self, piece: str) -> str:
        """Read a piece of the content, to its last row; what follows on that."""
        *rows, rest = COMMENT.sub("", piece).split(ROW_END)
        for row in rows:
            start = row.rfind("<table:table-row")
            if start:
                self._read_between(row[:start])
            if not self._is_past:
                self._read_row(row, start)
        self._read_between(rest)
        return rest

    def _read_between(self, text: str) -> None:
        for name, given in AROUND_ROWS.findall(PASSED_OVER.sub("", text)):
            if not self._is_past and name in self._starts:
                self._starts[name](attributes(given))

    def _epoch(self, given: dict[str, str]) -> None:
        self.counts_from_1904 = given.get("table:date-value", "").startswith("1904-01-01")

    def _table(self, given: dict[str, str]) -> None:
        is_hidden = given.get("table:style-name", "") in self._styles.hidden_tables
        self.sheets.append(OpenSheet(given.get("table:name", ""), is_hidden))
        self._row, self._cells, self._hanging = _Row(0, 1), 0, []
        self._columns, self._default_styles = 0, {}

    def _end_sheets(self, _: dict[str, str]) -> None:
        self._is_past = True

    def _begin_group(self, given: dict[str, str]) -> None:
        self._hidden_groups += bool(self._hidden_groups) or given.get("table:display") == "false"

    def _end_group(self, _: dict[str, str]) -> None:
        self._hidden_groups -= bool(self._hidden_groups)

    def _column(self, given: dict[str, str]) -> None:
        first = self._columns
        self._columns = min(first + count(given, "table:number-columns-repeated"), self._limits.columns)
        places = range(first, self._columns)
        self._default_styles |= dict.fromkeys(places, given.get("table:default-cell-style-name", ""))
        if self._hidden_groups or given.get("table:visibility") in HIDDEN:
            self.sheets[-1].hidden_columns.update(places)

    def _begin_row(self, given: dict[str, str]) -> None:
        before, visibility = self._row, given.get("table:visibility")
        self._row = _Row(
            before.number + before.times,
            count(given, "table:number-rows-repeated"),
            given.get("table:default-cell-style-name", ""),
            bool(self._hidden_groups) or visibility in HIDDEN,
        )
        self.sheets[-1].is_filtered |= visibility == "filter"

    def _read_row(self, text: str, start: int) -> None:
        opened = ROW.match(text, max(start, 0))
        if not opened or not self.sheets:
            raise ValueError(ROW_END)
        self._begin_row(attributes(opened[1]))
        found = CELL.findall(text, opened.end())
        if len(found) != text.count("<table:table-cell") + text.count("<table:covered-table-cell"):
            raise ValueError(f"{self.sheets[-1].name}, {self._row.number}")
        cells, row_style, place = self._row.cells, self._row.style, 0
        telling, defaults = self._styles.telling, self._default_styles
        for given, plain, other in found:
            cell = said(given)
            struck = unstruck = ""
            if other:
                struck, unstruck, shown = self._shown(cell, other)
            else:
                shown = cell.text_by(plain)
            if shown:
                style = telling.get(cell.style or row_style or defaults.get(place, ""))
                if cell.is_simple and not style and not struck:
                    if place > len(cells):
                        cells += [""] * (place - len(cells))
                    cells.append(shown)
                else:
                    self._fill(cell, place, shown, style or Style(), (struck, unstruck))
            place += cell.times
        self._end_row()

    def _shown(self, cell: Said, inner: str) -> tuple[str, str, str]:
        """What is struck through of a cell that holds more than a plain paragraph, what is not, and its text."""
        found = parts(_element(f"<cell {self._namespaces}>{inner}</cell>"), self._struck)
        struck, unstruck, shown = (
            shown_text("".join(text for is_struck, text in found or [] if is_struck in wanted))
            for wanted in ([True], [False], [True, False])
        )
        return struck, unstruck, cell.text_by_shown(None if found is None else shown)

    def _fill(self, cell: Said, place: int, text: str, style: Style, parts: tuple[str, str]) -> None:
        """Fill each place that a cell stands for, and note what it says beside its text."""
        row, sheet, end = self._row, self.sheets[-1], place + cell.times
        self._count(end)
        row.cells += [""] * (place - len(row.cells))
        row.cells += [text] * cell.times
        struck, unstruck = parts
        if struck and not unstruck:
            style = style._replace(is_struck=True)
        if cell.unit:
            style = style._replace(number=NumberFormat(cell.unit, style.number.divides_by))
        if style.is_telling or struck:
            places = [(number, at) for number in range(row.number, row.number + row.times) for at in range(place, end)]
            if style.is_telling:
                sheet.styled.setdefault(style, []).extend(places)
            if struck and unstruck:
                sheet.struck_parts.update(dict.fromkeys(places, told_apart(struck, unstruck)))
        if cell.rows > 1:
            last = row.number + cell.rows - 1
            sheet.merged.append((row.number, last, place))
            self._hanging.append((last, place, text))

    def _count(self, width: int) -> None:
        """Refuse a row of so many cells, as often as it is repeated, where that is more than is read."""
        row = self._row
        if width > self._limits.columns:
            raise too_many_columns(row.number, width, self._limits.columns)
        if max(self._cells, row.number) + width * row.times > self._limits.cells:
            raise FileRejected(
                "sheet_too_large",
                f"Bladet ”{self.sheets[-1].name}” har fler än {self._limits.cells} celler, och fler läses inte. Ta bort"
                f" det som är upprepat på rad {row.number} och nedanför.",
            )

    def _end_row(self) -> None:
        row, sheet = self._row, self.sheets[-1]
        if not row.cells:
            return
        self._count(len(row.cells))
        self._hanging = [hanging for hanging in self._hanging if hanging[0] >= row.number]
        for first, times, cells in self._blocks(row):
            sheet.blocks.append((first, times, cells))
            self._cells += len(cells) * times
            self._text_left -= sum(map(len, cells)) * times
        if row.is_hidden:
            sheet.hidden_rows.update(range(row.number, row.number + row.times))
        if self._text_left < 0:
            raise FileRejected("too_large", "Arbetsboken packar upp till mer data än vad som läses.")

    def _blocks(self, row: _Row) -> Iterator[tuple[int, int, list[str]]]:
        """A row and those that repeat it, with the text of the cells above that reach into them."""
        first, end = row.number, row.number + row.times
        if not self._hanging:
            yield first, row.times, row.cells
            return
        for cut in sorted({end, *(last + 1 for last, _, _ in self._hanging if last + 1 < end)}):
            hung = {place: text for last, place, text in self._hanging if last >= first}
            filled = hung | {place: text for place, text in enumerate(row.cells) if text}
            yield first, cut - first, [filled.get(place, "") for place in range(max(filled) + 1)]
            first = cut
