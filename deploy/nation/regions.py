"""Regions with invented registers: a programme file for each county, and a delivery to each."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rsp_pipeline.new_region import begin
from rsp_pipeline.new_region.programme_file import FILL_IN
from rsp_pipeline.programme.counties import County, counties
from rsp_pipeline.programme.load import load_programme
from rsp_pipeline.sample import write_sample

TODAY = date(2026, 11, 1)
YEARS = (2024, 2025, 2026)
DIARY_NO = "RS 2023/77"


def written(folder: Path, codes: Iterable[str] = ()) -> Mapping[str, str]:
    """Write the regions of some counties, or of all, and return the settings of a deployment that serves them."""
    programmes, data = folder / "programmes", folder / "data"
    programmes.mkdir(parents=True)
    for code in sorted(codes or counties()):
        _write(counties()[code], programmes, data)
    return {"RSP_NATION": str(programmes), "RSP_DATA_DIR": str(data), "RSP_TODAY": TODAY.isoformat()}


def _write(county: County, programmes: Path, data: Path) -> None:
    with TemporaryDirectory(dir=data.parent) as name:
        begun = begin(Path(name), county)
        text = begun.programme_file.read_text(encoding="utf-8")
        text = text.replace("first_year = 2022", "first_year = 2025").replace(FILL_IN, DIARY_NO)
        own = programmes / begun.programme_file.name
        own.write_text(text, encoding="utf-8")
        shutil.move(begun.data_dir, data / own.stem)
    write_sample(data / own.stem / "raw", load_programme(str(own)), YEARS)
