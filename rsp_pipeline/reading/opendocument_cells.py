"""The cells of an ods workbook as text, by what they say of themselves and the text that they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import normalize
from xml.etree.ElementTree import Element

from rsp_pipeline.reading.opendocument_styles import DRAW, OFFICE, TEXT, Styles
from rsp_pipeline.reading.sheet import cell_text
from rsp_pipeline.reading.spoilt import ERROR_VALUE, UNCALCULATED, error_text

NUMBERS = ("float", "percentage", "currency")
PASSED_OVER = (OFFICE + "annotation", DRAW)  # how the names begin of what a cell holds beside its text
SPACE, LINE = "\0", "\1"  # a space and the end of a line that are meant, apart from the file's own
MOST_SPACES = 1_000  # that one element stands for
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
NUMBER = re.compile("[0-9]{1,9}")
SPACES = re.compile(r"[ \t\r\n]+")
LINE_END = re.compile(f" ?{LINE} ?")
UNEVEN = re.compile(f"[\t\r\n{SPACE}{LINE}]|  |^ | $")


@dataclass(frozen=True)
class Said:
    """What a cell says of itself: its style and unit, how often it is repeated, and how many rows it spans.

    `text` is its text where what it shows does not matter.
    """

    style: str
    unit: str
    times: int
    rows: int
    text: str | None
    is_filled: bool
    _given: dict[str, str]

    def text_by(self, shown: str | None) -> str:
        """The cell as a Swedish spreadsheet shows it, or what spoils it, by what it shows; None where it shows none."""
        given, text = self._given, shown or ""
        formula, value = given.get("table:formula", ""), given.get("office:value", "")
        if given.get("calcext:value-type") == "error" or (formula and ERROR_VALUE.fullmatch(text)):
            return error_text(text)
        is_without = shown is None and "office:date-value" not in given and "office:string-value" not in given
        if formula and is_without and value.strip("0.") == "":
            return UNCALCULATED + formula.partition("=")[2]
        text = _valued(given) or given.get("office:string-value") or text
        return text if text.isascii() else normalize("NFC", text)


@lru_cache(maxsize=10_000)
def said(element: str) -> Said:
    """What the attributes of a cell say."""
    given = attributes(element)
    kind, formula = given.get("office:value-type", ""), given.get("table:formula", "")
    is_error = given.get("calcext:value-type") == "error"
    return Said(
        given.get("table:style-name", ""),
        "%" if kind == "percentage" else given.get("office:currency", ""),
        count(given, "table:number-columns-repeated"),
        count(given, "table:number-rows-spanned"),
        None if formula or is_error else _valued(given),
        bool(kind or formula),
        given,
    )


def _valued(given: dict[str, str]) -> str | None:
    """A number, truth or day as text; None where the cell says none."""
    kind, value = given.get("office:value-type"), given.get("office:value")
    if value and kind in NUMBERS:
        return cell_text(float(value))
    if kind == "boolean":
        return cell_text(given.get("office:boolean-value") == "true")
    if kind == "date" and (day := given.get("office:date-value")):
        return day.replace("T", " ").removesuffix(" 00:00:00")
    return None


def attributes(element: str) -> dict[str, str]:
    """An element's attributes."""
    return {name: unescape(double or single) for name, double, single in ATTRIBUTE.findall(element)}


def count(given: dict[str, str], name: str) -> int:
    """How many times something is repeated, spans or stands for: once where nothing is said."""
    number = given.get(name)
    return max(int(number), 1) if number and NUMBER.fullmatch(number) else 1


def plain_text(text: str) -> str:
    """The text of a paragraph without elements, as it stands in the file."""
    return shown_text(unescape(text) if "&" in text else text)


def shown_text(text: str) -> str:
    """A text as it is shown: white space of the file is one space, and what was meant is put back."""
    if not UNEVEN.search(text):
        return text
    text = LINE_END.sub("\n", SPACES.sub(" ", text)).strip()
    return text.replace(SPACE, " ")


def parts(cell: Element, styles: Styles) -> list[tuple[bool, str]] | None:
    """The parts of a cell's text and whether each is struck through; None where it has no paragraph."""
    paragraphs = list(_paragraphs(cell))
    found: list[tuple[bool, str]] = []
    for paragraph in paragraphs:
        if found or paragraph is not paragraphs[0]:
            found.append((False, LINE))
        found += _parts(paragraph, styles, False)
    return found if paragraphs else None


def _paragraphs(element: Element) -> Iterator[Element]:
    for inner in element:
        if inner.tag == TEXT + "p":
            yield inner
        elif not inner.tag.startswith(PASSED_OVER):
            yield from _paragraphs(inner)


def _parts(element: Element, styles: Styles, is_struck: bool) -> Iterator[tuple[bool, str]]:
    """The parts of an element's text, in which two control characters stand for a meant space and a line's end."""
    yield is_struck, element.text or ""
    for inner in element:
        match inner.tag.removeprefix(TEXT):
            case "s":
                times = count({"c": inner.get(TEXT + "c", "")}, "c")
                yield is_struck, SPACE * min(times, MOST_SPACES)
            case "tab":
                yield is_struck, SPACE
            case "line-break":
                yield is_struck, LINE
            case "span":
                yield from _parts(inner, styles, is_struck or styles.of(inner.get(TEXT + "style-name", "")).is_struck)
            case _ if not inner.tag.startswith(PASSED_OVER):
                yield from _parts(inner, styles, is_struck)
        yield is_struck, inner.tail or ""
