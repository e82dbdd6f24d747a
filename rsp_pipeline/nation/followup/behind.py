"""What stands behind a figure of the nation: the figure of each region, whose own follow-up leads on to the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rsp_pipeline.followup.document import Cell, Source
from rsp_pipeline.followup.documents.edition import Ground
from rsp_pipeline.followup.documents.origins import anchor
from rsp_pipeline.followup.figures import Worded
from rsp_pipeline.followup.over_years import in_unit
from rsp_pipeline.indicators.engine import UNKNOWN
from rsp_pipeline.lineage.figures import title_of
from rsp_pipeline.nation.followup.material import COUNTY, UNTOLD, Material, Row
from rsp_pipeline.swedish import number

REGIONS = Ground(
    name="regionernas siffror",
    sheet="Regionernas siffror",
    each="regionernas siffror bakom den",
    about="För varje siffra om hela landet visas den siffra som varje region har publicerat. Regionens namn leder till "
    "dess egen uppföljning, och där går siffran att följa till fil, blad och rad.",
    caption="Regionernas siffror bakom varje siffra om hela landet",
    columns=("Region", "Siffra", "Täljare", "Nämnare", "Status"),
    nothing="Ingen region har en sådan siffra.",
    made_of="regionernas publicerade uppföljningar",
)


@dataclass(frozen=True)
class RegionsBehind:
    """The regions' figures behind one of the nation's, a line for each region."""

    source: Source
    lines: tuple[tuple[Cell, ...], ...]
    rest: str = ""
    command: str = ""

    @property
    def wording(self) -> str:
        """The figure in words."""
        of = ", ".join(f"{title_of(member.dimension).lower()} {member.name}" for member in self.source.members)
        indicator = self.source.indicator
        return f"{indicator.id} {indicator.title} {self.source.year}, {of or 'hela landet'}"

    @property
    def anchor(self) -> str:
        """What a link to it names."""
        return anchor(self.source)


def behind(material: Material, sources: Iterable[Source]) -> tuple[RegionsBehind, ...]:
    """What stands behind each of some figures that is the nation's; a region's own stands in its own follow-up."""
    return tuple(
        RegionsBehind(source, tuple(_line(material, source, county) for county in material["counties"]))
        for source in sources
        if COUNTY not in {member.dimension for member in source.members}
    )


def _line(material: Material, source: Source, county: Row) -> tuple[Cell, ...]:
    row = material.row(source.indicator, COUNTY.at(county["county_code"]), *source.members, year=source.year)
    page = material.pages.get(county["county_code"]) if source.year == material.year else None
    status = str(row.get("status", UNKNOWN))
    told = row if status not in UNTOLD else {}
    return (
        Cell(county["region"], href=page.at(anchor(source)) if page else ""),
        _part(told, "value", lambda value: in_unit(value, source.indicator)),
        *(_part(told, part, number) for part in ("numerator", "denominator")),
        Cell(status),
    )


def _part(row: Row, part: str, worded: Worded) -> Cell:
    value = row.get(part)
    return Cell("–") if value is None else Cell(worded(value), value)
