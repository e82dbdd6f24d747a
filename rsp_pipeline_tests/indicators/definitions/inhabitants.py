"""Stöd per invånare: M01."""

from datetime import date

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.grants import granted
from rsp_pipeline_tests.indicators.definitions.registers import Registers


def inhabitants(registers: Registers, year: int) -> Parts:
    """Each municipality's population on 31 December, or None."""
    last_day = date(year, 12, 31)
    counted = {row.municipality_code: row.population for row in registers["population"] if row.counted_on == last_day}
    for code in registers.municipalities:
        yield Part(counted.get(code), {"municipality": code})


DEFINITIONS = (Definition("M01", ("grants", "population"), granted, by=("municipality",), times=1, out_of=inhabitants),)
