"""The sample's files as rows of text, whatever they are: a csv file, or the widest sheet of a workbook."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook


def text_rows(path: Path) -> list[list[str]]:
    """A file's rows, the header first, each as long as the header."""
    rows = _csv_rows(path) if path.suffix == ".csv" else _workbook_rows(path)
    width = max(map(len, rows))
    header = next(place for place, row in enumerate(rows) if sum(map(bool, row)) > width / 2)
    return [[*row, *[""] * width][:width] for row in rows[header:] if any(row)]


def _csv_rows(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def _workbook_rows(path: Path) -> list[list[str]]:
    with CalamineWorkbook.from_path(str(path)) as workbook:
        sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    widest = max(sheets, key=lambda rows: max(map(len, rows), default=0))
    return [[_text(cell) for cell in row] for row in widest]


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        whole = cell == int(cell)
        return f"{cell:.0f}" if whole and cell < 10000 else f"{cell:,.2f}".replace(",", " ").replace(".", ",")
    return str(cell)
