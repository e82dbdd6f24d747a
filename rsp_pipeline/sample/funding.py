"""What pays for carrying the programme out: one project, its two financiers, and its years.

The project is the programme's own, where it tells of one; the amounts are invented, and say so.
"""

from __future__ import annotations

from pathlib import Path

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.funding import FUNDING
from rsp_pipeline.sample.files import Row, Tab, write_workbook

PROJECT = "Resurser till genomförande av regionalt serviceprogram"
FINANCIERS = ("Tillväxtverket", "Regionens 1:1-anslag")
YEARS: dict[int, tuple[tuple[int, float | str], ...]] = {  # per financier: budget and what was used of it, kronor
    2023: ((750_000, 612_480.50), (500_000, 431_900)),
    2024: ((750_000, 738_215), (500_000, 496_350)),
    2025: ((750_000, 749_120.75), (500_000, 487_615)),
    2026: ((600_000, 402_300), (450_000, 318_940)),
    2027: ((400_000, ""), (300_000, "")),
}


def write_funding(into: Path, programme: Programme) -> Path:
    """Write the project's whole time as one workbook: a row per year and financier."""
    project = programme.project.name if programme.project else f"{PROJECT}, {programme.region}"
    header = [FUNDING.column(name).header for name in ("project", "financier", "year", "budget_sek", "used_sek")]
    rows: list[Row] = [("Finansiering av genomförandet",), ("Beloppen är påhittade",), (), header]
    for year, sums in YEARS.items():
        rows += [
            (project, financier, year, budget, used) for financier, (budget, used) in zip(FINANCIERS, sums, strict=True)
        ]
    return write_workbook(into / "finansiering.xlsx", [Tab("Finansiering", rows)])
