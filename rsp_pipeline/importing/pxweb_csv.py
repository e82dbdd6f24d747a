"""Tables as Statistikdatabasen's csv: a row for each region with the years beside each other, or a row for each year.

A title may stand above the header, and notes below the rows. Any of the delimiters that can be chosen is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.importing.statistics import Cell, Statistics

DELIMITERS = (";", "\t", ",")
REGION = {"region", "kommun"}
YEAR = {"år", "tid", "year"}
CONTENTS = "tabellinnehåll"
ENDS_WITH_YEAR = re.compile(r"(.*?)\s*(\d{4}\s*(?:\(?[pP*]\)?)?)")
OTHER_PERIOD = re.compile(r"\d{4}[KM]\d+")


def header_of(text: str) -> tuple[int, list[list[str]]] | None:
    """The rows of a table with where its header is; None where there is no header of such a table."""
    for delimiter in DELIMITERS:
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
        for at, row in enumerate(rows):
            if len(row) > 1 and any(cell.strip().casefold() in REGION for cell in row):
                return at, rows
    return None


def read(at: int, rows: list[list[str]]) -> Statistics:
    """The table below the header.

    Raises:
        ImportRefused: it has no years.
    """
    header = [cell.strip() for cell in rows[at]]
    titled = " ".join(cell for row in rows[:at] for cell in row)
    body = [row for row in rows[at + 1 :] if len(row) == len(header) and any(row[1:])]
    if any(cell.casefold() in YEAR for cell in header):
        cells = [Cell(tuple(row[:-1]), row[-1]) for row in body]
        return Statistics(f"{titled} {header[-1]}", tuple(header[:-1]), cells)
    by_year = {place: found for place, cell in enumerate(header) if (found := ENDS_WITH_YEAR.fullmatch(cell))}
    if not by_year:
        told = next((cell for cell in header if OTHER_PERIOD.search(cell)), "")
        raise ImportRefused(f"”{told}” är inget helt år." if told else "Tabellen har inga år.")
    stub = [place for place in range(len(header)) if place not in by_year]
    names = (*(header[place] for place in stub), CONTENTS, "år")
    cells = list(_beside(body, stub, by_year))
    return Statistics(" ".join([titled, *(found[1] for found in by_year.values())]), names, cells)


def _beside(body: list[list[str]], stub: list[int], by_year: dict[int, re.Match[str]]) -> Iterator[Cell]:
    for row in body:
        for place, found in by_year.items():
            yield Cell((*(row[each] for each in stub), found[1], found[2]), row[place])
