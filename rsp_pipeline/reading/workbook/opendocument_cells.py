"""The cells of an ods workbook as text, by what they say of themselves and the text that they show."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import normalize
from xml.etree.ElementTree import Element

from rsp_pipeline.reading.sheet import cell_text
from rsp_pipeline.reading.spoilt import ERROR_VALUE, UNCALCULATED, error_text
from rsp_pipeline.reading.workbook.opendocument_styles import DRAW, OFFICE, TEXT

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

    `text` is its text where it does not matter what it shows, and `is_text` says that nothing else matters.
    `is_simple` says that it stands for itself alone, and has no unit.
    """

    style: str
    unit: str
    times: int
    rows: int
    is_simple: bool
    is_text: bool
    text: str | None
    _given: dict[str, str]

    def text_by(self, paragraph: str) -> str:
        """The cell as a Swedish spreadsheet shows it, or what spoils it, by its plain paragraph, where it has one."""
        if self.text is not None:
            return self.text
        if self.is_text:
            return plain_text(paragraph)
        return self.text_by_shown(plain_text(paragraph) if paragraph else None)

    def text_by_shown(self, shown: str | None) -> str:
        """The same by what it shows; None where it shows nothing."""
        if self.text is not None:
            return self.text
        given, text = self._given, shown or ""
        formula, value = given.get("table:formula", ""), given.get("office:value", "")
        if given.get("calcext:value-type") == "error" or (formula and ERROR_VALUE.fullmatch(text)):
            return error_text(text)
        is_without = shown is None and "office:date-value" not in given and "office:string-value" not in given
        if formula and is_without and value.strip("0.") == "":
            return UNCALCULATED + formula.partition("=")[2]
        return _valued(given) or normalize("NFC", given.get("office:string-value") or text)


@lru_cache(maxsize=10_000)
def said(element: str) -> Said:
    """What the attributes of a cell say."""
    given = attributes(element)
    kind, unit = given.get("office:value-type"), given.get("office:currency", "")
    times, rows = count(given, "table:number-columns-repeated"), count(given, "table:number-rows-spanned")
    unit = "%" if kind == "percentage" else "" if unit == "SEK" else unit
    is_calculated = "table:formula" in given or given.get("calcext:value-type") == "error"
    text = None if is_calculated else _valued(given)
    return Said(
        given.get("table:style-name", ""),
        unit,
        times,
        rows,
        times == rows == 1 and not unit,
        not is_calculated and text is None and "office:string-value" not in given,
        text,
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


@lru_cache(maxsize=10_000)
def plain_text(paragraph: str) -> str:
    """The text of a paragraph without elements, as it stands in the file."""
    return normalize("NFC", shown_text(unescape(paragraph)))


def shown_text(text: str) -> str:
    """A text as it is shown: white space of the file is one space, and what was meant is put back."""
    if not UNEVEN.search(text):
        return text
    text = LINE_END.sub("\n", SPACES.sub(" ", text)).strip()
    return text.replace(SPACE, " ")


def parts(cell: Element, struck: Collection[str]) -> list[tuple[bool, str]] | None:
    """The parts of a cell's text and whether each is struck through, by its style; None where it has no paragraph."""
    paragraphs = list(_paragraphs(cell))
    found: list[tuple[bool, str]] = []
    for paragraph in paragraphs:
        if found or paragraph is not paragraphs[0]:
            found.append((False, LINE))
        found += _parts(paragraph, struck, False)
    return found if paragraphs else None


def _paragraphs(element: Element) -> Iterator[Element]:
    for inner in element:
        if inner.tag == TEXT + "p":
            yield inner
        elif not inner.tag.startswith(PASSED_OVER):
            yield from _paragraphs(inner)


def _parts(element: Element, struck: Collection[str], is_struck: bool) -> Iterator[tuple[bool, str]]:
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
                yield from _parts(inner, struck, is_struck or inner.get(TEXT + "style-name") in struck)
            case _ if not inner.tag.startswith(PASSED_OVER):
                yield from _parts(inner, struck, is_struck)
        yield is_struck, inner.tail or ""
