"""Kommunala serviceplaner: O01–O03 and O05."""

from datetime import date

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.outlets import folded
from rsp_pipeline_tests.indicators.definitions.registers import Registers, Row

PLANS = ("service_plans",)
BEING_DRAWN_UP = ("På remiss", "Under framtagande")


def last_day_of(plan: Row) -> date | None:
    """The last day the plan is valid, its extension included; None when it has none."""
    return max((day for day in (plan.valid_to, plan.extended_to) if day), default=None)


def has_begun(plan: Row, day: date) -> bool:
    """Adopted, and in effect if it says from when."""
    return plan.adopted_on is not None and max(plan.adopted_on, plan.valid_from or plan.adopted_on) <= day


def is_valid(plan: Row, day: date) -> bool:
    return has_begun(plan, day) and day <= (last_day_of(plan) or day)


def status_on(plan: Row, day: date) -> str:
    """The status of a valid plan."""
    if plan.valid_to and plan.valid_to < day:
        return "Förlängd"
    return "Under revidering" if plan.status == "Under revidering" else "Antagen"


def plans_of(registers: Registers, code: str) -> list[Row]:
    """The municipality's plans, the one adopted last first and of several from one day the first in the register."""
    plans = [plan for plan in registers["service_plans"] if plan.municipality_code == code]
    in_order = sorted(plans, key=lambda plan: plan.record_id)
    return sorted(in_order, key=lambda plan: plan.adopted_on or date.min, reverse=True)


def valid_plan(registers: Registers, code: str, year: int) -> Row | None:
    """The municipality's valid plan on 31 December."""
    valid = (plan for plan in plans_of(registers, code) if is_valid(plan, date(year, 12, 31)))
    return next(valid, None)


def plan_status(registers: Registers, code: str, year: int) -> str:
    """The status of the municipality's plan: the valid one, else the one being drawn up, else the one that ran out."""
    day = date(year, 12, 31)
    if plan := valid_plan(registers, code, year):
        return status_on(plan, day)
    plans = plans_of(registers, code)
    drawn_up = {plan.status for plan in plans if plan.adopted_on is None}
    for status in BEING_DRAWN_UP:
        if status in drawn_up:
            return status
    return "Utgången" if any(has_begun(plan, day) for plan in plans) else "Saknas"


def with_valid_plan(registers: Registers, year: int) -> Parts:
    for code in registers.municipalities:
        if valid_plan(registers, code, year):
            yield Part(1)


def municipalities(registers: Registers, year: int) -> Parts:  # noqa: ARG001
    return (Part(1) for _ in registers.municipalities)


def by_status(registers: Registers, year: int) -> Parts:
    for code in {plan.municipality_code for plan in registers["service_plans"]}:
        yield Part(1, {"municipality": code, "plan_status": plan_status(registers, code, year)})


def running_out(registers: Registers, year: int) -> Parts:
    for code in registers.municipalities:
        plan = valid_plan(registers, code, year)
        last_day = plan and last_day_of(plan)
        if last_day and last_day <= date(year + 1, 12, 31):
            yield Part(1)


def granted_to_prioritised_places(registers: Registers, year: int) -> Parts:
    prioritised = set()
    for code in registers.municipalities:
        plan = valid_plan(registers, code, year)
        for place in registers["service_plan_places"]:
            if plan and place.plan_id == plan.plan_id and place.is_prioritised:
                prioritised.add((code, folded(place.locality)))
    for case in registers.decided_in(year):
        is_prioritised = (case.first.municipality_code, folded(case.first.locality)) in prioritised
        yield Part(case.granted if is_prioritised else 0, case.members, denominator=case.granted)


DEFINITIONS = (
    Definition("O01", PLANS, with_valid_plan, out_of=municipalities),
    Definition("O01A", PLANS, with_valid_plan, out_of=municipalities, times=100),
    Definition("O02", PLANS, by_status, by=("municipality", "plan_status", "municipality+plan_status")),
    Definition("O03", PLANS, running_out),
    Definition(
        "O05",
        ("grants", "service_plans", "service_plan_places"),
        granted_to_prioritised_places,
        by=("municipality",),
        times=100,
    ),
)
