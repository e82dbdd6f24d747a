"""How the docx looks: page, header and footer, styles, language, and fields. Nothing here knows what is said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

BLANK = "Att fylla i"
FACT, FIGURE_LINE, NOTE = "Uppgift", "Figur", "Tabellnot"
PLAIN_TABLE = "Normal Table"
TABLE, TABLE_TITLE, TABLE_TEXT, TABLE_FIGURE = "Uppföljningstabell", "Tabellrubrik", "Tabelltext", "Tabellsiffra"
TEXT_WIDTH_CM, MARGIN_CM = 16.4, 2.3
LANGUAGE = "sv-SE"
FONT, INK, MUTED, FAINT, RULE = "Arial", "1B1F24", "4A5560", "EEF2F6", "8A94A0"
HEADING_SIZES = {1: 20, 2: 14, 3: 12, 4: 11}


def new_word(title: str, subject: str, author: str, made_at: datetime) -> Word:
    """An empty docx with its properties, page and styles set."""
    from docx import Document
    from docx.shared import Cm

    word = Document()
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.language, properties.comments, properties.subject = LANGUAGE, "", subject
    properties.created = properties.modified = made_at
    properties.revision = 1
    _set_language(word)
    _set_styles(word)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
    section.header.paragraphs[0].text = author
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{title}\t\tSida ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" av ")
    add_field(footer, "NUMPAGES", "1")
    return word


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word keeps up to date, with what it shows until then."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    field.append(paragraph.add_run(shown)._r)
    paragraph._p.append(field)


def restarted(word: Word) -> int:
    """A numbering of its own that starts at one."""
    numbering: Any = word.part.numbering_part.element
    style: Any = word.styles["List Number"].element
    pattern = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    made = numbering.add_num(pattern)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _set_language(word: Word) -> None:
    from docx.oxml.ns import qn

    styles: Any = word.styles.element
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    theme: Any = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), LANGUAGE)


def _set_styles(word: Word) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.oxml import parse_xml
    from docx.shared import Cm, Pt

    _table_style(word)
    blank: Any = word.styles.add_style(BLANK, WD_STYLE_TYPE.CHARACTER)
    blank.element.get_or_add_rPr().append(parse_xml(MARKED))
    _paragraph_style(word, "Normal", 10.5, after=6)
    _paragraph_style(word, "Body Text", 10.5, after=6)
    for name in ("List Bullet", "List Number"):
        _paragraph_style(word, name, 10.5, after=3)
    for level, size in HEADING_SIZES.items():
        heading = _paragraph_style(word, f"Heading {level}", size, before=16 if level < 3 else 12, after=4)
        heading.font.bold = True
    _paragraph_style(word, "Header", 9, colour=MUTED)
    footer = _paragraph_style(word, "Footer", 9, colour=MUTED)
    footer.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    fact = _paragraph_style(word, FACT, 10.5, after=1)
    fact.paragraph_format.tab_stops.add_tab_stop(Cm(5))
    fact.paragraph_format.left_indent, fact.paragraph_format.first_line_indent = Cm(5), Cm(-5)
    _paragraph_style(word, "Caption", 9.5, after=12).font.bold = True
    title = _paragraph_style(word, TABLE_TITLE, 9.5, before=10, after=4, based_on="Caption")
    title.paragraph_format.keep_with_next = True
    line = _paragraph_style(word, FIGURE_LINE, 10.5, before=10, after=3)
    line.paragraph_format.keep_with_next = True
    _paragraph_style(word, NOTE, 8.5, before=3, after=8, colour=MUTED)
    text = _paragraph_style(word, TABLE_TEXT, 8.5, before=1.5, after=1.5)
    text.paragraph_format.line_spacing = Pt(11)
    figure = _paragraph_style(word, TABLE_FIGURE, 8.5, before=1.5, after=1.5, based_on=TABLE_TEXT)
    figure.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _paragraph_style(
    word: Word,
    name: str,
    size: float,
    before: float = 0,
    after: float = 0,
    colour: str = INK,
    based_on: str = "Normal",
) -> ParagraphStyle:
    """A style, the template's or a new one, in the document's font."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    known = {style.name for style in word.styles}
    style: Any = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in known:
        style.base_style, style.quick_style = word.styles[based_on], True
    style.font.name, style.font.size, style.font.italic = FONT, Pt(size), None
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style  # type: ignore[no-any-return]


MARKED = """<w:shd xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:val="clear" w:color="auto"
  w:fill="FFF3C4"/>"""
TABLE_STYLE = f"""
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:type="table" w:customStyle="1"
    w:styleId="Uppfoljningstabell">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6" w:color="{RULE}"/><w:bottom w:val="single" w:sz="6"
    w:color="{RULE}"/><w:insideH w:val="single" w:sz="4" w:color="{RULE}"/></w:tblBorders></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto"
    w:fill="{FAINT}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>
</w:style>
"""


def _table_style(word: Word) -> None:
    """The document's one table style, in place of the template's hundred."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    for unused in [style for style in word.styles if style.type is WD_STYLE_TYPE.TABLE and style.name != PLAIN_TABLE]:
        unused.delete()
    styles: Any = word.styles.element
    styles.append(parse_xml(TABLE_STYLE))
