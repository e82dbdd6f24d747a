"""How the sample's files are written, so that the same content gives the same bytes on any machine and day.

What stands in the files is decided elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.office.workbook import settled

if TYPE_CHECKING:
    from rsp_pipeline.office.workbook import Format, Worksheet

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
    with settled(path, WRITTEN_AT, "Region") as workbook:
        of_dates = workbook.add_format({"num_format": DATE_FORMAT})
        for tab in tabs:
            _fill(workbook.add_worksheet(tab.name), tab.rows, of_dates)
    return path


def _fill(sheet: Worksheet, rows: Iterable[Row], of_dates: Format) -> None:
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            match value:
                case "" | None:
                    pass
                case str():
                    sheet.write_string(number, place, value)
                case date():
                    sheet.write_datetime(number, place, value, of_dates)
                case _:
                    sheet.write_number(number, place, value)
