"""The cells of an ods workbook as text, by what they say of themselves and the text that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from rsp_pipeline.reading.opendocument_styles import CALC, OFFICE, TABLE
from rsp_pipeline.reading.sheet import cell_text
from rsp_pipeline.reading.spoilt import ERROR_VALUE, UNCALCULATED, error_text

Attributes = Mapping[str, str]

NUMBERS = ("float", "percentage", "currency")
SPACE, LINE = "\0", "\1"  # a space and the end of a line that are meant, apart from the file's own
NUMBER = re.compile("[0-9]{1,9}")
SPACES = re.compile(r"[ \t\r\n]+")
LINE_END = re.compile(f" ?{LINE} ?")
UNEVEN = re.compile(f"[\t\r\n{SPACE}{LINE}]|  |^ | $")

KIND, VALUE, CURRENCY = (OFFICE + name for name in ("value-type", "value", "currency"))
DAY_VALUE, TRUTH_VALUE, STRING_VALUE = (OFFICE + name for name in ("date-value", "boolean-value", "string-value"))
FORMULA_TEXT, STYLE_NAME, CALC_KIND = TABLE + "formula", TABLE + "style-name", CALC + "value-type"
COLUMNS_REPEATED, ROWS_SPANNED = TABLE + "number-columns-repeated", TABLE + "number-rows-spanned"


def text_of(given: Attributes, parts: Sequence[tuple[bool, str]], paragraphs: int) -> str:
    """A cell as a Swedish spreadsheet shows it, by what it says and the parts of its text; what spoils it instead."""
    kind, value, formula = given.get(KIND, ""), given.get(VALUE, ""), given.get(FORMULA_TEXT, "")
    if value and not formula and kind in NUMBERS:
        return cell_text(float(value))
    if not (kind or formula or parts):
        return ""
    shown = shown_text([text for _, text in parts])
    if given.get(CALC_KIND) == "error" or (formula and ERROR_VALUE.fullmatch(shown)):
        return error_text(shown)
    is_without = not paragraphs and DAY_VALUE not in given and STRING_VALUE not in given
    if formula and is_without and value.strip("0.") == "":
        return UNCALCULATED + formula.partition("=")[2]
    if value and kind in NUMBERS:
        return cell_text(float(value))
    if kind == "boolean":
        return cell_text(given.get(TRUTH_VALUE) == "true")
    if kind == "date":
        return given.get(DAY_VALUE, shown).replace("T", " ").removesuffix(" 00:00:00")
    text = given.get(STRING_VALUE) or shown
    return text if text.isascii() else normalize("NFC", text)


def count(given: Attributes, name: str) -> int:
    """How many times something is repeated, spans or stands for: once where nothing is said."""
    said = given.get(name)
    return max(int(said), 1) if said and NUMBER.fullmatch(said) else 1


def shown_text(parts: Sequence[str]) -> str:
    """A text as it is shown: white space of the file is one space, and what was meant is put back."""
    text = parts[0] if len(parts) == 1 else "".join(parts)
    if not UNEVEN.search(text):
        return text
    text = LINE_END.sub("\n", SPACES.sub(" ", text)).strip()
    return text.replace(SPACE, " ")
