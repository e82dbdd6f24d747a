"""A document in docx: styles of its own in `word_styles`, everything else from the document.

The figures of every chart stand as tables in an appendix, since a page of paper has no room beside the chart.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.document import (
    Blank,
    Block,
    Bullets,
    Document,
    Emphasis,
    Figure,
    Kind,
    Paragraph,
    Section,
    Span,
    Spans,
    Table,
    plain,
)
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.word_base import EMU_PER_TWIP, add_field, link, mark, new_word, text_width
from rsp_pipeline.followup.documents.word_lists import restarted
from rsp_pipeline.followup.documents.word_styles import BLANK, FACT, FIGURE_LINE, NOTE, TABLE_TITLE, style_ids
from rsp_pipeline.followup.documents.word_tables import table_xml
from rsp_pipeline.office import archives

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as WordParagraph

CONTENTS, CHART_TABLES = "Innehåll", "Bilaga: siffrorna i diagrammen"
LONGEST_CHART_TABLE = 50  # rows; a longer one is for the workbook
HIGHEST_CHART_CM = 22.5  # a higher one is made smaller, to stand on a page with its caption


def write_word(edition: Edition, path: Path) -> None:
    """Write the docx, whose bytes depend on the edition alone."""
    made_at = datetime.combine(edition.as_of, time())
    with_tables = replace(edition, document=_with_chart_tables(edition))
    title, kind = with_tables.document.title, edition.document.kind.value
    word = new_word(title, kind, edition.publisher, made_at, edition.template)
    _head(word, with_tables.document)
    if edition.document.kind is Kind.REPORT:
        _contents(word, with_tables.document)
    for number, (level, section) in enumerate(with_tables.document.walk()):
        mark(_paragraph(word, f"Heading {level}", section.heading), number)
        for block in section.blocks:
            _add(word, with_tables, block)
    buffer = io.BytesIO()
    word.save(buffer)
    archives.save_settled(buffer, path, made_at)


def _with_chart_tables(edition: Edition) -> Document:
    tables = tuple(
        replace(figure.table, caption=f"Siffrorna i figur {number}: {figure.caption}")
        for figure, number in edition.figure_numbers.items()
        if figure.table and len(figure.table.rows) <= LONGEST_CHART_TABLE
    )
    appendix = (Section(CHART_TABLES, tables),) if tables else ()
    return replace(edition.document, sections=(*edition.document.sections, *appendix))


def _head(word: Word, document: Document) -> None:
    _paragraph(word, FACT, document.kind.value)
    _paragraph(word, "Heading 1", document.title)
    for name, said in document.facts:
        paragraph = _paragraph(word, FACT)
        paragraph.add_run(f"{name}:", style="Strong")
        _run(paragraph, ("\t", said))


def _contents(word: Word, document: Document) -> None:
    """The sections of the document, each a link to its heading."""
    _paragraph(word, "Heading 2", CONTENTS)
    for number, (level, section) in enumerate(document.walk()):
        if level == 2:
            link(_paragraph(word, "List Bullet"), section.heading, number)


def _paragraph(word: Word, style: str, text: str = "") -> WordParagraph:
    """A new paragraph at the end."""
    paragraph = word.add_paragraph(text)
    element: Any = paragraph._p
    element.style = word.styles[style].style_id  # by its name, every style there is would be gone through
    return paragraph


def _add(word: Word, edition: Edition, block: Block) -> None:
    match block:
        case Paragraph(spans):
            paragraph = _paragraph(word, "Body Text")
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
    return BLANK if isinstance(span, Blank) else None


def _add_bullets(word: Word, items: tuple[Spans, ...], is_numbered: bool) -> None:
    numbering = restarted(word, "List Number") if is_numbered else None
    for item in items:
        paragraph = _paragraph(word, "List Number" if is_numbered else "List Bullet")
        if numbering is not None:
            properties: Any = paragraph._p.get_or_add_pPr()
            number = properties.get_or_add_numPr()
            number.get_or_add_ilvl().val, number.get_or_add_numId().val = 0, numbering
        _run(paragraph, item)


def _add_chart(word: Word, edition: Edition, chart: Figure) -> None:
    from docx.shared import Cm

    number = edition.figure_numbers[chart]
    paragraph = _paragraph(word, FIGURE_LINE)
    picture = paragraph.add_run().add_picture(io.BytesIO(edition.pictures[chart.chart_id].png))
    widest, highest = text_width(word) * EMU_PER_TWIP, Cm(HIGHEST_CHART_CM)
    if (scale := min(widest / picture.width, highest / picture.height)) < 1:
        picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
    inline: Any = picture._inline
    for side in "TBLR":
        inline.set(f"dist{side}", "0")  # without it, LibreOffice moves the picture in
    inline.docPr.set("name", f"Figur {number}")
    inline.docPr.set("descr", chart.alt)
    caption = _paragraph(word, "Caption", "Figur ")
    add_field(caption, "SEQ Figur \\* ARABIC", str(number))
    in_table = ""
    if chart.table:
        shown = [table for table in edition.document.tables if table.caption.startswith(f"Siffrorna i figur {number}:")]
        where = f"tabell {edition.table_numbers[shown[0]]}" if shown else "arbetsboken"
        in_table = f" Siffrorna står i {where}."
    caption.add_run(f". {chart.caption}.{in_table}")


def _add_table(word: Word, edition: Edition, table: Table) -> None:
    from docx.oxml import parse_xml

    caption = _paragraph(word, TABLE_TITLE, "Tabell ")
    add_field(caption, "SEQ Tabell \\* ARABIC", str(edition.table_numbers[table]))
    caption.add_run(f". {table.caption}")
    body: Any = word.element.body
    body.insert_element_before(parse_xml(table_xml(table, style_ids(word), text_width(word))), "w:sectPr")
    _paragraph(word, NOTE, table.note)
