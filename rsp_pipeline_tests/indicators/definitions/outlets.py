"""Serviceställen: M05–M07, M09, M10, M12 and M13; and which outlet a case or a visit is about."""

from datetime import date

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts, counted_once
from rsp_pipeline_tests.indicators.definitions.registers import Registers, Row

OUTLETS = ("outlets",)
MUNICIPALITY_AND = {
    kind: ("municipality", kind, f"municipality+{kind}") for kind in ("outlet_kind", "outlet_change", "service")
}


def outlet_of(registers: Registers, row: Row) -> Row | None:
    """By its identity; told none, by its name where one outlet of the municipality alone is called so."""
    if row.outlet_id is not None:
        return next((outlet for outlet in registers["outlets"] if outlet.outlet_id == row.outlet_id), None)
    called_so = [
        outlet
        for outlet in registers["outlets"]
        if (outlet.municipality_code, folded(outlet.name)) == (row.municipality_code, folded(row.outlet_name))
    ]
    return called_so[0] if len(called_so) == 1 else None


def folded(name: str | None) -> str | None:
    """A name or a place as it is compared: without regard to capitals and surrounding space."""
    return name and name.strip().lower()


def supported_in(registers: Registers, year: int) -> list[Row]:
    """The outlets of the year's cases, each once."""
    supported = (outlet_of(registers, case.first) for case in registers.decided_in(year))
    return list({outlet.outlet_id: outlet for outlet in supported if outlet}.values())


def is_open_at_end_of(outlet: Row, year: int) -> bool:
    last_day = date(year, 12, 31)
    has_opened = outlet.opened_on is None or outlet.opened_on <= last_day
    has_closed = outlet.closed_on is not None and outlet.closed_on <= last_day
    return has_opened and not has_closed


def open_in(registers: Registers, year: int) -> list[Row]:
    return [outlet for outlet in registers["outlets"] if is_open_at_end_of(outlet, year)]


def open_of_kinds(registers: Registers, year: int, *kinds: str) -> Parts:
    for outlet in open_in(registers, year):
        if outlet.kind in kinds:
            yield Part(1, {"municipality": outlet.municipality_code, "outlet_kind": outlet.kind})


def shops_and_fuel(registers: Registers, year: int) -> Parts:
    return open_of_kinds(registers, year, "Dagligvarubutik", "Drivmedelsstation")


def safety_points(registers: Registers, year: int) -> Parts:
    return open_of_kinds(registers, year, "SOT-punkt")


def service_points(registers: Registers, year: int) -> Parts:
    return open_of_kinds(registers, year, "Servicepunkt")


def opened_and_closed(registers: Registers, year: int) -> Parts:
    for outlet in registers["outlets"]:
        for day, change in ((outlet.opened_on, "Öppnat"), (outlet.closed_on, "Nedlagt")):
            if day and day.year == year:
                yield Part(1, {"municipality": outlet.municipality_code, "outlet_change": change})


def kept_of_supported(registers: Registers, year: int) -> Parts:
    for outlet in supported_in(registers, year - 3):
        is_open = is_open_at_end_of(outlet, year)
        yield Part(int(is_open), {"municipality": outlet.municipality_code}, denominator=1)


def open_and_supported(registers: Registers, year: int) -> Parts:
    """Those still open of the outlets with a case of the year or of any year before it."""
    of_cases = (outlet_of(registers, case.first) for case in registers.cases if case.year <= year)
    supported = {outlet.outlet_id for outlet in of_cases if outlet}
    for outlet in open_in(registers, year):
        if outlet.outlet_id in supported:
            yield Part(1, {"municipality": outlet.municipality_code})


def places_with_agents(registers: Registers, year: int) -> Parts:
    for outlet in open_in(registers, year):
        if outlet.locality and outlet.agent_services:
            place = (outlet.municipality_code, folded(outlet.locality))
            for service in outlet.agent_services.split(", "):
                yield Part(1, {"municipality": outlet.municipality_code, "service": service}, entity=place)


DEFINITIONS = (
    Definition("M05", OUTLETS, shops_and_fuel, by=MUNICIPALITY_AND["outlet_kind"]),
    Definition("M06", OUTLETS, opened_and_closed, by=MUNICIPALITY_AND["outlet_change"]),
    Definition("M07", ("grants", "outlets"), kept_of_supported, by=("municipality",), years_before=3, times=100),
    Definition("M09", OUTLETS, safety_points, by=("municipality",)),
    Definition("M10", OUTLETS, places_with_agents, by=MUNICIPALITY_AND["service"], reckoned=counted_once),
    Definition("M12", OUTLETS, service_points, by=("municipality",)),
    Definition("M13", ("grants", "outlets"), open_and_supported, by=("municipality",)),
)
