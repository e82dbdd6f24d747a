"""Årets beslutade stöd till hemsändning: M02–M04."""

from rsp_pipeline_tests.indicators.definitions.cases import HOME_DELIVERY
from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts, counted_once
from rsp_pipeline_tests.indicators.definitions.grants import GRANTS
from rsp_pipeline_tests.indicators.definitions.registers import Registers


def households(registers: Registers, year: int) -> Parts:
    for case in registers.decided_in(year, HOME_DELIVERY):
        if case.first.households is not None:
            yield Part(case.first.households, case.members)


def granted_per_delivery(registers: Registers, year: int) -> Parts:
    for case in registers.decided_in(year, HOME_DELIVERY):
        if case.first.deliveries is not None:
            yield Part(case.granted, case.members, denominator=case.first.deliveries)


def municipalities(registers: Registers, year: int) -> Parts:
    return (Part(1, entity=case.first.municipality_code) for case in registers.decided_in(year, HOME_DELIVERY))


DEFINITIONS = (
    Definition("M02", GRANTS, households, by=("municipality",)),
    Definition("M03", GRANTS, granted_per_delivery, by=("municipality",), times=1),
    Definition("M04", GRANTS, municipalities, reckoned=counted_once),
)
