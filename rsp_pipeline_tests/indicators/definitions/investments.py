"""Årets beslutade investeringsbidrag: S13, S13K, S14 and S14K."""

from rsp_pipeline_tests.indicators.definitions.cases import INVESTMENT
from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.grants import GRANTS
from rsp_pipeline_tests.indicators.definitions.registers import Registers


def eligible_cost(registers: Registers, year: int) -> Parts:
    for case in registers.decided_in(year, INVESTMENT):
        if case.first.eligible_cost_sek is not None:
            yield Part(case.first.eligible_cost_sek, case.members)


def granted(registers: Registers, year: int) -> Parts:
    return (Part(case.granted, case.members) for case in registers.decided_in(year, INVESTMENT))


def environmental(registers: Registers, year: int) -> Parts:
    for case in registers.decided_in(year, INVESTMENT):
        if case.first.is_environmental:
            yield Part(1, case.members)


def granted_to_environmental(registers: Registers, year: int) -> Parts:
    for case in registers.decided_in(year, INVESTMENT):
        if case.first.is_environmental:
            yield Part(case.granted, case.members)


DEFINITIONS = (
    Definition("S13", GRANTS, eligible_cost, by=("municipality", "investment_kind")),
    Definition("S13K", GRANTS, granted, by=("municipality", "investment_kind")),
    Definition("S14", GRANTS, environmental, by=("municipality",)),
    Definition("S14K", GRANTS, granted_to_environmental, by=("municipality",)),
)
