"""How the region's own figures stand beside those of other regions, where the steward has given any."""

from __future__ import annotations

from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.followup.over_years import in_unit, line
from rsp_pipeline.followup.overview.material import Material, Row
from rsp_pipeline.indicators import BY_ID
from rsp_pipeline.programme import Programme
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.swedish import UNKNOWN


def comparison(material: Material, programme: Programme) -> Table | None:
    """A line for each indicator and year that another region has a figure of; None where there is none."""
    given = {
        (row["indicator_id"], row["year"], row["county_code"]): row
        for row in material["other_regions"]
        if row["indicator_id"] in BY_ID
    }
    if not given:
        return None
    others = sorted({county for _, _, county in given})
    rows = tuple(
        (
            Cell(line(BY_ID[indicator_id]).title),
            Cell(str(year)),
            line(BY_ID[indicator_id]).cell(material.figures, year),
            *(_given(given.get((indicator_id, year, county))) for county in others),
        )
        for indicator_id, year in dict.fromkeys((indicator_id, year) for indicator_id, year, _ in given)
    )
    regions = (
        Column(region, Align.END) for region in (programme.region, *(counties()[each].region for each in others))
    )
    sources = "; ".join(dict.fromkeys(str(row["source"]) for row in given.values()))
    columns = (Column("Nyckeltal"), Column("År"), *regions)
    return Table("andra_regioner", "Hela länet, bredvid andra regioner", columns, rows, note=f"Källor: {sources}.")


def _given(row: Row | None) -> Cell:
    """A figure that was given, worded as the region's own."""
    if row is None:
        return Cell(UNKNOWN)
    return Cell(in_unit(row["value"], BY_ID[row["indicator_id"]]), row["value"])
