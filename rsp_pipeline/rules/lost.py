"""References that find nothing: which values name no row of the register they refer to, and which keys are nearest.

What refers to what is declared on the registers' columns, by `refers_to`. Where the other register's key has a year, as
the action plan's, the value is looked for in the row's own year.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rsp_pipeline.reading.tables import refused_table
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.register import Column
from rsp_pipeline.store.nearest import nearest

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Reference:
    """Values that should be found elsewhere.

    `told` is a SELECT of `record_id`, `value` and `scope` (what it must be found within, as a year), `known` one of
    every `key` and `scope` there is, and `refused` one of the keys that are in quarantine.
    """

    name: str
    told: str
    known: str
    refused: str = "SELECT NULL::VARCHAR AS key WHERE false"

    @property
    def selects(self) -> tuple[str, ...]:
        """What is read."""
        return self.told, self.known, self.refused


def of_column(register: Register, column: Column) -> Reference:
    """The reference that a column declares."""
    table, _, key = column.refers_to.rpartition(".")
    other = _BY_TABLE.get(table)
    has_years = other is not None and other.dated_by in other.key
    return Reference(
        f"{register.name}.{column.name}",
        f"""
        SELECT record_id, {column.name} AS value, {register.year_sql if has_years else 0} AS scope
        FROM {register.table.full_name}
        """,
        f"SELECT DISTINCT {key} AS key, {other.year_sql if other and has_years else 0} AS scope FROM {table}",
        *([f"SELECT DISTINCT {key} AS key FROM {refused_table(other).full_name}"] if other else []),
    )


_BY_TABLE = {register.table.full_name: register for register in REGISTERS}

OF_COLUMNS = {
    (register.name, column.name): of_column(register, column)
    for register in REGISTERS
    for column in register.columns
    if column.refers_to
}
REFERENCES = tuple(OF_COLUMNS.values())
SELECTS = tuple(select for reference in REFERENCES for select in reference.selects)


def lay(session: duckdb.DuckDBPyConnection, names: Collection[str]) -> None:
    """Make the table `lost`: each row whose reference, one of those named, finds nothing, and `hint` about its value.

    A hint ends the sentence that says so: it names the nearest keys, or says that the row is in quarantine.
    """
    session.execute(
        """
        CREATE OR REPLACE TEMP TABLE lost (reference VARCHAR, record_id VARCHAR, value VARCHAR, hint VARCHAR)
        """
    )
    for reference in (each for each in REFERENCES if each.name in names):
        session.execute(
            f"""
            CREATE OR REPLACE TEMP TABLE unfound AS
            FROM ({reference.told}) AS told
            ANTI JOIN ({reference.known}) AS known ON known.key = told.value AND known.scope = told.scope
            WHERE value IS NOT NULL
            """
        )
        if session.execute("SELECT count(*) FROM unfound").fetchone() != (0,):
            session.execute(f"INSERT INTO lost {_hinted(reference)}")


def _hinted(reference: Reference) -> str:
    """The SELECT of the rows in `unfound` with what is told of each."""
    return f"""
        SELECT
            '{reference.name}',
            record_id,
            value,
            CASE
                WHEN refused.key IS NOT NULL THEN ': raden är i karantän'
                WHEN keys IS NOT NULL THEN '; närmast är ' || keys
                ELSE ''
            END
        FROM unfound
        LEFT JOIN ({nearest("FROM unfound", reference.known)}) AS nearest USING (value, scope)
        LEFT JOIN ({reference.refused}) AS refused ON refused.key = value
    """
