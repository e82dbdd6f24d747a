"""The sheets of a workbook: xlsx, xlsm, xls or ods."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from unicodedata import normalize
from zipfile import BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.look import Findings
from rsp_pipeline.reading.sheet import Row, Sheet, cell_text
from rsp_pipeline.reading.workbook.biff import biff
from rsp_pipeline.reading.workbook.extents import extent, shown_text
from rsp_pipeline.reading.workbook.given_twice import given_twice
from rsp_pipeline.reading.workbook.opendocument import open_document
from rsp_pipeline.reading.workbook.spreadsheetml import SpreadsheetML
from rsp_pipeline.reading.workbook.spreadsheetml_cells import findings

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DAMAGED = (
    BadZipFile,
    CalamineError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What readers raise of a workbook that is not as it should be."""

TOO_LARGE = "Arbetsboken packar upp till mer data än vad som läses."


def workbook_sheets(content: bytes, limits: Limits) -> list[Sheet]:
    """The sheets of a workbook, hidden ones included.

    Raises:
        FileRejected: the workbook is damaged, has a password, or would unpack to more than is read.
    """
    if ENCRYPTED in content[:100_000] or ENCRYPTED in content[-100_000:]:
        raise FileRejected("encrypted", "Arbetsboken har ett lösenord. Ta bort lösenordet och spara den på nytt.")
    try:
        if not content.startswith(b"PK"):
            return _old_sheets(content, limits)
        most = min(limits.unpacked_bytes, limits.lean_bytes + limits.expansion * len(content))
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > most:
                raise FileRejected("too_large", TOO_LARGE)
            is_open_document = "content.xml" in archive.namelist()
        return _open_sheets(content, limits, most) if is_open_document else _sheets(content, limits, most)
    except FileRejected:
        raise
    except DAMAGED as error:
        raise FileRejected(
            "damaged_workbook", "Arbetsboken är skadad och kan inte öppnas. Spara eller exportera den på nytt."
        ) from error


def _open_sheets(content: bytes, limits: Limits, most_text: int) -> list[Sheet]:
    document = open_document(content, limits, most_text)
    return [
        Sheet(
            sheet.name,
            sheet.rows,
            limits,
            look=sheet.look(),
            is_hidden=sheet.is_hidden,
            from_1904=document.counts_from_1904,
            spanned=sheet.spanned,
        )
        for sheet in document.sheets
    ]


def _old_sheets(content: bytes, limits: Limits) -> list[Sheet]:
    told = biff(content)
    return [
        _sheet(metadata, sheet, _nth(told.findings, number), limits, told.counts_from_1904)
        for number, metadata, sheet in _read(content)
    ]


def _nth(found: list[Findings], number: int) -> Findings:
    return found[number] if number < len(found) else Findings()


def _sheets(content: bytes, limits: Limits, most_text: int) -> list[Sheet]:
    book = SpreadsheetML(content)
    found = {name: _found(book, name) for name in book.sheets}
    for name, told in found.items():
        if told.may_reach_far and (far := extent(book, name, limits.cells)):
            raise FileRejected(
                "sheet_too_large",
                f"Ett blad sträcker sig över {far.cells} celler; högst {limits.cells} läses. Ta bort det som står"
                f" långt bort, i {' och '.join(far.farthest)}.",
            )
    if shown_text(book, most_text) > most_text:
        raise FileRejected("too_large", TOO_LARGE)
    try:
        read = _read(content)
    except CalamineError:
        if not (mended := book.with_known_errors()):
            raise
        read = _read(mended)
    return [
        _sheet(metadata, sheet, found.get(metadata.name, Findings()), limits, book.counts_from_1904)
        for _, metadata, sheet in read
    ]


def _found(book: SpreadsheetML, sheet: str) -> Findings:
    """What the reader does not tell of a sheet."""
    told, twice = findings(book, sheet), given_twice(book, sheet)
    rows = {row: {**told.spoilt.get(row, {}), **twice.get(row, {})} for row in told.spoilt.keys() | twice.keys()}
    return replace(told, spoilt=rows)


def _read(content: bytes) -> list[tuple[int, SheetMetadata, CalamineSheet]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        (number, metadata, workbook.get_sheet_by_name(metadata.name))
        for number, metadata in enumerate(workbook.sheets_metadata)
        if metadata.typ == SheetTypeEnum.WorkSheet
    ]


def _sheet(metadata: SheetMetadata, sheet: CalamineSheet, found: Findings, limits: Limits, from_1904: bool) -> Sheet:
    return Sheet(
        metadata.name,
        partial(_rows, sheet, found),
        limits,
        look=found.look,
        is_hidden=metadata.visible != SheetVisibleEnum.Visible,
        from_1904=from_1904,
        spanned=_spanned(sheet),
        said_beside=found.said,
    )


def _spanned(sheet: CalamineSheet) -> set[tuple[int, int]]:
    merged = sheet.merged_cell_ranges or ()
    last, _ = sheet.end or (0, 0)
    return {
        (row + 1, left)
        for (top, left), (bottom, _) in merged
        if bottom > top
        for row in range(top, min(bottom, last) + 1)
    }


def _rows(sheet: CalamineSheet, found: Findings) -> Iterator[Row]:
    """The rows from the sheet's first, with a merged cell's text in each of the rows it spans."""
    by_row = found.spoilt
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
