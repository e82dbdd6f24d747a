"""Workbooks as they are written: the same content gives the same bytes, and no cell does anything by itself.

What stands in a workbook is decided by whoever writes it; how delivered workbooks are read belongs in `reading`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.office import archives

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Workbook
    from xlsxwriter.format import Format as Format
    from xlsxwriter.worksheet import Worksheet as Worksheet

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
STARTS_MARKUP = "<r>"  # XlsxWriter writes such a text as it is, as the XML of a text in several looks
TITLE_NEVER_HOLDS = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NUMBER = re.compile(r"[-+]?[\d .,]*")
LONGEST = 32_000  # characters; a cell holds 32 767
CUT_OFF = " … (avkortat)"
DIGIT = 7  # pixels; columns are as wide as so many digits of the workbook's own font
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # when a workbook was made that is the same while what it shows is
HEADER_COLOUR = "#DCE6F1"
LAST_MODIFIED_BY = re.compile(rb"<cp:lastModifiedBy>.*?</cp:lastModifiedBy>")


@contextmanager
def settled(path: Path, made_at: datetime, author: str, title: str = "", language: str = "") -> Iterator[Workbook]:
    """A workbook to fill, saved at `path` when the block ends well; its bytes depend on all of this alone.

    It is made in memory: what is delivered stands in no temporary file. XlsxWriter names who changed it last, which
    nobody did, and not its language.
    """
    from xlsxwriter import Workbook

    made = io.BytesIO()
    workbook = Workbook(made, {"in_memory": True})
    workbook.set_properties({"author": author, "title": title, "created": made_at})
    yield workbook
    workbook.close()
    element = f"<dc:language>{language}</dc:language>".encode() if language else b""
    archives.save_settled(made, path, made_at, lambda entry: LAST_MODIFIED_BY.sub(element, entry))


def looks(workbook: Workbook) -> Callable[..., Format]:
    """A function that gives the look of a cell by its properties: `look(bold=True)`."""
    return cache(lambda **properties: workbook.add_format(properties))


def set_width(sheet: Worksheet, column: int, width: int, look: Format | None = None) -> None:
    """Make a column, counted from 0, as wide as so many digits, margins and all; `look` is that of its empty cells."""
    sheet.set_column_pixels(column, column, width * DIGIT, look)


def may_be_a_formula(text: str) -> bool:
    """Whether a spreadsheet that opens a csv file could take a text in it for a formula; a number is none."""
    return text.lstrip().startswith(STARTS_A_FORMULA) and not NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """A delivered text as it may stand in a cell.

    What a spreadsheet could take for a formula gets an apostrophe before it, here or after it is copied elsewhere, and
    so does what could be taken for markup; characters that no workbook can hold become �, and a text longer than a cell
    is cut off.
    """
    risky = text.startswith((*STARTS_A_FORMULA, STARTS_MARKUP)) or text.lstrip().startswith(STARTS_A_FORMULA)
    shown = NOT_IN_XML.sub("\ufffd", f"'{text}" if risky else text)
    shown = shown.replace("\r\n", "\n").replace("\r", "\n")
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + CUT_OFF
