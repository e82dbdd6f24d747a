"""Årets beslutade stöd: S01–S03 and S08–S12."""

from collections.abc import Iterable
from itertools import pairwise

from rsp_pipeline_tests.indicators.definitions.cases import APPROVED, sets_the_amount
from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts, counted_once, in_the_middle
from rsp_pipeline_tests.indicators.definitions.registers import Registers, Row

MUNICIPALITY_AND_FORM = ("municipality", "grant_form", "municipality+grant_form")
GRANTS = ("grants",)


def first_decisions(registers: Registers, year: int, *outcomes: str) -> Iterable[Row]:
    """The year's first *grundbeslut* of each case with one of some outcomes."""
    first: dict[str, Row] = {}
    for row in sorted(registers.of_year("grants", year), key=lambda row: (row.decided_on, row.decision_no)):
        if row.decision_type == "Grundbeslut" and row.outcome in outcomes:
            first.setdefault(row.case_id, row)
    return first.values()


def decided(registers: Registers, year: int) -> Parts:
    return (Part(1, case.members) for case in registers.decided_in(year))


def granted(registers: Registers, year: int) -> Parts:
    return (Part(case.granted, case.members) for case in registers.decided_in(year))


def changed(registers: Registers, year: int) -> Parts:
    """The new total of each later decision less the one before it, in cases of earlier years."""
    for case in registers.cases:
        setting = [decision for decision in case.decisions if sets_the_amount(decision)]
        for before, after in pairwise(setting):
            change = after.granted_sek - before.granted_sek
            if case.year < year == after.decided_on.year and change:
                yield Part(change, case.members)


def approved_of_settled(registers: Registers, year: int) -> Parts:
    """Approved cases, out of those and the ones rejected in the year and not approved when it ended."""
    for case in registers.decided_in(year):
        yield Part(1, case.members, denominator=1)
    approved = {case.id for case in registers.cases if case.year <= year}
    for row in first_decisions(registers, year, "Avslag"):
        if row.case_id not in approved:
            yield Part(0, {"grant_form": row.grant_form}, denominator=1)


def recipients(registers: Registers, year: int) -> Parts:
    return (Part(1, case.members, entity=case.first.recipient_org_no) for case in registers.decided_in(year))


def new_recipients(registers: Registers, year: int) -> Parts:
    years_before = (year - 1, year - 2, year - 3)
    earlier = {case.first.recipient_org_no for case in registers.cases if case.year in years_before}
    for case in registers.decided_in(year):
        if case.first.recipient_org_no not in earlier:
            yield Part(1, case.members, entity=case.first.recipient_org_no)


def days_to_decision(registers: Registers, year: int) -> Parts:
    """Of the year's first *grundbeslut* of each case that approves or rejects."""
    for row in first_decisions(registers, year, *APPROVED, "Avslag"):
        if row.received_on:
            yield Part((row.decided_on - row.received_on).days, {"grant_form": row.grant_form})


DEFINITIONS = (
    Definition("S01", GRANTS, decided, by=MUNICIPALITY_AND_FORM),
    Definition("S02", GRANTS, granted, by=(*MUNICIPALITY_AND_FORM, "funding_source")),
    Definition("S03", GRANTS, changed, by=("grant_form",), years_before=1),
    Definition("S08", GRANTS, approved_of_settled, by=("grant_form",), times=100),
    Definition("S09", GRANTS, granted, by=("grant_form",), reckoned=in_the_middle),
    Definition("S10", GRANTS, recipients, by=MUNICIPALITY_AND_FORM, reckoned=counted_once),
    Definition("S11", GRANTS, new_recipients, by=("grant_form",), reckoned=counted_once, years_before=3),
    Definition("S12", GRANTS, days_to_decision, by=("grant_form",), reckoned=in_the_middle),
)
