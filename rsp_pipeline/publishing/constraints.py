"""A declared table as DuckDB keeps it: its columns, what always holds of them, and the comment on each.

What holds is declared with the table; here it becomes PRIMARY KEY, FOREIGN KEY, NOT NULL and CHECK.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Literal

from rsp_pipeline.store.schema import Field, Table
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    import duckdb


class Inconsistent(ValueError):
    """Rows that break what is declared of their table; the message says in Swedish what to do."""


def create(session: duckdb.DuckDBPyConnection, table: Table, tables: Mapping[str, Table]) -> None:
    """Make the empty table; `tables` holds, by full name, those it refers to."""
    definitions = [_column(field, field.name in table.key) for field in table.fields]
    if table.key:
        definitions.append(f"PRIMARY KEY ({', '.join(table.key)})")
    for reference in table.references:
        key = ", ".join(tables[reference.table].key)
        definitions.append(f"FOREIGN KEY ({', '.join(reference.columns)}) REFERENCES {reference.table} ({key})")
    session.execute(f"CREATE TABLE {table.full_name} ({', '.join(definitions)})")
    comment(session, table, "TABLE")


def comment(session: duckdb.DuckDBPyConnection, table: Table, kind: Literal["TABLE", "VIEW"]) -> None:
    """Put the declared comments on a table or view and on its columns."""
    session.execute(f"COMMENT ON {kind} {table.full_name} IS {quoted(table.comment)}")
    for field in table.fields:
        session.execute(f"COMMENT ON COLUMN {table.full_name}.{field.name} IS {quoted(_meaning(field))}")


def fill(session: duckdb.DuckDBPyConnection, table: Table, source: str, kept: str = "true") -> None:
    """Put the rows of `source`, a table with the same columns, in `table`: those of which `kept` holds.

    Raises:
        Inconsistent: a row breaks what is declared of its table; one part of the workshop may be newer than another.
    """
    import duckdb

    try:
        session.execute(
            f"INSERT INTO {table.full_name} BY NAME SELECT {', '.join(table.columns)} FROM {source} WHERE {kept}"
        )
    except duckdb.ConstraintException as error:
        raise Inconsistent(
            f"Tabellen {table.full_name} hänger inte ihop med de andra: {error}. Någon del av verkstaden är äldre än "
            "en annan. Kör rsp refresh, eller materialisera allt."
        ) from error


def in_order(tables: Iterable[Table]) -> list[Table]:
    """The tables, each after those it refers to."""
    by_name = {table.full_name: table for table in tables}
    needs = {name: [reference.table for reference in table.references] for name, table in by_name.items()}
    return [by_name[name] for name in TopologicalSorter(needs).static_order()]


def _column(field: Field, in_key: bool) -> str:
    parts = [field.name, field.type]
    if field.required or in_key:
        parts.append("NOT NULL")
    if field.at_least is not None:
        parts.append(f"CHECK ({field.name} >= {field.at_least})")
    if field.choices:
        parts.append(f"CHECK ({field.name} IN ({', '.join(map(quoted, field.choices))}))")
    return " ".join(parts)


def _meaning(field: Field) -> str:
    return f"{field.comment} ({field.unit})" if field.unit else field.comment
