"""An installation of a few rows whose quarantine is written to its workbook by the night's own steps, and filled in."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rsp_pipeline.night.night import run
from rsp_pipeline.night.quarantine import QUARANTINE_WORKBOOK
from rsp_pipeline.night.registers import READINGS
from rsp_pipeline.night.step import Night
from rsp_pipeline.reading.quarantine_workbook import LINE, TYPED
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import MADE, Row, csv_text, settings

COLUMN = LINE[2]


def night_over(folder: Path, rows: Mapping[str, list[Row]]) -> Settings:
    """An installation that was delivered some rows, read by a night: one of the same rows again is copied."""
    shutil.copytree(_made_of(*((name, csv_text(own)) for name, own in rows.items())), folder, dirs_exist_ok=True)
    return settings(folder)


@cache
def _made_of(*delivered: tuple[str, str]) -> Path:
    folder = Path(mkdtemp(dir=MADE.name))
    installation = settings(folder)
    if delivered:  # what stands in one before anything was delivered is not made again
        shutil.copytree(_made_of(), folder, dirs_exist_ok=True)
    for name, text in delivered:
        path = installation.raw_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    read(installation)
    return folder


def read(installation: Settings) -> None:
    """Read the registers and write the workbook, as a night does."""
    run(Night.of(installation), (*READINGS.values(), QUARANTINE_WORKBOOK))


def fill_in(
    path: Path, title: str, typed: Mapping[str, object], why: str = "Enligt beslutet", who: str = "A.B."
) -> None:
    """Type right values in the lines of a sheet, by the columns that they are about."""
    with _opened(path) as workbook:
        sheet: Worksheet = workbook[title]
        places = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            about = sheet.cell(row, places[COLUMN]).value
            if about in typed:
                for header, text in zip(TYPED, (typed[about], why, who), strict=True):
                    sheet.cell(row, places[header]).value = text


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    workbook = load_workbook(path)
    yield workbook
    workbook.save(path)
