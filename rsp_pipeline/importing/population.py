"""The population from a statistical table: that of the programme's municipalities on 31 December, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from datetime import date

from rsp_pipeline.importing.merging import Row
from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.importing.statistics import Cell, Statistics, figure, year
from rsp_pipeline.programme import Municipality
from rsp_pipeline.swedish import Adjective, Gender, Noun, counted

REGION = ("region", "kommun")
YEAR = ("år", "tid", "year", "time")
CONTENTS = ("tabellinnehåll", "contents", "contentscode", "innehåll")
MEASURED = re.compile(r"folkmängd|befolkning|population|invånare", re.IGNORECASE)
ANOTHER_DAY = re.compile(r"1 november|november 1|medelfolkmängd|mean population", re.IGNORECASE)
TOTAL = re.compile(r"(\S+ )?(totalt?|samtliga|båda könen|män och kvinnor|alla)( \S+)?", re.IGNORECASE)
CODE = re.compile(r"\d{4}\b")
NOT_SETTLED = " (preliminär)"
UPPGIFT = Noun("uppgift", "uppgifter", Gender.UTRUM)
PRELIMINARY = Adjective("preliminär", "preliminärt", "preliminära")


def rows(table: Statistics, municipalities: Iterable[Municipality], source: str) -> tuple[list[Row], list[str]]:
    """Rows of the register population in the order of the table, and what else there is to tell, in Swedish sentences.

    Raises:
        ImportRefused: the table is no such population, or has none of the municipalities.
    """
    region, period = table.place(*REGION), table.place(*YEAR)
    if region is None or period is None:
        raise ImportRefused("Tabellen ska ha kommuner och år.")
    contents = table.place(*CONTENTS)
    cells = [cell for cell in table.cells if contents is None or _is_measured(cell.members[contents], table.title)]
    if ANOTHER_DAY.search(table.title):
        raise ImportRefused("Tabellen gäller inte folkmängden den 31 december.")
    if not cells or not (MEASURED.search(table.title) or _names_it(cells, contents)):
        raise ImportRefused("Tabellen säger inte att den är folkmängden.")
    cells = _totals(cells, table, {region, period, contents})
    return _rows(cells, region, period, _by_name(municipalities), source)


def _is_measured(contents: str, title: str) -> bool:
    """Whether a cell is the population: PxWeb leaves its contents out where the table has no other."""
    return bool(MEASURED.search(contents)) if contents else bool(MEASURED.search(title))


def _names_it(cells: list[Cell], contents: int | None) -> bool:
    return contents is not None and all(MEASURED.search(cell.members[contents]) for cell in cells)


def _totals(cells: list[Cell], table: Statistics, own: set[int | None]) -> list[Cell]:
    """The cells that are about everyone, where the table divides the population further."""
    for at, name in enumerate(table.dimensions):
        if at in own:
            continue
        everyone = [cell for cell in cells if TOTAL.fullmatch(cell.members[at].strip())]
        if not everyone:
            raise ImportRefused(f"Tabellen delar upp folkmängden efter {name}. Hämta den utan den uppdelningen.")
        cells = everyone
    return cells


def _by_name(municipalities: Iterable[Municipality]) -> dict[str, Municipality]:
    return {name: own for own in municipalities for name in (own.code, own.name.casefold())}


def _rows(
    cells: list[Cell], region: int, period: int, known: dict[str, Municipality], source: str
) -> tuple[list[Row], list[str]]:
    taken: dict[tuple[Hashable, ...], Row] = {}
    unknown, preliminary = 0, 0
    for cell in cells:
        told = cell.members[region].strip()
        code = CODE.match(told)
        municipality = known.get(code[0] if code else told.casefold())
        of_year = year(re.sub(r"^(\d{4}) \1", r"\1", cell.members[period]))
        if of_year is None:
            raise ImportRefused(f"”{cell.members[period]}” är inget helt år.")
        if municipality is None:
            continue
        found = figure(cell.text)
        if found is None or found.value == 0:
            unknown += 1
            continue
        is_preliminary = found.is_preliminary or of_year.is_preliminary
        preliminary += is_preliminary
        day = date(of_year.value, 12, 31)
        row = Row(
            (municipality.code, day),
            {
                "municipality_code": municipality.name,
                "counted_on": day.isoformat(),
                "population": str(found.value),
                "source": f"{source}{NOT_SETTLED if is_preliminary else ''}",
            },
            f"{municipality.name} {day:%Y-%m-%d}",
        )
        if taken.setdefault(row.key, row) != row:
            raise ImportRefused(f"Tabellen har två uppgifter om {row.about}.")
    if not taken:
        raise ImportRefused("Tabellen har ingen uppgift om programmets kommuner.")
    remarks = [f"{counted(unknown, UPPGIFT)} saknas i filen."] if unknown else []
    if preliminary:
        are = PRELIMINARY.agreeing(UPPGIFT, preliminary)
        remarks.append(f"{counted(preliminary, UPPGIFT)} är {are}, och står så i källan.")
    return list(taken.values()), remarks
