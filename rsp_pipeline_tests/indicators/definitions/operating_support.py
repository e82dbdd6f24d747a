"""Särskilt driftstöd at its ceiling, and together with servicebidrag: S15 and S16."""

from rsp_pipeline_tests.indicators.definitions.cases import OPERATING, SERVICE
from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts, counted_once
from rsp_pipeline_tests.indicators.definitions.outlets import outlet_of
from rsp_pipeline_tests.indicators.definitions.registers import Registers


def at_the_ceiling(registers: Registers, year: int) -> Parts:
    """A shop counts once; a case whose shop is not known counts by its recipient."""
    for case in registers.decided_in(year, OPERATING):
        ceiling = registers.parameter("special_operating_aid_ceiling", case.first.decided_on)
        outlet = outlet_of(registers, case.first)
        entity = ("outlet", outlet.outlet_id) if outlet else ("recipient", case.first.recipient_org_no)
        if ceiling is None:
            yield Part(None, case.members)
        elif case.granted == ceiling:
            yield Part(1, case.members, entity=entity)


def combined(registers: Registers, year: int) -> Parts:
    service, operating = (
        {case.first.recipient_org_no for case in registers.decided_in(year, form)} for form in (SERVICE, OPERATING)
    )
    for case in registers.decided_in(year):
        if case.first.grant_form in (SERVICE, OPERATING) and case.first.recipient_org_no in service & operating:
            yield Part(1, case.members, entity=case.first.recipient_org_no)


DEFINITIONS = (
    Definition(
        "S15", ("grants", "outlets", "rule_parameters"), at_the_ceiling, by=("municipality",), reckoned=counted_once
    ),
    Definition("S16", ("grants",), combined, by=("municipality",), reckoned=counted_once),
)
