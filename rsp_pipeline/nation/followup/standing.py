"""Which regions the nation's figures rest on: how each stands, in sentences and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rsp_pipeline.followup.document import Block, Bullets, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.action_plan import P01
from rsp_pipeline.indicators.engine import UNKNOWN
from rsp_pipeline.indicators.grants import S01
from rsp_pipeline.indicators.outlets import M05
from rsp_pipeline.indicators.payments import S04
from rsp_pipeline.indicators.service_plans import O01
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.nation.followup.material import Material, Row
from rsp_pipeline.nation.followup.tables import with_symbol
from rsp_pipeline.nation.tables import EARLIER, ORDER, TONIGHT
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.swedish import NO_BREAK_SPACE, enumeration, long_date, sentence

KNOWN = f"✔{NO_BREAK_SPACE}finns"
DELIVERED: dict[str, Indicator] = {
    "Stöd": S01,
    "Utbetalningar": S04,
    "Besök": S18,
    "Serviceplaner": O01,
    "Serviceställen": M05,
    "Handlingsplan": P01,
}
"""What a region may tell of a year, each by a figure that is known when it does."""
MOST_NAMED = 6


def in_short(material: Material) -> str:
    """How many regions published tonight, for the head of a page: 19 av 21 publicerade i natt."""
    tonight = sum(row["verdict"] == TONIGHT for row in material["regions"])
    return f"{tonight} av {material.n_regions} publicerade i natt"


def told(material: Material) -> tuple[Block, ...]:
    """On how many regions all of it rests, and which are not of tonight, since when and why."""
    tonight = [row for row in material["regions"] if row["verdict"] == TONIGHT]
    others = [row for row in _in_order(material["regions"]) if row["verdict"] != TONIGHT]
    how_many = material.of_all(len(tonight)) if tonight else "ingen region"
    blocks: list[Block] = [Paragraph((sentence(f"{how_many} publicerades i natt"),))]
    if others:
        blocks.append(Bullets(tuple(_why(row) for row in others)))
    if without := _without(material):
        blocks.append(Paragraph((without,)))
    return tuple(blocks)


def _why(row: Row) -> Spans:
    """Since when and why a region is not of tonight."""
    day = long_date(row["data_date"]) if row["data_date"] else ""
    if row["verdict"] == EARLIER:
        said = f"{row['region']}: siffrorna är från en tidigare natt och gäller {day}."
    else:
        last = f" Senast gällde dess siffror {day}." if day else " Regionen har aldrig publicerat."
        said = f"{row['region']}: {UNKNOWN}, och inga siffror är med.{last}"
    return (f"{said} {row['why'] or ''}".strip(),)


def _without(material: Material) -> str:
    """The counties of the country that have no region here."""
    here = {row["county_code"] for row in material["regions"]} & set(counties())
    missing = [each.county for code, each in counties().items() if code not in here]
    if not missing:
        return ""
    if len(missing) > MOST_NAMED:
        return f"{len(here)} av landets {len(counties())} län har en programfil här. De andra räknas inte med."
    return f"{enumeration(missing)} har ingen programfil här och räknas inte med."


def regions(material: Material, pages: Mapping[str, str]) -> Table:
    """Every region, those that are not of tonight first: how it stands, which day its figures are of, and why.

    `pages` are the regions' own, by their names; a region that has none is no link.
    """
    columns = (Column("Region"), Column("Läge"), Column("Siffrorna gäller"), Column("Varför"))
    rows = tuple(
        (
            Cell(row["region"], href=pages.get(row["name"], "")),
            Cell(with_symbol(row["verdict"])),
            Cell(row["data_date"].isoformat() if row["data_date"] else "–", row["data_date"]),
            Cell(row["why"] or "–"),
        )
        for row in _in_order(material["regions"])
    )
    return Table("regioner", "Regionerna, och hur färska siffrorna är", columns, rows)


def delivered(material: Material) -> Table:
    """What each region tells of the year."""
    known = {title: material.known(indicator) for title, indicator in DELIVERED.items()}
    rows = tuple(
        (
            material.named(row),
            *(Cell(KNOWN if row["county_code"] in some else UNKNOWN) for some in known.values()),
        )
        for row in material["counties"]
    )
    columns = (Column("Region"), *map(Column, DELIVERED))
    return Table("redovisat", f"Vad regionerna har redovisat för {material.year}", columns, rows)


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """The regions, those without figures first, then those of an earlier night."""
    return sorted(rows, key=lambda row: ORDER.index(row["verdict"]))
