"""The counties and their regions: what a new programme file begins with."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COUNTIES = Path(__file__).parent / "counties.csv"


@dataclass(frozen=True)
class County:
    """A county: its code (Statistics Sweden), its name, its region's name, and what a file about it is called."""

    code: str
    county: str
    region: str
    file: str


@cache
def counties() -> dict[str, County]:
    """Every county by its code."""
    with COUNTIES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: County(**row) for row in csv.DictReader(file)}
