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
from rsp_pipeline_tests.builders import MADE, Row, settings, write_csv

COLUMN = LINE[2]


def night_over(folder: Path, rows: Mapping[str, list[Row]]) -> Settings:
    """An installation that was delivered some rows, read by a night."""
    shutil.copytree(_of_nothing(), folder, dirs_exist_ok=True)
    installation = settings(folder)
    for name, own in rows.items():
        write_csv(installation.raw_dir, name, own)
    read(installation)
    return installation


@cache
def _of_nothing() -> Path:
    """The folder of an installation before anything was delivered: what stands in it is not made again."""
    folder = Path(mkdtemp(dir=MADE.name))
    read(settings(folder))
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
