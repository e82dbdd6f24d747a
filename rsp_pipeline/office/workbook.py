"""Workbooks as they are written: the same content gives the same bytes, and no cell does anything by itself.

What stands in a workbook is decided by whoever writes it; how delivered workbooks are read belongs in `reading`.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from rsp_pipeline.office import archives

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Font

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 32_000  # characters; a cell holds 32 767
CUT_OFF = " … (avkortat)"


def bold(size: int = 11) -> Font:
    """Bold letters of the workbook's own font; one without a name is shown in whatever a program likes."""
    from openpyxl.styles import Font

    return Font(name="Calibri", family=2, size=size, bold=True)


def save_settled(workbook: Workbook, path: Path, made_at: datetime) -> None:
    """Save the workbook so that its bytes depend on its content and `made_at` alone.

    The archive is settled and its XML made canonical: XML differs between those who have lxml and not.
    """
    from lxml.etree import canonicalize  # xml.etree's own repeats namespaces once WeasyPrint is loaded
    from openpyxl.writer.excel import ExcelWriter

    workbook.properties.created = workbook.properties.modified = made_at
    stamped = io.BytesIO()
    with ZipFile(stamped, "w") as archive:
        ExcelWriter(workbook, archive).save()
    archives.save_settled(stamped, path, made_at, lambda entry: canonicalize(entry.decode()).encode())


def harmless(text: str) -> str:
    """A delivered text as it may stand in a cell.

    What a spreadsheet could take for a formula gets an apostrophe before it, here or after it is copied elsewhere;
    characters that no workbook can hold become �, and a text longer than a cell is cut off.
    """
    risky = text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA)
    shown = NOT_IN_XML.sub("\ufffd", f"'{text}" if risky else text)
    shown = shown.replace("\r\n", "\n").replace("\r", "\n")
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + CUT_OFF
