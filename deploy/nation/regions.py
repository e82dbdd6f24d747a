"""Regions with invented registers: a programme file for each county, and a delivery to each on object storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rsp_pipeline.new_region import begin
from rsp_pipeline.new_region.programme_file import FILL_IN
from rsp_pipeline.programme.counties import County, counties
from rsp_pipeline.programme.load import load_programme
from rsp_pipeline.remote.bucket import Bucket
from rsp_pipeline.sample import write_sample

TODAY = date(2026, 11, 1)
YEARS = (2024, 2025, 2026)
DIARY_NO = "RS 2023/77"


def written(folder: Path, address: str, codes: Iterable[str] = ()) -> Mapping[str, str]:
    """Deliver the registers of some counties, or of all, and return the settings of a deployment that serves them.

    The programme files lie in `folder`; what was delivered at `address`, which the environment says how to reach.
    """
    programmes = folder / "programmes"
    programmes.mkdir(parents=True)
    for code in sorted(codes or counties()):
        _deliver(counties()[code], programmes, address)
    return {"RSP_NATION": str(programmes), "RSP_DATA_DIR": address, "RSP_TODAY": TODAY.isoformat()}


def _deliver(county: County, programmes: Path, address: str) -> None:
    with TemporaryDirectory() as name:
        programme, raw = laid_out(county, programmes, Path(name))
        for path in (path for path in raw.rglob("*") if path.is_file()):
            Bucket(f"{address}/{programme.stem}").send(f"raw/{path.relative_to(raw).as_posix()}", path)


def laid_out(county: County, programmes: Path, folder: Path) -> tuple[Path, Path]:
    """Write a county's programme file among the others, and its registers in a folder: where the two lie."""
    begun = begin(folder, county)
    text = begun.programme_file.read_text(encoding="utf-8")
    text = text.replace("first_year = 2022", "first_year = 2025").replace(FILL_IN, DIARY_NO)
    programme = programmes / begun.programme_file.name
    programme.write_text(text, encoding="utf-8")
    raw = begun.data_dir / "raw"
    write_sample(raw, load_programme(str(programme)), YEARS)
    return programme, raw
