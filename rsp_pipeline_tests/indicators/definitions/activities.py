"""Genomförda aktiviteter: M11, O04 and O06."""

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts, counted_once
from rsp_pipeline_tests.indicators.definitions.registers import Registers, Row

ACTIVITIES = ("activities",)
COUNTED = ("Yttrande", "Dialog", "Kampanj", "Invigning", "Informationsinsats")


def performed_in(registers: Registers, year: int, *kinds: str) -> list[Row]:
    return [row for row in registers.of_year("activities", year) if row.kind in kinds]


def activities(registers: Registers, year: int) -> Parts:
    for activity in performed_in(registers, year, *COUNTED):
        yield Part(1, {"municipality": activity.municipality_code, "activity_kind": activity.kind})


def municipalities_with_process_support(registers: Registers, year: int) -> Parts:
    for activity in performed_in(registers, year, "Processtöd"):
        if activity.municipality_code:
            yield Part(1, entity=activity.municipality_code)


def meetings(registers: Registers, year: int) -> Parts:
    return (Part(1) for _ in performed_in(registers, year, "Samverkansmöte"))


DEFINITIONS = (
    Definition("M11", ACTIVITIES, activities, by=("municipality", "activity_kind", "municipality+activity_kind")),
    Definition("O04", ACTIVITIES, municipalities_with_process_support, reckoned=counted_once),
    Definition("O06", ACTIVITIES, meetings),
)
