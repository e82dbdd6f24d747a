"""Delivered files: Q01."""

from collections import Counter

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.registers import DATED_BY, Registers, Row, year_of


def years_of_file(registers: Registers, file: Row) -> list[int]:
    """The year that most of its rows are dated in, of as many the later; without any, every year that has begun."""
    if file.register in DATED_BY:
        years = Counter(
            year_of(file.register, row) for row in registers[file.register] if row.source_file == file.source_file
        )
        if years:
            return [max(years, key=lambda year: (years[year], year))]
    return registers.begun


def rows_read(registers: Registers, year: int) -> Parts:
    for file in registers.files:
        alike = file.rows_read - file.rows_accepted - file.rows_quarantined
        outcomes = {
            "Godtagna": file.rows_accepted,
            "I karantän": file.rows_quarantined,
            "Likadana, räknade en gång": alike,
        }
        if year in years_of_file(registers, file):
            for outcome, rows in outcomes.items():
                yield Part(rows, {"register": file.register, "row_outcome": outcome})


DEFINITIONS = (Definition("Q01", (), rows_read, by=("register", "row_outcome", "register+row_outcome")),)
