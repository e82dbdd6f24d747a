"""Stöd av mindre betydelse: S17."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts, rounded
from rsp_pipeline_tests.indicators.definitions.registers import Registers

CEILING_OF = {
    "(EU) 2023/2831": "de_minimis_tak_eur",
    "(EU) 1407/2013": "de_minimis_tak_eur",
    "(EU) 2023/2832": "de_minimis_tak_sgei_eur",
    "(EU) 360/2012": "de_minimis_tak_sgei_eur",
}


def used_of_ceilings(registers: Registers, year: int) -> Parts:
    """Three years' aid in euro; each recipient's ceiling of each kind is counted once, with its first case."""
    counted = set()
    for case in registers.cases:
        ceiling = CEILING_OF.get(case.first.state_aid_basis)
        if ceiling and year - 2 <= case.year <= year:
            own = (case.first.recipient_org_no, ceiling)
            at_the_end = registers.parameter(ceiling, date(year, 12, 31))
            yield Part(in_euro(registers, case), denominator=0 if own in counted else at_the_end)
            counted.add(own)


def in_euro(registers: Registers, case: Any) -> Decimal | None:
    """At the rate of the day of the first approval, or the last before it, to the cent; None where none is known."""
    rate: Any = registers.latest("eurokurs", case.first.decided_on)
    return None if rate is None else rounded(Fraction(case.granted) / Fraction(rate), 2)


DEFINITIONS = (Definition("S17", ("grants", "rule_parameters"), used_of_ceilings, years_before=2, times=100),)
