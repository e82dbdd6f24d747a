"""The memo's tables as a workbook: one sheet per table, each cell of its kind, with definitions and sources.

The first sheet lists the others. Every one of them is a table that filters, and is set to be printed on A4.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.followup.documents.edition import Behind, Edition
from rsp_pipeline.office.tables import FILTER_BUTTON, add_table
from rsp_pipeline.office.workbook import LONGEST_TITLE, TITLE_NEVER_HOLDS, harmless, looks, set_width, settled
from rsp_pipeline.swedish import MINUS, NO_BREAK_SPACE

if TYPE_CHECKING:
    from rsp_pipeline.office.workbook import Format, Workbook, Worksheet

TITLES = {  # of the tables whose caption is longer than a sheet's title may be
    "beslutade_stod": "Beslutade stöd",
    "stod_per_kommun": "Stöd per kommun",
    "servicenatet": "Servicenätet",
    "handlaggning": "Ansökningar",
    "investeringar": "Investeringar",
    "sarskilt_driftstod": "Särskilt driftstöd",
    "utbetalningar": "Utbetalningar",
    "stodstallen_besokta": "Besökta ställen",
    "serviceplaner": "Serviceplaner",
    "malvarden": "Målvärden",
    "resurser": "Resurser",
    "definitioner": "Definitioner",
    "redovisat": "Redovisat",
    "stod_per_region": "Stöd per region",
    "ansokningar_per_region": "Ansökningar per region",
    "utbetalt_per_region": "Utbetalt per region",
    "lika_regioner": "Lika regioner",
    "besok_per_region": "Besök per region",
    "planer_per_region": "Planer per region",
    "stallen_per_region": "Ställen per region",
    "insatser_per_region": "Insatser per region",
    "stod_ar_for_ar": "Stöd år för år",
    "kallor": "Källor",
}
HEADER_ROW = 2  # below the caption; rows and columns are counted from 0
NARROWEST, WIDEST, MARGINS = 10, 70, 4  # characters
LINE_HEIGHT = 15  # points
CAPTION_LETTER = 1.3  # characters of a cell
UPRIGHT, READABLE = 100, 190  # characters that a page has room for upright, and lying with letters of 8 points
HEADER_COLOUR = "#EEF2F6"
THIN, A4, MARGIN_INCHES = 1, 9, 0.5  # a border and a paper as workbooks number them
HEADER = {"bold": True, "bg_color": HEADER_COLOUR, "bottom": THIN, "text_wrap": True}
TOTAL = {"bold": True, "top": THIN}
CONTENTS, QUOTE = "Innehåll", "'"
LINK = {"font_color": "#0B4A8F", "underline": 1, "align": "left", "valign": "top", "indent": 1}
FIGURE = re.compile(rf"(?P<sign>[+{MINUS}])?\d[\d{NO_BREAK_SPACE}]*(?<=\d)(?:,(?P<decimals>\d+))?")


@dataclass(frozen=True)
class Sheet:
    """A sheet: the title on its tab, and the table in it."""

    title: str
    table: Table


def write_tables(edition: Edition, path: Path) -> None:
    """Write the workbook of a memo, whose bytes depend on the edition alone."""
    of_text = [Sheet(TITLES.get(table.id, table.caption), table) for table in edition.document.tables]
    of_charts = [
        Sheet(f"Figur {number}", _captioned(figure.table, figure.caption))
        for figure, number in edition.figure_numbers.items()
        if figure.table
    ]
    behind = Sheet(edition.ground.sheet, _behind(edition))
    write_sheets((*of_text, *of_charts, behind), edition.document.title, edition.publisher, edition.as_of, path)


def write_sheets(sheets: Iterable[Sheet], title: str, publisher: str, as_of: date, path: Path) -> None:
    """Write tables as a workbook, one sheet each, after one that lists them."""
    with settled(path, datetime.combine(as_of, time(), UTC), publisher, title, "sv-SE") as workbook:
        look, contents = looks(workbook), workbook.add_worksheet(CONTENTS)
        tables = {_free_sheet(workbook, sheet.title): sheet.table for sheet in sheets}
        for page, table in {contents: _contents(tables, title), **tables}.items():
            _fill(page, table, look)
            page.set_footer(f"&L{title.replace('&', '&&')}&RSida &P av &N")
        for row, page in enumerate(tables, start=HEADER_ROW + 1):
            where = f"internal:'{page.get_name().replace(QUOTE, QUOTE * 2)}'!A1"
            contents.write_url(row, 0, where, look(**LINK), harmless(page.get_name()))


def _contents(tables: Mapping[Worksheet, Table], title: str) -> Table:
    """What the workbook has, sheet by sheet."""
    rows = tuple(
        (Cell(page.get_name()), Cell(table.caption), Cell(str(len(table.rows)), len(table.rows)))
        for page, table in tables.items()
    )
    return Table("innehall", title, (Column("Blad"), Column("Vad det visar"), Column("Rader", Align.END)), rows)


def _captioned(table: Table, caption: str) -> Table:
    return Table(table.id, caption, table.columns, table.rows, table.has_total, table.note)


def _behind(edition: Edition) -> Table:
    ground = edition.ground
    return Table(
        "rader",
        ground.caption,
        (Column("Siffra"), *map(Column, ground.columns)),
        tuple(line for origin in edition.origins for line in _lines_of(origin, len(ground.columns))),
    )


def _lines_of(origin: Behind, columns: int) -> Iterator[tuple[Cell, ...]]:
    """A line for each thing behind a figure, and one for those that are only counted."""
    for line in origin.lines:
        yield (Cell(origin.wording), *line)
    if origin.rest:
        yield (Cell(origin.wording), *[Cell("–")] * (columns - 1), Cell(f"{origin.rest} {origin.command}"))


def _free_sheet(workbook: Workbook, title: str) -> Worksheet:
    """A new sheet by the title as far as a tab has room for its words, with a number when it is taken."""
    words = TITLE_NEVER_HOLDS.sub("", title).split()
    taken = {name.lower() for name in workbook.sheetnames}
    numbered = (f" {number}" if number > 1 else "" for number in range(1, 1 + len(taken) + 1))
    candidates = (f"{_shortened(words, LONGEST_TITLE - len(number))}{number}".strip("'") for number in numbered)
    return workbook.add_worksheet(next(name for name in candidates if name.lower() not in taken))


def _shortened(words: Sequence[str], longest: int) -> str:
    fitting = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((text for text in fitting if len(text) <= longest), words[0][:longest])


def _fill(sheet: Worksheet, table: Table, look: Callable[..., Format]) -> None:
    widths, top, last = _widths(table), HEADER_ROW, HEADER_ROW + len(table.rows)
    sheet.write_string(0, 0, harmless(table.caption), look(bold=True, font_size=13))
    headers = [look(**HEADER, align=_horizontal(column), indent=_header_indent(column)) for column in table.columns]
    total = ["" if said.value is not None else said.text for said in table.rows[-1]] if table.has_total else []
    add_table(sheet, top, [column.header for column in table.columns], headers, len(table.rows), total)
    sheet.set_row(top, _height([column.header for column in table.columns], widths))
    for place, width in enumerate(widths):
        set_width(sheet, place, width)
    for number, row in enumerate(table.rows, start=top + 1):
        of_total = TOTAL if table.has_total and number == last else {}
        sheet.set_row(number, _height([said.text for said in row], widths))
        for place, (column, said) in enumerate(zip(table.columns, row, strict=True)):
            wraps = column.align is Align.START
            own = look(
                text_wrap=wraps, valign="top", align=_horizontal(column), indent=1, num_format=_format(said), **of_total
            )
            _write(sheet, number, place, said, own)
    if table.note:
        last += 2
        sheet.write_string(last, 0, harmless(table.note))
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, last, len(table.columns) - 1)
    if sum(widths) > UPRIGHT:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN_INCHES, right=MARGIN_INCHES)
    sheet.fit_to_pages(1, 0)


def _widths(table: Table) -> list[int]:
    """How wide each column is, in characters: room for its texts, its header on two lines, and the caption above."""
    widest = (
        max([*(len(row[place].text) for row in table.rows), _header_width(column.header), NARROWEST])
        for place, column in enumerate(table.columns)
    )
    first, *others = (min(width + MARGINS, WIDEST) for width in widest)
    under_the_caption = round(len(table.caption) * CAPTION_LETTER) - sum(others)
    widths = [min(max(first, under_the_caption), WIDEST), *others]
    while sum(widths) > READABLE and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _header_width(header: str) -> int:
    """What a header asks for: room for its longest word, for all of it on two lines, and for the filter's button."""
    return max(len(header) * 2 // 3, *map(len, header.split()), 0) + FILTER_BUTTON


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """How high a row is, in points: some programs do not make room for wrapped lines by themselves."""
    lines = (ceil(len(text) / (width - MARGINS)) for text, width in zip(texts, widths, strict=True))
    return max(LINE_HEIGHT, LINE_HEIGHT * max(lines))


def _header_indent(column: Column) -> int:
    """How far a header is indented: past the button that filters, where that covers its end."""
    return 1 if column.align is Align.START else 3


def _horizontal(column: Column) -> str:
    return "right" if column.align is Align.END else "left"


def _write(sheet: Worksheet, row: int, place: int, said: Cell, look: Format) -> None:
    if said.value is None:
        sheet.write_string(row, place, harmless(said.text), look)
    elif isinstance(said.value, date):
        sheet.write_datetime(row, place, said.value, look)
    else:
        sheet.write_number(row, place, float(said.value), look)


def _format(said: Cell) -> str:
    """The format that shows a value as the memo writes it: its decimals, its sign and the words around it."""
    if isinstance(said.value, date):
        return "yyyy-mm-dd"
    if said.value is None or not (found := FIGURE.search(said.text)):
        return "General"
    before, after = (f'"{words}"' if words else "" for words in (said.text[: found.start()], said.text[found.end() :]))
    decimals = f".{'0' * len(found['decimals'])}" if found["decimals"] else ""
    plain = f"{before}#,##0{decimals}{after}"
    return f'+{plain};"{MINUS}"{plain};{plain}' if found["sign"] else plain
