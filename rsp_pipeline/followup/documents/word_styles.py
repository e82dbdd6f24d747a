"""The docx's styles: how each looks where the region's template has none of its name.

A template's own styles are never changed. What is added takes its font from the template's Normal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from rsp_pipeline.followup.documents.word_lists import NAMESPACE, add_list

if TYPE_CHECKING:
    from docx.document import Document as Word

BLANK = "Att fylla i"
FACT, FIGURE_LINE, NOTE = "Uppgift", "Figur", "Tabellnot"
TABLE, TABLE_TITLE, TABLE_TEXT, TABLE_FIGURE = "Uppföljningstabell", "Tabellrubrik", "Tabelltext", "Tabellsiffra"
MUTED, RULE, INK = "4A5560", "8A94A0", "1B1F24"
TWIPS_PER_CM = 1440 / 2.54
BETWEEN_COLUMNS = 238  # twips; a table's text begins where the body's does, so all of it stands after the text
NAMED_HERE = {BLANK, FACT, FIGURE_LINE, NOTE, TABLE, TABLE_TITLE, TABLE_TEXT, TABLE_FIGURE}
OWN = "Uppfoljning"  # ends the identity of a style that would have a template's


@dataclass(frozen=True)
class Style:
    """A paragraph style by the name that Word keeps, whatever its language; sizes and spaces are in points.

    `hanging` is how many centimetres every line but the first is indented. A style that is `numbered` is a list's, of
    that kind of `word_lists`.
    """

    name: str
    based_on: str = "Normal"
    size: float = 0
    before: float | None = None
    after: float | None = None
    line: float = 0
    is_bold: bool = False
    stays_with_next: bool = False
    level: int = 0
    colour: str = ""
    hanging: float = 0
    is_set_right: bool = False
    has_right_tab: bool = False
    numbered: str = ""


HEADINGS = tuple(
    Style(f"heading {level}", size=size, before=before, after=4, is_bold=True, stays_with_next=True, level=level)
    for level, size, before in ((1, 20, 16), (2, 14, 16), (3, 12, 12), (4, 11, 12))
)
PARAGRAPHS = (
    Style("Body Text"),
    *HEADINGS,
    Style("List Bullet", after=3, hanging=0.63, numbered="bullet"),
    Style("List Number", after=3, hanging=0.63, numbered="decimal"),
    Style("header", size=9, after=0, colour=MUTED),
    Style("footer", size=9, after=0, colour=MUTED, has_right_tab=True),
    Style(FACT, after=1, hanging=5),
    Style("caption", size=9.5, after=12, is_bold=True),
    Style(TABLE_TITLE, "caption", before=10, after=4, stays_with_next=True),
    Style(FIGURE_LINE, before=10, after=3, stays_with_next=True),
    Style(NOTE, size=8.5, before=3, after=8, colour=MUTED),
    Style(TABLE_TEXT, size=8.5, before=1.5, after=1.5, line=11),
    Style(TABLE_FIGURE, TABLE_TEXT, is_set_right=True),
)
CHARACTERS = {"Strong": "<w:b/>", "Emphasis": "<w:i/>", BLANK: '<w:shd w:val="clear" w:color="auto" w:fill="FFF3C4"/>'}
TABLE_LOOK = f"""
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="6" w:color="{RULE}"/><w:bottom
  w:val="single" w:sz="6" w:color="{RULE}"/><w:insideH w:val="single" w:sz="4" w:color="{RULE}"/></w:tblBorders>
  <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="{BETWEEN_COLUMNS}" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="12"
  w:color="{INK}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:top w:val="single" w:sz="12"
  w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastCol"><w:tcPr><w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar></w:tcPr></w:tblStylePr>
"""


def style_ids(word: Word) -> dict[str, str]:
    """The identity of each style by its name."""
    styles: Any = word.styles.element
    return {style.name_val: style.styleId for style in styles.style_lst}


def add_missing_styles(word: Word, text_width: int) -> None:
    """Add the styles that the docx lacks; the width of its text is in twips."""
    known = style_ids(word)
    for style in PARAGRAPHS:
        if style.name not in known:
            _add(word, known, "paragraph", style.name, style.based_on, _look(word, style, text_width))
    for name, look in CHARACTERS.items():
        if name not in known:
            _add(word, known, "character", name, "Default Paragraph Font", f"<w:rPr>{look}</w:rPr>")
    if TABLE not in known:
        _add(word, known, "table", TABLE, "Normal Table", TABLE_LOOK)


def _add(word: Word, known: dict[str, str], kind: str, name: str, based_on: str, look: str) -> None:
    from docx.oxml import parse_xml

    plain = normalize("NFKD", name.title()).encode("ascii", "ignore").decode().replace(" ", "")
    known[name] = f"{plain}{OWN}" if plain in known.values() else plain
    basis = f'<w:basedOn w:val="{known[based_on]}"/>' if based_on in known else ""
    custom = ' w:customStyle="1"' * (name in NAMED_HERE)
    styles: Any = word.styles.element
    styles.append(
        parse_xml(
            f'<w:style xmlns:w="{NAMESPACE}" w:type="{kind}"{custom} w:styleId="{known[name]}"><w:name w:val="{name}"/>'
            f"{basis}<w:qFormat/>{look}</w:style>"
        )
    )


def _look(word: Word, style: Style, text_width: int) -> str:
    """A paragraph style's properties, in the order that the format asks for."""
    indent = round(style.hanging * TWIPS_PER_CM)
    tab = f'<w:tab w:val="right" w:pos="{text_width}"/>' * style.has_right_tab
    tab += f'<w:tab w:val="left" w:pos="{indent}"/>' * bool(indent)
    spacing = {"before": style.before, "after": style.after, "line": style.line or None}
    spaces = "".join(f' w:{name}="{round(20 * value)}"' for name, value in spacing.items() if value is not None)
    rule = ' w:lineRule="atLeast"' * bool(style.line)
    of_paragraph = (
        "<w:keepNext/><w:keepLines/>" * style.stays_with_next,
        f'<w:numPr><w:numId w:val="{add_list(word, style.numbered, indent)}"/></w:numPr>' if style.numbered else "",
        f"<w:tabs>{tab}</w:tabs>" if tab else "",
        f"<w:spacing{spaces}{rule}/>" if spaces else "",
        f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' * bool(indent),
        '<w:jc w:val="right"/>' * style.is_set_right,
        f'<w:outlineLvl w:val="{style.level - 1}"/>' * bool(style.level),
    )
    size = round(2 * style.size)
    of_letters = (
        "<w:b/>" * style.is_bold,
        f'<w:color w:val="{style.colour}"/>' if style.colour else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' * bool(size),
    )
    return f"<w:pPr>{''.join(of_paragraph)}</w:pPr><w:rPr>{''.join(of_letters)}</w:rPr>"
