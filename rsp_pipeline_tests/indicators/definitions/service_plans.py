"""Kommunala serviceplaner: O01–O03 and O05."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part
from rsp_pipeline_tests.indicators.definitions.registers import Registers, Row

PLANS = ("service_plans",)
BEING_DRAWN_UP = ("Under framtagande", "På remiss")


def last_day_of(plan: Row) -> date | None:
    """The last day the plan is valid, its extension included; None when it has none."""
    last_day: date | None = plan.extended_to or plan.valid_to
    return last_day


def is_adopted(plan: Row, day: date) -> bool:
    return plan.adopted_on is not None and plan.adopted_on <= day


def is_valid(plan: Row, day: date) -> bool:
    has_begun = plan.valid_from is None or plan.valid_from <= day
    last_day = last_day_of(plan)
    return is_adopted(plan, day) and has_begun and (last_day is None or day <= last_day)


def has_run_out(plan: Row, day: date) -> bool:
    last_day = last_day_of(plan)
    return is_adopted(plan, day) and last_day is not None and last_day < day


def status_on(plan: Row, day: date) -> str:
    """The status of a valid plan."""
    if plan.status == "Under revidering":
        return "Under revidering"
    return "Förlängd" if plan.valid_to and plan.valid_to < day else "Antagen"


def valid_plan(registers: Registers, code: str, year: int) -> Row | None:
    """The municipality's valid plan on 31 December: of several, the one adopted last."""
    day = date(year, 12, 31)
    valid = [plan for plan in registers["service_plans"] if plan.municipality_code == code and is_valid(plan, day)]
    return max(valid, key=lambda plan: plan.adopted_on, default=None)


def plan_status(registers: Registers, code: str, year: int) -> str:
    """The status of the municipality's plan: the valid one, else the one being drawn up, else the one that ran out."""
    day = date(year, 12, 31)
    if plan := valid_plan(registers, code, year):
        return status_on(plan, day)
    plans = [plan for plan in registers["service_plans"] if plan.municipality_code == code]
    for status in reversed(BEING_DRAWN_UP):
        if any(plan.status == status for plan in plans):
            return status
    return "Utgången" if any(has_run_out(plan, day) for plan in plans) else "Saknas"


def with_valid_plan(registers: Registers, year: int) -> Iterator[Part]:
    for code in registers.municipalities:
        if valid_plan(registers, code, year):
            yield Part(1)


def municipalities(registers: Registers, year: int) -> Iterator[Part]:  # noqa: ARG001
    for _ in registers.municipalities:
        yield Part(1)


def by_status(registers: Registers, year: int) -> Iterator[Part]:
    for code in registers.municipalities:
        yield Part(1, {"municipality": code, "plan_status": plan_status(registers, code, year)})


def running_out(registers: Registers, year: int) -> Iterator[Part]:
    for code in registers.municipalities:
        plan = valid_plan(registers, code, year)
        last_day = plan and last_day_of(plan)
        if last_day and last_day <= date(year + 1, 12, 31):
            yield Part(1)


def granted_to_prioritised_places(registers: Registers, year: int) -> Iterator[Part]:
    prioritised = set()
    for code in registers.municipalities:
        plan = valid_plan(registers, code, year)
        for place in registers["service_plan_places"]:
            if plan and place.plan_id == plan.plan_id and place.is_prioritised:
                prioritised.add((code, folded(place.locality)))
    for case in registers.decided_in(year):
        is_prioritised = (case.first.municipality_code, folded(case.first.locality)) in prioritised
        yield Part(case.granted if is_prioritised else 0, case.members, denominator=case.granted)


def folded(locality: str | None) -> str | None:
    return locality and locality.strip().lower()


DEFINITIONS = (
    Definition("O01", PLANS, with_valid_plan, out_of=municipalities),
    Definition("O01A", PLANS, with_valid_plan, is_ratio=True, out_of=municipalities, times=100),
    Definition("O02", PLANS, by_status, by=("municipality", "plan_status", "municipality+plan_status")),
    Definition("O03", PLANS, running_out),
    Definition(
        "O05",
        ("grants", "service_plans", "service_plan_places"),
        granted_to_prioritised_places,
        by=("municipality",),
        is_ratio=True,
        times=100,
    ),
)
