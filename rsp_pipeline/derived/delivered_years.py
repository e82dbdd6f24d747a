"""Which years each register was delivered for: what tells a known zero from an unknown."""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.store.schema import Field, Table


def _years_of(register: Register) -> str:
    if register.dated_by:
        return f"""
            SELECT DISTINCT '{register.name}' AS register, {register.year_sql} AS year
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
