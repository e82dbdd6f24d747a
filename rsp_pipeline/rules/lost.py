"""References that find nothing: which values name no row of the register they refer to, and which keys are nearest.

What refers to what is declared on the registers' columns, by `refers_to`. Where the other register's key has a year, as
the action plan's, the value is looked for in the row's own year.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.reading.tables import CORRECTION, NO_SUCH_KEY, refused_table
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.register import Column

if TYPE_CHECKING:
    import duckdb

SPELLED_OUT = 20  # values of a reference whose spelling is compared with every key: others are found by their parts
SHOWN = 3  # nearest keys that a finding names
FEWEST_DIGITS = 4  # by which a key is known whatever letters stand around them


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
OF_CORRECTIONS = Reference(
    "corrections.row_key",
    f"""
    SELECT record_id, row_key AS value, register AS scope
    FROM {CORRECTION.full_name}
    WHERE starts_with(message, '{NO_SUCH_KEY}')
    """,
    f"""
    SELECT substr(record_id, length(register) + 2) AS key, register AS scope
    FROM ({RECORD.select})
    WHERE record_id IS DISTINCT FROM source_file
    """,
)
REFERENCES = (*OF_COLUMNS.values(), OF_CORRECTIONS)
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
    """The SELECT of the rows in `unfound` with what is told of each.

    A key is near that has the same letters and digits, or at least the same digits. Where there is none the spelling
    is compared with every key's: only for some values, since that takes as long as both together.
    """
    letters, digits = (f"regexp_replace(lower({{}}), '[^{kept}]', '', 'g')" for kept in ("a-zåäö0-9", "0-9"))
    return f"""
        WITH missing AS (
            SELECT DISTINCT value, scope, {letters.format("value")} AS letters, {digits.format("value")} AS digits
            FROM unfound
        ),
        known AS (
            SELECT key, scope, {letters.format("key")} AS letters, {digits.format("key")} AS digits
            FROM ({reference.known})
        ),
        by_parts AS (
            SELECT value, scope, key, 0 AS distance
            FROM missing JOIN known USING (scope, letters)
            UNION
            SELECT value, scope, key, 0
            FROM missing JOIN known USING (scope, digits)
            WHERE length(digits) >= {FEWEST_DIGITS}
        ),
        strangers AS (
            FROM missing ANTI JOIN by_parts USING (value, scope) ORDER BY value, scope LIMIT {SPELLED_OUT}
        ),
        by_spelling AS (
            SELECT value, scope, key, damerau_levenshtein(lower(value), lower(key)) AS distance
            FROM strangers JOIN known USING (scope)
            WHERE 2 * distance <= greatest(length(value), length(key))
        ),
        near AS (
            FROM by_parts UNION ALL FROM by_spelling
            QUALIFY row_number() OVER (PARTITION BY value, scope ORDER BY distance, key) <= {SHOWN}
        ),
        nearest AS (
            SELECT value, scope, string_agg(key, ' och ' ORDER BY distance, key) AS keys FROM near GROUP BY value, scope
        )
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
        LEFT JOIN nearest USING (value, scope)
        LEFT JOIN ({reference.refused}) AS refused ON refused.key = value
    """
