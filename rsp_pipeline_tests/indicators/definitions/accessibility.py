"""Tillgänglighet: M14–M17."""

from collections.abc import Iterator
from decimal import Decimal
from math import isqrt

from rsp_pipeline.programme import extents
from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts, in_the_middle
from rsp_pipeline_tests.indicators.definitions.inhabitants import inhabitants
from rsp_pipeline_tests.indicators.definitions.outlets import MUNICIPALITY_AND, OUTLETS, open_in
from rsp_pipeline_tests.indicators.definitions.registers import Registers, Row

SHOP, FUEL = "Dagligvarubutik", "Drivmedelsstation"
BY = MUNICIPALITY_AND["outlet_kind"]


def known_inhabitants(registers: Registers, year: int) -> Parts:
    return (told for told in inhabitants(registers, year) if told.value is not None)


def shops(registers: Registers, year: int) -> Parts:
    """The shops of each municipality; not known where its inhabitants are not."""
    open_shops = [outlet.municipality_code for outlet in open_in(registers, year) if outlet.kind == SHOP]
    for told in inhabitants(registers, year):
        code = told.members["municipality"]
        yield Part(None if told.value is None else open_shops.count(str(code)), {"municipality": code})


def as_the_crow_flies(registers: Registers, year: int) -> Parts:
    placed = [outlet for outlet in open_in(registers, year) if lies_in_its_municipality(outlet)]
    for outlet in placed:
        others = [other for other in placed if other.kind == outlet.kind and other is not outlet]
        if outlet.kind in (SHOP, FUEL) and others:
            nearest = min(metres(outlet, other) for other in others)
            yield Part(Decimal(nearest) / 1000, members(outlet))


def lies_in_its_municipality(outlet: Row) -> bool:
    if outlet.east is None or outlet.north is None:
        return False
    around = extents()[outlet.municipality_code]
    return (
        around.west_km <= Decimal(outlet.east) / 1000 <= around.east_km
        and around.south_km <= Decimal(outlet.north) / 1000 <= around.north_km
    )


def metres(one: Row, other: Row) -> int:
    """The distance to the nearest whole metre."""
    squared: int = (one.east - other.east) ** 2 + (one.north - other.north) ** 2
    below = isqrt(squared)
    return below + (squared > below * (below + 1))


def members(outlet: Row) -> dict[str, str | None]:
    return {"municipality": outlet.municipality_code, "outlet_kind": outlet.kind}


def by_road(registers: Registers, year: int) -> Iterator[tuple[Row, Decimal]]:
    for outlet in open_in(registers, year):
        km = {SHOP: outlet.shop_road_km, FUEL: outlet.fuel_road_km}.get(outlet.kind)
        if km is not None:
            yield outlet, km


def roads(registers: Registers, year: int) -> Parts:
    return (Part(km, members(outlet)) for outlet, km in by_road(registers, year))


def far_by_road(registers: Registers, year: int) -> Parts:
    return (Part(int(km > 20), members(outlet), denominator=1) for outlet, km in by_road(registers, year))


DEFINITIONS = (
    Definition("M14", ("outlets", "population"), known_inhabitants, by=("municipality",), times=1, out_of=shops),
    Definition("M15", OUTLETS, as_the_crow_flies, by=BY, reckoned=in_the_middle),
    Definition("M16", OUTLETS, roads, by=BY, reckoned=in_the_middle),
    Definition("M17", OUTLETS, far_by_road, by=BY, times=100),
)
