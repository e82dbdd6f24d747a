"""A table of the docx as WordprocessingML: its columns' widths, its header, and which rows stay together on a page.

It is written as text and parsed once: made cell by cell, the tables took most of the time of a docx.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from rsp_pipeline.followup.document import Align, Cell, Table
from rsp_pipeline.followup.documents.word_lists import NAMESPACE
from rsp_pipeline.followup.documents.word_styles import BETWEEN_COLUMNS, TABLE, TABLE_FIGURE, TABLE_TEXT

LETTER, HEADER_LETTER = 108, 120  # twips, in a rather wide font
LONGEST_WORD, LONGEST_TEXT = 24, 180  # characters that a column makes room for
KEPT_WHOLE = 12  # rows of a table that is never broken over pages
STYLES = {Align.START: TABLE_TEXT, Align.END: TABLE_FIGURE}
BREAKS = re.compile("([\t\r\n])")


def table_xml(table: Table, style_ids: Mapping[str, str], text_width: int) -> str:
    """The table as an element, as wide as the text, in twips; `style_ids` are the identities of styles by name."""
    widths = _widths(table, text_width)
    styles = [style_ids[STYLES[column.align]] for column in table.columns]
    lines = (tuple(Cell(column.header) for column in table.columns), *table.rows)
    rows = (
        _row(line, widths, styles, is_header=place == 0, is_kept=_stays_with_the_next(place, table))
        for place, line in enumerate(lines)
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'w:val="{"07E0" if table.has_total else "07A0"}" w:firstRow="1" w:lastRow="{int(table.has_total)}"'
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblStyle w:val="{style_ids[TABLE]}"/>'
        f'<w:tblW w:type="dxa" w:w="{sum(widths)}"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look} w:firstColumn="1" w:lastColumn="1" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(table.caption)}/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(line: Sequence[Cell], widths: Sequence[int], styles: Sequence[str], *, is_header: bool, is_kept: bool) -> str:
    header, kept = "<w:tblHeader/>" * is_header, "<w:keepNext/>" * is_kept
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}'
        f"</w:pPr><w:r>{_content(cell.text)}</w:r></w:p></w:tc>"
        for cell, width, style in zip(line, widths, styles, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def _content(text: str) -> str:
    pieces = (piece for piece in BREAKS.split(text) if piece)
    return "".join("<w:tab/>" if piece == "\t" else "<w:br/>" if piece in "\r\n" else _text(piece) for piece in pieces)


def _text(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<w:t{space}>{escape(text)}</w:t>"


def _stays_with_the_next(place: int, table: Table) -> bool:
    """Whether a row, the header being the first, stands on the same page as what follows it."""
    last = len(table.rows)
    if place == last:
        return bool(table.note)
    return place in (0, last - 1) or last <= KEPT_WHOLE


def _widths(table: Table, text_width: int) -> list[int]:
    """How wide each column is in twips: room for its longest word, and of what is left as its texts need it."""
    least, wanted = [], []
    for place, column in enumerate(table.columns):
        texts = [row[place].text for row in table.rows]
        longest_word = _longest_word(texts)
        letters = max(longest_word * LETTER, _longest_word([column.header]) * HEADER_LETTER)
        least.append(letters + BETWEEN_COLUMNS)
        said = [column.header, *texts] if column.align is Align.START else texts
        wanted.append(1 + max(min(max(map(len, said), default=0), LONGEST_TEXT) - longest_word, 0))
    left = text_width - sum(least)
    if left < 0:
        return [text_width * width // sum(least) for width in least]
    return [width + left * share // sum(wanted) for width, share in zip(least, wanted, strict=True)]


def _longest_word(texts: Sequence[str]) -> int:
    """The letters of the longest word, as far as a column makes room for it."""
    return min(max((len(word) for text in texts for word in text.split(" ")), default=0), LONGEST_WORD)
