"""What differs between two published files: figures, and the records that came, went or changed.

Both files are attached to one DuckDB session, and called here by the names they are attached under. Only what both
have is compared: a file published by an older version may lack a table or a column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from rsp_pipeline.approval.compare import CAME, CHANGED, WENT, differing_figures
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import UNKNOWN, VALUE
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.register import PLACE, PROVENANCE, Register
from rsp_pipeline.store.schema import Field, Table

if TYPE_CHECKING:
    import duckdb

CHANGE = Table(
    "meta",
    "change",
    "Siffror som skiljer sig från filen som publicerades dessförinnan",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning", required=True),
        Field("year", "INTEGER", "Kalenderår", required=True),
        Field("breakdown", "VARCHAR", "Vad värdet är uppdelat på; total är hela länet", required=True),
        *(dimension.field for dimension in DIMENSIONS),
        Field("old_value", "DECIMAL(18,4)", "Värdet i filen dessförinnan; tomt när uppgift saknades"),
        Field("new_value", "DECIMAL(18,4)", "Värdet i den här filen; tomt när uppgift saknas"),
        Field("old_status", "VARCHAR", "Värdets status i filen dessförinnan; tomt när siffran är ny"),
        Field("new_status", "VARCHAR", "Värdets status i den här filen; tomt när siffran är borttagen"),
    ),
)

RECORD_CHANGE = Table(
    "meta",
    "record_change",
    "Rader som kommit, försvunnit eller ändrats sedan filen som publicerades dessförinnan: en rad per ändrad cell",
    (
        Field("register", "VARCHAR", "Registret som raden hör till", required=True),
        Field("record_id", "VARCHAR", "Raden", required=True),
        Field("change", "VARCHAR", "Vad som hänt med raden", required=True, choices=(CAME, WENT, CHANGED)),
        Field("column_name", "VARCHAR", "Kolumnen som ändrats; tomt för en rad som är ny eller borttagen"),
        Field("old_value", "VARCHAR", "Cellens värde i filen dessförinnan, som text"),
        Field("new_value", "VARCHAR", "Cellens värde i den här filen, som text"),
        Field("source_file", "VARCHAR", "Filen som raden står i, eller stod i när den är borttagen"),
        Field("source_sheet", "VARCHAR", "Bladet i arbetsboken; tomt för csv"),
        Field("source_row", "INTEGER", "Radens nummer i filen eller bladet"),
    ),
)

NOT_COMPARED = {field.name for field in PROVENANCE}  # a row that moved within its file is the same row


def columns_of(session: duckdb.DuckDBPyConnection, file: str) -> dict[str, frozenset[str]]:
    """The columns of a file's tables, by the table's full name; nothing when no such file is attached."""
    found = session.execute(
        """
        SELECT schema_name || '.' || table_name, list(column_name)
        FROM duckdb_columns() WHERE database_name = ? GROUP BY ALL
        """,
        [file],
    ).fetchall()
    return {table: frozenset(columns) for table, columns in found}


def figure_changes(session: duckdb.DuckDBPyConnection, old: str, new: str) -> str:
    """The SELECT of `CHANGE` between two files, in a settled order.

    A figure that is new or gone, and unknown where it is, tells nothing and is left out.
    """
    kept = {file: columns_of(session, file).get(VALUE.full_name, frozenset()) for file in (old, new)}
    if not kept[old] or not kept[new]:
        return _nothing(CHANGE)
    figures = {
        file: ", ".join(
            field.name if field.name in columns else f"NULL::{field.type} AS {field.name}" for field in VALUE.fields
        )
        for file, columns in kept.items()
    }
    before, after = (f"(SELECT {figures[file]} FROM {file}.{VALUE.full_name})" for file in (old, new))
    known = (
        f"({side}_value IS NOT NULL OR coalesce({side}_status, '{UNKNOWN}') <> '{UNKNOWN}')" for side in ("old", "new")
    )
    differing = differing_figures(before, after, ("value", "status"))
    return f"SELECT * FROM ({differing}) WHERE {' OR '.join(known)} ORDER BY ALL"


def record_changes(
    session: duckdb.DuckDBPyConnection, old: str, new: str, unchanged: Collection[str] = ()
) -> Iterable[str]:
    """A SELECT of `RECORD_CHANGE` between two files for each register that both have, but for `unchanged` tables.

    Pseudonyms of different keys are not compared: to tell the one beside the other would undo the change of key.
    """
    in_old, in_new = columns_of(session, old), columns_of(session, new)
    for register in REGISTERS:
        name = register.table.full_name
        if name in unchanged:
            continue
        shared = in_old.get(name, frozenset()) & in_new.get(name, frozenset())
        if shared.issuperset({"record_id", *PLACE}):
            compared = shared - NOT_COMPARED - _made_with_another_key(session, register, shared, old, new)
            columns = [column for column in register.table.columns if column in compared]
            yield _of_register(register, columns, old, new)


def _made_with_another_key(
    session: duckdb.DuckDBPyConnection, register: Register, shared: frozenset[str], old: str, new: str
) -> set[str]:
    """The columns of pseudonyms of which the two files have none in common."""
    pseudonyms = {column.pseudonym for column in register.columns if column.pseudonym} & shared
    table = register.table.full_name
    return {
        name
        for name in pseudonyms
        if not session.execute(
            f"SELECT {name} FROM {old}.{table} INTERSECT SELECT {name} FROM {new}.{table} LIMIT 1"
        ).fetchall()
    }


def _of_register(register: Register, columns: list[str], old: str, new: str) -> str:
    place = ", ".join(f"coalesce(new.{name}, old.{name}) AS {name}" for name in PLACE)
    cells = ", ".join(
        f"{{'name': '{name}', 'old': old.{name}::VARCHAR, 'new': new.{name}::VARCHAR}}" for name in columns
    )
    differs = " OR ".join(f"old.{name} IS DISTINCT FROM new.{name}" for name in columns)
    before, after = (f"{file}.{register.table.full_name}" for file in (old, new))
    hashed = f"SELECT record_id, hash({', '.join(columns)}) AS content"
    return f"""
        WITH differing AS (  -- few, most nights: whole rows are put side by side for them alone
            SELECT record_id
            FROM ({hashed} FROM {before}) AS old
            FULL JOIN ({hashed} FROM {after}) AS new USING (record_id)
            WHERE old.content IS DISTINCT FROM new.content
        ),
        paired AS (
            SELECT
                coalesce(new.record_id, old.record_id) AS record_id,
                CASE WHEN old.record_id IS NULL THEN '{CAME}' WHEN new.record_id IS NULL THEN '{WENT}'
                     ELSE '{CHANGED}' END AS change,
                CASE WHEN old.record_id IS NULL OR new.record_id IS NULL
                     THEN [{{'name': NULL::VARCHAR, 'old': NULL::VARCHAR, 'new': NULL::VARCHAR}}]
                     ELSE [{cells}] END AS cells,
                {place}
            FROM (FROM {before} SEMI JOIN differing USING (record_id)) AS old
            FULL JOIN (FROM {after} SEMI JOIN differing USING (record_id)) AS new ON old.record_id = new.record_id
            WHERE old.record_id IS NULL OR new.record_id IS NULL OR {differs}
        ),
        by_cell AS (
            SELECT record_id, change, unnest(cells) AS cell, {", ".join(PLACE)}
            FROM paired
        )
        SELECT
            '{register.name}' AS register,
            record_id,
            change,
            cell.name AS column_name,
            cell.old AS old_value,
            cell.new AS new_value,
            {", ".join(PLACE)}
        FROM by_cell
        WHERE change <> '{CHANGED}' OR cell.old IS DISTINCT FROM cell.new
        ORDER BY ALL
    """


def _nothing(table: Table) -> str:
    return f"SELECT {', '.join(f'NULL::{field.type} AS {field.name}' for field in table.fields)} WHERE false"
