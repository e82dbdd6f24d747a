"""The sheets of a workbook: xlsx, xlsm, xls or ods."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.sheets import Row, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_UNPACKED = 2_000_000_000  # bytes
MAX_EXPANSION = 200  # times the packed size, beyond the first hundred megabytes
SMALL = 100_000_000
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def workbook_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, hidden ones included.

    Raises:
        FileRejected: the workbook is damaged, has a password, or would unpack to more than is read.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    _refuse_what_is_no_ordinary_workbook(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [(told, workbook.get_sheet_by_name(told.name)) for told in workbook.sheets_metadata]
    except (CalamineError, OSError, ValueError) as error:
        raise FileRejected("damaged_workbook", f"Arbetsboken är skadad och kan inte öppnas ({error}).") from error
    return [
        Sheet(told.name, lambda sheet=sheet: _rows(sheet), is_hidden=told.visible != SheetVisibleEnum.Visible)  # type: ignore[misc]
        for told, sheet in found
    ]


def _refuse_what_is_no_ordinary_workbook(content: bytes) -> None:
    if ENCRYPTED in content[:100_000] or ENCRYPTED in content[-100_000:]:
        raise FileRejected("encrypted", "Arbetsboken har ett lösenord. Ta bort lösenordet och spara den på nytt.")
    if not content.startswith(b"PK"):
        return
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise FileRejected("damaged_workbook", f"Arbetsboken är skadad och kan inte öppnas ({error}).") from error
    if unpacked > MAX_UNPACKED or unpacked > SMALL + MAX_EXPANSION * len(content):
        raise FileRejected("too_large", "Arbetsboken packar upp till mer data än vad som läses.")


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows from the sheet's first, with a merged cell's text in each of the rows it spans."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    for number, cells in enumerate(rows, start=1):
        yield number, [cell if isinstance(cell, str) else cell_text(cell) for cell in cells]


def cell_text(cell: object) -> str:
    """A workbook's cell as a Swedish spreadsheet shows it."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nej"
        case float() | int():
            return format(cell, ".15g").replace(".", ",")
        case datetime():
            return cell.isoformat(" ").removesuffix(" 00:00:00")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
