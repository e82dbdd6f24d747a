"""Which years each register was delivered for: what tells a known zero from an unknown."""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.kinds import Whole
from rsp_pipeline.store.schema import Field, Table


def year_of(register: Register) -> str:
    """The SQL expression of the year that a row of a dated register belongs to."""
    is_year = isinstance(register.column(register.dated_by).kind, Whole)
    return register.dated_by if is_year else f"year({register.dated_by})"


def _years_of(register: Register) -> str:
    if register.dated_by:
        return f"""
            SELECT DISTINCT '{register.name}' AS register, {year_of(register)} AS year
            FROM {register.table.full_name}"""
    return f"""
            SELECT '{register.name}' AS register, year
            FROM core.programme_years
            WHERE has_begun AND EXISTS (FROM {register.table.full_name})"""


DELIVERED_YEARS = Derived(
    Table(
        "core",
        "delivered_years",
        "År som varje register täcker: händelser då minst en rad är daterad i året, tillstånd från programmets början",
        (
            Field("register", "VARCHAR", "Registrets namn"),
            Field("year", "INTEGER", "Kalenderår"),
        ),
        ("register", "year"),
    ),
    select=" UNION ALL ".join(_years_of(register) for register in REGISTERS) + " ORDER BY register, year",
)
