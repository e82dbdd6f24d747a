"""The docx before anything is said in it: the region's template, or our own, with all that it lacks.

From a template come its page, header, footer and styles; what stands in its text does not. Nothing here knows what is
said.
"""

from __future__ import annotations

import io
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from rsp_pipeline.followup.documents.word_styles import add_missing_styles
from rsp_pipeline.office.word_templates import as_document

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section
    from docx.text.paragraph import Paragraph

LANGUAGE = "sv-SE"
LEADS_ELSEWHERE = ("attachedTemplate", "mailMerge")  # what a template may have of its author's files
OUTDATED = (  # a template's preview, and its styles once more for Word 2010: neither tells of what is written
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
OWN_TEMPLATE = files(__package__).joinpath("own_template")
"""What the docx is where the region has no template: an A4 page, the font, the language, and nothing else."""
OWN_PARTS = (
    "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml",
    "word/settings.xml", "word/styles.xml", "word/theme/theme1.xml",
)  # fmt: skip
EMU_PER_TWIP = 635
HEADING = "rubrik"


def new_word(title: str, subject: str, author: str, made_at: datetime, template: bytes = b"") -> Word:
    """An empty docx with its properties, page and styles, from the region's template where it has one."""
    from docx import Document

    word = Document(io.BytesIO(as_document(template or _own_template())))
    _empty(word)
    _set_properties(word, title, subject, author, made_at)
    _set_language(word)
    add_missing_styles(word, text_width(word))
    _add_missing_header_and_footer(word.sections[0], title, author)
    return word


def text_width(word: Word) -> int:
    """How wide the text is, in twips."""
    section: Any = word.sections[0]
    return int((section.page_width - section.left_margin - section.right_margin) // EMU_PER_TWIP)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word keeps up to date, with what it shows until then."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    field.append(paragraph.add_run(shown)._r)
    paragraph._p.append(field)


def mark(paragraph: Paragraph, number: int) -> None:
    """Make a heading one that links may lead to, by its number in the document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"{HEADING}{number}")
    paragraph._p.insert_element_before(start, "w:r")
    paragraph._p.append(end)


def link(paragraph: Paragraph, text: str, number: int) -> None:
    """A text that leads to the heading of a number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), f"{HEADING}{number}")
    made.append(paragraph.add_run(text)._r)
    paragraph._p.append(made)


def _own(name: str) -> bytes:
    return OWN_TEMPLATE.joinpath(name).read_bytes()


@cache
def _own_template() -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name in OWN_PARTS:
            archive.writestr(name, _own(name))
    return made.getvalue()


def _empty(word: Word) -> None:
    """Take away what a template says, its preview, and the way to other files; the set-up of its first page stays."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    body: Any = word.element.body
    pages = [page for page in body.iter(qn("w:sectPr")) if page.pgSz is not None and page.pgMar is not None]
    for element in list(body):
        body.remove(element)
    body.append(pages[0] if pages else next(parse_xml(_own("word/document.xml")).iter(qn("w:sectPr"))))
    for rels in (word.part.package.rels, word.part.rels):
        for name in [name for name, relationship in rels.items() if relationship.reltype in OUTDATED]:
            del rels[name]
    for name in LEADS_ELSEWHERE:
        if (found := word.settings.element.find(qn(f"w:{name}"))) is not None:
            word.settings.element.remove(found)


def _set_properties(word: Word, title: str, subject: str, author: str, made_at: datetime) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.language, properties.subject = LANGUAGE, subject
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = made_at
    properties.revision = 1


def _set_language(word: Word) -> None:
    """Make all that says no other language Swedish, and nothing another."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    styles: Any = word.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    normal: Any = word.styles["Normal"].element.get_or_add_rPr()
    if normal.find(qn("w:lang")) is None:
        made = OxmlElement("w:lang")
        made.set(qn("w:val"), LANGUAGE)
        normal.append(made)
    if (theme := word.settings.element.find(qn("w:themeFontLang"))) is not None:
        theme.set(qn("w:val"), LANGUAGE)


def _add_missing_header_and_footer(section: Section, title: str, author: str) -> None:
    """Who made the document, above, and below what it is called and the page, unless a template says otherwise."""
    if section.header.is_linked_to_previous:
        section.header.paragraphs[0].text = author
    if section.footer.is_linked_to_previous:
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{title}\tSida ")
        add_field(footer, "PAGE", "1")
        footer.add_run(" av ")
        add_field(footer, "NUMPAGES", "1")
