"""The sheets of a workbook: xlsx, xlsm, xls or ods."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, partial
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from rsp_pipeline.reading.extents import most_cells
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.sheet import Row, Sheet
from rsp_pipeline.reading.spreadsheetml import Cells, counts_from_1904, spoilt_cells

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def workbook_sheets(content: bytes, limits: Limits) -> list[Sheet]:
    """The sheets of a workbook, hidden ones included.

    Raises:
        FileRejected: the workbook is damaged, has a password, or would unpack to more than is read.
    """
    _refuse_what_is_no_ordinary_workbook(content, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [
            (metadata, workbook.get_sheet_by_name(metadata.name))
            for metadata in workbook.sheets_metadata
            if metadata.typ == SheetTypeEnum.WorkSheet
        ]
        from_1904 = counts_from_1904(content)
    except (CalamineError, OSError, ValueError) as error:
        raise FileRejected("damaged_workbook", f"Arbetsboken är skadad och kan inte öppnas ({error}).") from error
    return [
        Sheet(
            metadata.name,
            partial(_rows, sheet, cache(partial(spoilt_cells, content, metadata.name))),
            limits,
            is_hidden=metadata.visible != SheetVisibleEnum.Visible,
            from_1904=from_1904,
            spanned=_spanned(sheet),
        )
        for metadata, sheet in found
    ]


def _spanned(sheet: CalamineSheet) -> set[tuple[int, int]]:
    merged = sheet.merged_cell_ranges or ()
    last, _ = sheet.end or (0, 0)
    return {
        (row + 1, left)
        for (top, left), (bottom, _) in merged
        if bottom > top
        for row in range(top, min(bottom, last) + 1)
    }


def _refuse_what_is_no_ordinary_workbook(content: bytes, limits: Limits) -> None:
    if ENCRYPTED in content[:100_000] or ENCRYPTED in content[-100_000:]:
        raise FileRejected("encrypted", "Arbetsboken har ett lösenord. Ta bort lösenordet och spara den på nytt.")
    if not content.startswith(b"PK"):
        return
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        is_bomb = unpacked > min(limits.unpacked_bytes, limits.lean_bytes + limits.expansion * len(content))
        cells = 0 if is_bomb else most_cells(content)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise FileRejected("damaged_workbook", f"Arbetsboken är skadad och kan inte öppnas ({error}).") from error
    if is_bomb:
        raise FileRejected("too_large", "Arbetsboken packar upp till mer data än vad som läses.")
    if cells > limits.cells:
        raise FileRejected(
            "sheet_too_large",
            f"Ett blad sträcker sig över {cells} celler; högst {limits.cells} läses. Ta bort det som står långt bort.",
        )


def _rows(sheet: CalamineSheet, spoilt: Callable[[], Cells]) -> Iterator[Row]:
    """The rows from the sheet's first, with a merged cell's text in each of the rows it spans."""
    by_row = spoilt()
    for number, cells in enumerate(_cells(sheet), start=1):
        texts = [normalize("NFC", cell) if isinstance(cell, str) else cell_text(cell) for cell in cells]
        for place, text in by_row.get(number, {}).items():
            texts += [""] * (place + 1 - len(texts))
            texts[place] = text
        yield number, texts


def _cells(sheet: CalamineSheet) -> Iterator[list[object]]:
    """The cells of each row from the sheet's first row and column, one row at a time."""
    if sheet.start is None:
        return
    indent = [""] * sheet.start[1]
    merged: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        merged.setdefault(top, []).append((bottom, left))
    spanning: list[tuple[int, int, object]] = []
    for row, values in enumerate(sheet.iter_rows()):
        cells: list[object] = [*indent, *values]
        if spanning or row in merged:
            for _, place, cell in spanning:
                cells[place] = cell
            begun = (span for span in merged.get(row, ()) if span[1] < len(cells))
            spanning += [(last, place, cells[place]) for last, place in begun]
            spanning = [span for span in spanning if span[0] > row]
        yield cells


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
