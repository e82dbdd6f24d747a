"""The memo as a tjänsteskrivelse in docx: styles of its own in `word_styles`, everything else from the document.

The figures of every chart stand as tables in an appendix, since a page of paper has no room beside the chart.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.document import (
    Align,
    Block,
    Bullets,
    Cell,
    Document,
    Emphasis,
    Figure,
    Paragraph,
    Section,
    Span,
    Spans,
    Table,
    plain,
)
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.word_styles import (
    FACT,
    FIGURE_LINE,
    NOTE,
    TABLE,
    TABLE_FIGURE,
    TABLE_TEXT,
    TABLE_TITLE,
    TEXT_WIDTH_CM,
    add_field,
    new_word,
    restarted,
)
from rsp_pipeline.office import archives

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as WordParagraph

CHART_TABLES = "Bilaga: siffrorna i diagrammen"
CHART_WIDTH_CM, CHART_HEIGHT_CM = 14, 9  # at most
CHARACTER_CM, CELL_MARGINS_CM = 0.165, 0.42  # of a table's letters
LONGEST_WORD, LONGEST_TEXT = 24, 180  # characters that a column makes room for
KEPT_WHOLE = 12  # rows of a table that is never broken over pages


def write_word(edition: Edition, path: Path) -> None:
    """Write the docx, whose bytes depend on the edition alone."""
    made_at = datetime.combine(edition.as_of, time())
    with_tables = replace(edition, memo=_with_chart_tables(edition))
    word = new_word(with_tables.memo.title, edition.publisher, made_at)
    _head(word, with_tables.memo)
    for level, section in with_tables.memo.walk():
        word.add_heading(section.heading, level)
        for block in section.blocks:
            _add(word, with_tables, block)
    buffer = io.BytesIO()
    word.save(buffer)
    archives.save_settled(buffer, path, made_at)


def _with_chart_tables(edition: Edition) -> Document:
    tables = tuple(
        replace(figure.table, caption=f"Siffrorna i figur {number}: {figure.caption}")
        for figure, number in edition.figure_numbers.items()
        if figure.table
    )
    appendix = (Section(CHART_TABLES, tables),) if tables else ()
    return replace(edition.memo, sections=(*edition.memo.sections, *appendix))


def _head(word: Word, memo: Document) -> None:
    word.add_paragraph("Tjänsteskrivelse", style=FACT)
    word.add_heading(memo.title, 1)
    for name, said in memo.facts:
        paragraph = word.add_paragraph(style=FACT)
        paragraph.add_run(f"{name}:", style="Strong")
        paragraph.add_run(f"\t{said}")


def _add(word: Word, edition: Edition, block: Block) -> None:
    match block:
        case Paragraph(spans):
            paragraph = word.add_paragraph(style="Body Text")
            _run(paragraph, spans)
            paragraph.paragraph_format.keep_with_next = plain(spans).endswith(":") or None
        case Bullets(items, is_numbered):
            _add_bullets(word, items, is_numbered)
        case Figure():
            _add_chart(word, edition, block)
        case Table():
            _add_table(word, edition, block)


def _run(paragraph: WordParagraph, spans: Spans) -> None:
    for span in spans:
        paragraph.add_run(span if isinstance(span, str) else span.text, style=_character_style(span))


def _character_style(span: Span) -> str | None:
    if isinstance(span, Emphasis):
        return "Strong" if span.is_strong else "Emphasis"
    return None


def _add_bullets(word: Word, items: tuple[Spans, ...], is_numbered: bool) -> None:
    numbering = restarted(word) if is_numbered else None
    for item in items:
        paragraph = word.add_paragraph(style="List Number" if is_numbered else "List Bullet")
        if numbering is not None:
            properties: Any = paragraph._p.get_or_add_pPr()
            number = properties.get_or_add_numPr()
            number.get_or_add_ilvl().val, number.get_or_add_numId().val = 0, numbering
        _run(paragraph, item)


def _add_chart(word: Word, edition: Edition, chart: Figure) -> None:
    from docx.shared import Cm

    number = edition.figure_numbers[chart]
    paragraph = word.add_paragraph(style=FIGURE_LINE)
    picture = paragraph.add_run().add_picture(io.BytesIO(edition.pictures[chart.chart_id].png))
    scale = min(Cm(CHART_WIDTH_CM) / picture.width, Cm(CHART_HEIGHT_CM) / picture.height)
    picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
    described: Any = picture._inline.docPr
    described.set("name", f"Figur {number}")
    described.set("descr", chart.alt)
    caption = word.add_paragraph("Figur ", style="Caption")
    add_field(caption, "SEQ Figur \\* ARABIC", str(number))
    in_table = ""
    if chart.table:
        shown = [table for table in edition.memo.tables if table.caption.startswith(f"Siffrorna i figur {number}:")]
        in_table = f" Siffrorna står i tabell {edition.table_numbers[shown[0]]}."
    caption.add_run(f". {chart.caption}.{in_table}")


def _add_table(word: Word, edition: Edition, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    caption = word.add_paragraph("Tabell ", style=TABLE_TITLE)
    add_field(caption, "SEQ Tabell \\* ARABIC", str(edition.table_numbers[table]))
    caption.add_run(f". {table.caption}")
    made = word.add_table(1 + len(table.rows), len(table.columns), style=TABLE)
    made.autofit = False
    properties: Any = made._tbl.tblPr
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), table.caption)
    properties.append(described)
    look = properties.find(qn("w:tblLook"))
    look.attrib.clear()
    for name, value in {
        "val": "04E0" if table.has_total else "04A0",
        "firstRow": "1",
        "lastRow": str(int(table.has_total)),
        "firstColumn": "1",
        "lastColumn": "0",
        "noHBand": "1",
        "noVBand": "1",
    }.items():
        look.set(qn(f"w:{name}"), value)
    styles: Any = {
        Align.START: word.styles[TABLE_TEXT].style_id,
        Align.END: word.styles[TABLE_FIGURE].style_id,
    }
    widths = [Cm(width) for width in _widths(table)]
    for grid_column, width in zip(made.columns, widths, strict=True):
        grid_column.width = width
    lines = (tuple(Cell(column.header) for column in table.columns), *table.rows)
    for place, (row, line) in enumerate(zip(made.rows, lines, strict=True)):
        row_properties: Any = row._tr.get_or_add_trPr()
        row_properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            row_properties.append(OxmlElement("w:tblHeader"))
        for cell, said, column, width in zip(row.cells, line, table.columns, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph._p.style = styles[column.align]  # looking a style up by name takes as long as all else
            paragraph.add_run(said.text)
            paragraph.paragraph_format.keep_with_next = _stays_with_the_next(place, table) or None
    word.add_paragraph(table.note, style=NOTE)


def _stays_with_the_next(place: int, table: Table) -> bool:
    """Whether a row, the header being the first, stands on the same page as what follows it."""
    last = len(table.rows)
    if place == last:
        return bool(table.note)
    return place in (0, last - 1) or last <= KEPT_WHOLE


def _widths(table: Table) -> list[float]:
    """How wide each column is in centimetres: room for its longest word, and of what is left as its texts need it."""
    least, wanted = [], []
    for place, column in enumerate(table.columns):
        texts = [column.header, *(row[place].text for row in table.rows)]
        longest_word = min(max(len(word) for text in texts for word in text.split(" ")), LONGEST_WORD)
        least.append(longest_word * CHARACTER_CM + CELL_MARGINS_CM)
        said = texts if column.align is Align.START else texts[1:]
        wanted.append(1 + max(min(max(map(len, said), default=0), LONGEST_TEXT) - longest_word, 0))
    left = TEXT_WIDTH_CM - sum(least)
    if left < 0:
        return [TEXT_WIDTH_CM * width / sum(least) for width in least]
    return [width + left * share / sum(wanted) for width, share in zip(least, wanted, strict=True)]
