"""The accepted rows of the registers, as the tables hold them right after reading: all that the definitions see."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import SimpleNamespace

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline_tests.indicators.definitions.cases import Case
from rsp_pipeline_tests.sessions import Session

Row = SimpleNamespace
YEARS = range(2023, 2031)
DATED_BY = {register.name: register.dated_by for register in REGISTERS if register.dated_by}


@dataclass(frozen=True, eq=False)
class Registers:
    """Every register's rows by its name, the delivered files, and the programme as it is today."""

    rows: Mapping[str, list[Row]]
    files: list[Row]
    municipalities: list[str]
    today: date

    def __getitem__(self, register: str) -> list[Row]:
        return self.rows[register]

    @property
    def begun(self) -> list[int]:
        """The programme's years that have begun."""
        return [year for year in YEARS if year <= self.today.year]

    def has_ended(self, year: int) -> bool:
        return year < self.today.year

    def years_of(self, register: str) -> set[int]:
        """The years delivered: those its rows are dated in, or, of a state, every year that has begun."""
        if register in DATED_BY:
            return {year for row in self[register] if (year := year_of(register, row))}
        return set(self.begun) if self[register] else set()

    def of_year(self, register: str, year: int) -> list[Row]:
        """The rows of a dated register that belong to a year."""
        return [row for row in self[register] if year_of(register, row) == year]

    @cached_property
    def cases(self) -> list[Case]:
        """The cases that have ever been approved."""
        decisions = defaultdict(list)
        for row in self["grants"]:
            decisions[row.case_id].append(row)
        cases = (Case(sorted(own, key=lambda row: (row.decided_on, row.decision_no))) for own in decisions.values())
        return [case for case in cases if case.is_known]

    def decided_in(self, year: int, form: str | None = None) -> list[Case]:
        """*Årets beslutade stöd*, of one form or of all."""
        return [case for case in self.cases if case.year == year and form in (None, case.first.grant_form)]

    def parameter(self, name: str, day: date) -> object:
        """What a dated parameter was on a day, or None."""
        of_day = (
            row
            for row in self["rule_parameters"]
            if row.parameter == name and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        )
        latest = max(of_day, key=lambda row: row.valid_from, default=None)
        return latest and latest.value

    def latest(self, name: str, day: date) -> object:
        """What a rate was on a day: the last known by then, or None."""
        known = (row for row in self["rule_parameters"] if row.parameter == name and row.valid_from <= day)
        latest = max(known, key=lambda row: row.valid_from, default=None)
        return latest and latest.value


def year_of(register: str, row: Row) -> int:
    """The year that a row of a dated register belongs to."""
    dated = getattr(row, DATED_BY[register])
    return dated.year if isinstance(dated, date) else int(dated)


def registers_in(session: Session, today: date) -> Registers:
    """The registers as a session's tables of schema core hold them."""

    def rows(table: str) -> list[Row]:
        return [Row(**row) for row in session.sql(f"FROM {table}").to_arrow_table().to_pylist()]

    return Registers(
        rows={register.name: rows(f"core.{register.name}") for register in REGISTERS},
        files=rows("quality.source_file"),
        municipalities=[row.municipality_code for row in rows("core.municipalities")],
        today=today,
    )
