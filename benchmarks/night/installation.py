"""A case laid out in a temporary folder: its registers, its programme, and the settings that every process gets."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.grant_rows import divide, write_book, write_text
from benchmarks.night.cases import Case
from rsp_pipeline.programme import load_programme
from rsp_pipeline.programme.load import SHIPPED
from rsp_pipeline.sample import write_sample

PROJECT = Path(__file__).parents[2]
REGION = "jamtland_harjedalen"
SMALL_FILE = Path("raw", "visits", "i_efterhand.csv")
AS_DELIVERED = (
    "Besöks-ID;Besöksdatum;Form;Kommun;Deltagare\n",
    "B2023-901;2023-05-10;Fysiskt;Åre;Region\n",
)
ADDED_LATER = "B2023-902;2023-06-14;Fysiskt;Krokom;Region, Kommun\n"


@dataclass(frozen=True)
class Installation:
    """Where a case lies: its folder, and the csv file with the rows that the floor is measured over."""

    case: Case
    folder: Path
    floor_rows: Path

    @property
    def data(self) -> Path:
        """What is delivered and made."""
        return self.folder / "data"

    @property
    def published(self) -> Path:
        """The file that a night publishes."""
        return self.data / "warehouse" / "rsp.duckdb"

    @property
    def grants(self) -> list[Path]:
        """The files that hold the case's grant rows."""
        return sorted(self.data.glob("raw/grants/rows_*"))

    @property
    def environment(self) -> dict[str, str]:
        """What a process is told."""
        return environment(
            RSP_DATA_DIR=str(self.data),
            RSP_PROGRAMME=str(self.folder / f"{REGION}.toml"),
            RSP_PSEUDONYM_KEY="benchmark",
            RSP_TODAY=f"{years_of(self.case)[-1]}-11-29",
        )

    def start_over(self) -> None:
        """Make it as if nothing had been made yet, and nothing delivered afterwards."""
        shutil.rmtree(self.data / "warehouse", ignore_errors=True)
        (self.data / SMALL_FILE).write_text("".join(AS_DELIVERED), encoding="utf-8")

    def change_a_small_file(self) -> None:
        """Deliver one visit more."""
        (self.data / SMALL_FILE).write_text("".join((*AS_DELIVERED, ADDED_LATER)), encoding="utf-8")


def environment(**settings: str) -> dict[str, str]:
    """What a process of the bench is told: nothing of the day it is, nor of settings that are not these."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("RSP_", "DAGSTER_"))}
    return others | {"PYTHONPATH": str(PROJECT)} | settings


def years_of(case: Case) -> range:
    """The years of a case: from the programme's first."""
    first = load_programme(REGION).first_year
    return range(first, first + case.years)


def lay_out(case: Case, bench: Path) -> Installation:
    """Lay out a case in the folder of the bench, where the rows for the floor are shared."""
    floor_rows = bench / f"rows_{case.floor_rows}.csv"
    if not floor_rows.exists():
        write_text(floor_rows, case.floor_rows)
    folder = bench / case.name
    installation = Installation(case, folder, floor_rows)
    raw = installation.data / "raw"
    write_sample(raw, load_programme(REGION), years_of(case))
    if case.workbook:
        write_book(raw / "grants" / f"{floor_rows.stem}.xlsx", case.rows)
    elif case.rows:
        divide(floor_rows, raw / "grants", case.files)
    (folder / f"{REGION}.toml").write_text(_programme(years_of(case)[-1]), encoding="utf-8")
    return installation


def _programme(last_year: int) -> str:
    shipped = (SHIPPED / f"{REGION}.toml").read_text(encoding="utf-8")
    return re.sub(r"(?m)^last_year = \d+$", f"last_year = {last_year}", shipped)
