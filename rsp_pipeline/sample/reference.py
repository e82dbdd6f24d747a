"""Reference facts beside the registers: population, legal ceilings and what else the data steward keeps.

The facts lie as csv files in the folder `reference` beside this module and are delivered as they are. For a county
without a file of its own the population is invented, and says so; the frames are invented for all.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import numpy as np

from rsp_pipeline.programme import Programme
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.files import write_csv

FACTS = Path(__file__).parent / "reference"
INVENTED = "Påhittade uppgifter för provkörning"
COUNTED_YEARS = range(2019, 2026)
OF_A_COUNTY = re.compile(r"_\d\d$")


def write_reference(into: Path, programme: Programme, scale: int, dice: Dice) -> tuple[Path, ...]:
    """Write the tables of reference in the folder `into`; published figures hold for a sample at scale 1 alone."""
    into.mkdir(parents=True, exist_ok=True)
    population = into / "population.csv"
    same_for_all = [into / fact.name for fact in sorted(FACTS.iterdir()) if not OF_A_COUNTY.search(fact.stem)]
    for path in same_for_all:
        path.write_bytes((FACTS / path.name).read_bytes())
    known = FACTS / f"population_{programme.county_code}.csv"
    if known.exists():
        population.write_bytes(known.read_bytes())
    else:
        header = ("Kommun", "Datum", "Folkmängd", "Källa")
        write_csv(population, [header, *_invented_population(programme, dice)])
    figures = into / "published_figures.csv"
    published = (FACTS / f"published_figures_{programme.county_code}.csv").read_bytes() if known.exists() else b""
    if published and scale == 1:
        figures.write_bytes(published)
    else:
        write_csv(figures, [("Nyckeltal", "År", "Uppdelning", "Kommun", "Stödform", "Värde", "Publicerat i")])
    return population, figures, *same_for_all


def parameter(name: str, on: date) -> int:
    """The value of a legal parameter on a day, in whole units; the earliest one for a day before them all."""
    with (FACTS / "rule_parameters.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["Parameter"] == name]
    begun = [row for row in rows if row["Gäller från"] <= on.isoformat()]
    return int(max(begun or rows[:1], key=lambda row: row["Gäller från"])["Värde"])


def _invented_population(programme: Programme, dice: Dice) -> list[tuple[str, str, str, str]]:
    rows = []
    for municipality in programme.municipalities:
        first = dice.between(3_000, 40_000, 1)
        changes = first * dice.between(-9, 9, len(COUNTED_YEARS)) // 1000
        for year, count in zip(COUNTED_YEARS, first + np.cumsum(changes), strict=True):
            rows.append((municipality.name, f"{year}-12-31", str(count), INVENTED))
    return rows
