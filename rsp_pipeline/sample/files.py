"""How the sample's files are written, so that the same content gives the same bytes on any machine and day.

What stands in the files is decided elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rsp_pipeline.office.workbook import save_settled

Row = Sequence[object]

WRITTEN_AT = datetime(2026, 10, 1, tzinfo=UTC)
DATE_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True)
class Tab:
    """One sheet of a workbook: its name and its rows; an empty row is a blank line."""

    name: str
    rows: Iterable[Row]


def write_csv(path: Path, rows: Iterable[Row], encoding: str = "utf-8-sig", line_end: str = "\n") -> Path:
    """Write rows separated by semicolons; an empty row is a blank line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";", lineterminator=line_end).writerows(rows)
    return path


def write_workbook(path: Path, tabs: Iterable[Tab]) -> Path:
    """Write a workbook with real numbers and dates."""
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "Region"
    for tab in tabs:
        _fill(workbook.create_sheet(tab.name), tab.rows)
    save_settled(workbook, path, WRITTEN_AT)
    return path


def _fill(sheet: Worksheet, rows: Iterable[Row]) -> None:
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            if value not in ("", None):
                cell = sheet.cell(number, place, value)
                if isinstance(value, date):
                    cell.number_format = DATE_FORMAT
