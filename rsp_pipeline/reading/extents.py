"""How far the cells of a workbook reach, told before a reader makes room for every cell up to the last one.

A few bytes may put a cell in the farthest corner of a sheet, or repeat one all through it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

PIECE = 4_000_000  # bytes looked through at a time
REFERENCE = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
FAR = re.compile(rb"""r=["'](?:[A-Z]{2}|[A-Z]?[0-9]{7})""")  # beyond column Z or row 999 999
ODS_ELEMENT = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell)\b([^>]*)>")
ODS_REPEATED = re.compile(rb"""\btable:number-(?:rows|columns)-repeated=["']([0-9]{1,9})["']""")


def most_cells(content: bytes) -> int:
    """How many cells the largest sheet of a zipped workbook spans; 0 when it is no more than 26 x 999 999."""
    with ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            return _ods_cells(_pieces(archive, "content.xml"))
        far = [name for name in names if name.endswith(".xml") and any(map(FAR.search, _pieces(archive, name)))]
        return max((_xlsx_cells(_pieces(archive, name)) for name in far), default=0)


def _xlsx_cells(pieces: Iterator[bytes]) -> int:
    columns, rows = {b""}, {b"0"}
    for piece in pieces:
        for letters, digits in REFERENCE.findall(piece):
            columns.add(letters)
            rows.add(digits)
    return max(map(_column, columns)) * max(map(int, rows))


def _column(letters: bytes) -> int:
    """The column's number, counted from 1."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column


def _ods_cells(pieces: Iterator[bytes]) -> int:
    """The rows of all tables, up to the last filled one, times the columns."""
    rows = filled_rows = columns = 0
    cells = 0
    for piece in pieces:
        for closing, element, attributes in ODS_ELEMENT.findall(piece):
            repeated = ODS_REPEATED.search(attributes)
            times = int(repeated[1]) if repeated else 1
            if element == b"table-row":
                cells = 0
                rows += 0 if closing else times
            elif not closing:
                cells += times
                if not attributes.endswith(b"/"):
                    columns = max(columns, cells)
                    filled_rows = rows
    return filled_rows * columns


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """What a part of the archive holds, parted between elements."""
    rest = b""
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            text = rest + piece
            end = text.rfind(b">") + 1
            yield text[:end]
            rest = text[end:]
