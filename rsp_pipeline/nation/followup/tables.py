"""Tables of the nation: the regions below each other, with the whole nation last, and years beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.followup.over_years import NOT_THAT_YEAR, Line
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import Member
from rsp_pipeline.nation.followup.material import COUNTY, Material
from rsp_pipeline.nation.followup.messages import NATION
from rsp_pipeline.nation.tables import EARLIER, TONIGHT
from rsp_pipeline.swedish import NO_BREAK_SPACE, UNKNOWN

FEW = "Andelar och medianer av färre än fem fall visas inte."
SYMBOLS = {TONIGHT: "✔", EARLIER: "▲", UNKNOWN: "✕"}


@dataclass(frozen=True)
class Shown:
    """A column of a table of regions: its header and the figure in it, of all or of the part that `members` tell."""

    header: str
    indicator: Indicator
    members: tuple[Member, ...] = ()


def by_region(material: Material, name: str, caption: str, shown: Sequence[Shown], note: str = "") -> Table:
    """A line for each region, and the last for the nation; a region's name leads to its own follow-up of the year."""
    rows = [
        (
            material.named(county),
            *(material.cell(each.indicator, COUNTY.at(county["county_code"]), *each.members) for each in shown),
        )
        for county in material["counties"]
    ]
    rows.append((Cell(NATION), *(material.cell(each.indicator, *each.members) for each in shown)))
    columns = (Column("Region"), *(Column(each.header, Align.END) for each in shown))
    table = Table(name, caption, columns, tuple(rows), has_total=True)
    return replace(table, note=" ".join(filter(None, (note, rounding_note(rows)))))


def over_years(material: Material, name: str, caption: str, lines: Iterable[Line]) -> Table:
    """The nation's figures over the years, and below each other; first of all, how many regions each year rests on."""
    years = material.years
    going_on = {row["year"] for row in material["years"] if not row["has_ended"]}
    headers = (Column(f"{year}{' hittills' if year in going_on else ''}", Align.END) for year in years)
    rows = tuple((Cell(each.title), *each.cells(material.figures, years)) for each in lines)
    rows = tuple(row for row in rows if any(cell.text != NOT_THAT_YEAR for cell in row[1:]))
    return Table(name, caption, (Column("Nyckeltal"), *headers), rows, note=rounding_note(rows))


def with_symbol(verdict: str) -> str:
    """How a region stands, as a symbol and in words."""
    return f"{SYMBOLS[verdict]}{NO_BREAK_SPACE}{verdict}"
