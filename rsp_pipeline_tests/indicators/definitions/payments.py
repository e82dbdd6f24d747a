"""What was paid out and came back: S04–S07."""

from collections.abc import Iterator
from decimal import Decimal

from rsp_pipeline_tests.indicators.definitions.cases import Case
from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.registers import YEARS, Registers, Row

PAID_OUT, CAME_BACK = ("Utbetalning", "Förskott"), ("Återföring", "Återkrav", "Kvittning")
FORM_AND_DECISION_YEAR = ("grant_form", "decision_year", "grant_form+decision_year")
NO_CASE: dict[str, str | None] = dict.fromkeys(("municipality", "grant_form", "decision_year"))
GRANTS_AND_PAYMENTS = ("grants", "payments")


def net(payment: Row) -> Decimal:
    """Money out is positive, money back negative, whichever sign it was written with."""
    amount: Decimal = payment.amount_sek
    return amount if payment.kind in PAID_OUT else -abs(amount)


def of_cases(registers: Registers, year: int) -> Iterator[tuple[Row, dict[str, str | None]]]:
    """The year's payments and where their cases belong."""
    cases = {case.id: case.members for case in registers.cases}
    for payment in registers.of_year("payments", year):
        yield payment, cases.get(payment.case_id, NO_CASE)


def is_known(register: str, registers: Registers, case: Case, year: int) -> bool:
    """Whether a register is delivered for each of the programme's years from the case's first approval."""
    return registers.years_of(register).issuperset(each for each in YEARS if case.year <= each <= year)


def granted_at_end_of(registers: Registers, case: Case, year: int) -> Decimal | None:
    return case.granted_at_end_of(year) if is_known("grants", registers, case, year) else None


def paid_until(registers: Registers, case: Case, year: int) -> list[Row] | None:
    """The case's payments up to 31 December."""
    if not is_known("payments", registers, case, year):
        return None
    return [row for row in registers["payments"] if row.case_id == case.id and row.paid_on.year <= year]


def paid(registers: Registers, year: int) -> Parts:
    return (Part(net(payment), members) for payment, members in of_cases(registers, year))


def paid_of_granted(registers: Registers, year: int) -> Parts:
    for case in registers.cases:
        if case.year <= year:
            payments = paid_until(registers, case, year)
            so_far = None if payments is None else sum(map(net, payments))
            yield Part(so_far, case.members, denominator=granted_at_end_of(registers, case, year))


def remaining(registers: Registers, year: int) -> Parts:
    for case in registers.cases:
        if case.year <= year:
            remains = remaining_of(registers, case, year)
            if remains is None or remains > 0:
                yield Part(remains, case.members)


def remaining_of(registers: Registers, case: Case, year: int) -> Decimal | None:
    granted, payments = granted_at_end_of(registers, case, year), paid_until(registers, case, year)
    if granted is None or payments is None:
        return None
    paid_out: Decimal = sum((row.amount_sek for row in payments if row.kind in PAID_OUT), Decimal(0))
    return granted - paid_out


def came_back(registers: Registers, year: int) -> Parts:
    for payment, members in of_cases(registers, year):
        if payment.kind in CAME_BACK:
            yield Part(abs(payment.amount_sek), members)


DEFINITIONS = (
    Definition("S04", ("payments",), paid, by=(*FORM_AND_DECISION_YEAR, "municipality")),
    Definition("S05", GRANTS_AND_PAYMENTS, paid_of_granted, by=FORM_AND_DECISION_YEAR, times=100),
    Definition("S06", GRANTS_AND_PAYMENTS, remaining, by=("grant_form",)),
    Definition("S07", ("payments",), came_back, by=("grant_form",)),
)
