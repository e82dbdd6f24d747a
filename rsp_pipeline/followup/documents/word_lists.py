"""The docx's lists, as Word numbers them itself: what begins each item, and numbers that begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BEGINNINGS = {"bullet": "•", "decimal": "%1."}


def add_list(word: Word, kind: str, indent: int) -> int:
    """The number of a new list of a kind, `bullet` or `decimal`, indented by so many twips."""
    from docx.oxml import parse_xml

    numbering = _numbering(word)
    patterns = numbering.findall(f"{{{NAMESPACE}}}abstractNum")
    identity = 1 + max((int(each.get(f"{{{NAMESPACE}}}abstractNumId")) for each in patterns), default=-1)
    pattern = parse_xml(
        f'<w:abstractNum xmlns:w="{NAMESPACE}" w:abstractNumId="{identity}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{BEGINNINGS[kind]}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl></w:abstractNum>'
    )
    if patterns:
        patterns[-1].addnext(pattern)
    else:
        numbering.insert(0, pattern)
    return int(numbering.add_num(identity).numId)


def restarted(word: Word, style: str) -> int | None:
    """A list like the one of a style that begins at one; None where the style has no list of its own."""
    styles: Any = word.styles
    of_style = styles[style].element.pPr
    if of_style is None or of_style.numPr is None or of_style.numPr.numId is None:
        return None
    numbering = _numbering(word)
    made = numbering.add_num(numbering.num_having_numId(of_style.numPr.numId.val).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _numbering(word: Word) -> Any:
    """The lists of the docx, made where it has none: python-docx cannot."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.parts.numbering import NumberingPart

    try:
        return word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined]
    except KeyError:
        empty: Any = parse_xml(f'<w:numbering xmlns:w="{NAMESPACE}"/>')
        made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, word.part.package)
        word.part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return empty
