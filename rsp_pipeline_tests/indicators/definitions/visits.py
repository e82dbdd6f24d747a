"""Företagsbesök: S18–S21."""

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.outlets import outlet_of, supported_in
from rsp_pipeline_tests.indicators.definitions.registers import Registers, Row

VISITS = ("visits",)


def visits_in(registers: Registers, year: int) -> list[Row]:
    return [visit for visit in registers.of_year("visits", year) if visit.form == "Fysiskt"]


def is_together(visit: Row) -> bool:
    return len(visit.participants.split(", ")) >= 2


def visits(registers: Registers, year: int) -> Parts:
    return (Part(1, {"municipality": visit.municipality_code}) for visit in visits_in(registers, year))


def together(registers: Registers, year: int) -> Parts:
    return (Part(1) for _ in filter(is_together, visits_in(registers, year)))


def together_of_visits(registers: Registers, year: int) -> Parts:
    return (Part(int(is_together(visit)), denominator=1) for visit in visits_in(registers, year))


def at_a_distance(registers: Registers, year: int) -> Parts:
    for visit in registers.of_year("visits", year):
        if visit.form != "Fysiskt":
            yield Part(1, {"municipality": visit.municipality_code})


def visited_of_supported(registers: Registers, year: int) -> Parts:
    visited = set()
    for visit in (*visits_in(registers, year - 1), *visits_in(registers, year)):
        if outlet := outlet_of(registers, visit):
            visited.add(outlet.outlet_id)
    for outlet in supported_in(registers, year):
        is_visited = outlet.outlet_id in visited
        yield Part(int(is_visited), {"municipality": outlet.municipality_code}, denominator=1)


DEFINITIONS = (
    Definition("S18", VISITS, visits, by=("municipality",)),
    Definition("S19", VISITS, together),
    Definition("S19A", VISITS, together_of_visits, times=100),
    Definition("S20", VISITS, at_a_distance, by=("municipality",)),
    Definition(
        "S21", ("grants", "visits", "outlets"), visited_of_supported, by=("municipality",), years_before=1, times=100
    ),
)
