"""Handlingsplanens insatser: P01 and P02."""

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.registers import Registers

ACTION_PLAN = ("action_plan",)


def efforts(registers: Registers, year: int) -> Parts:
    for effort in registers.of_year("action_plan", year):
        yield Part(1, {"priority_area": effort.priority_area, "effort_status": effort.status})


def reached_of_targets(registers: Registers, year: int) -> Parts:
    for effort in registers.of_year("action_plan", year):
        if effort.target_value is not None:
            is_reached = effort.outcome_value is not None and effort.outcome_value >= effort.target_value
            yield Part(int(is_reached), {"priority_area": effort.priority_area}, denominator=1)


DEFINITIONS = (
    Definition("P01", ACTION_PLAN, efforts, by=("priority_area", "effort_status", "priority_area+effort_status")),
    Definition("P02", ACTION_PLAN, reached_of_targets, by=("priority_area",), times=100),
)
