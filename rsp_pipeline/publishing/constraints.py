"""A declared table as DuckDB keeps it, the comment on each column, and what always holds of the rows.

What holds of each row by itself becomes NOT NULL and CHECK. Keys and references are tried over the rows once all are
there: as PRIMARY KEY and FOREIGN KEY they would be indexes, which cost more than the rows themselves, and a file that
nobody writes to has no use for them. Which they are is told in the catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Literal

from rsp_pipeline.store.schema import Field, Table
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    import duckdb


class Inconsistent(ValueError):
    """Rows that break what is declared of their table; the message says in Swedish what to do."""

    @classmethod
    def of(cls, table: str, why: object) -> Inconsistent:
        """The error for a table: one part of the workshop may be newer than another."""
        return cls(
            f"Tabellen {table} hänger inte ihop med de andra: {why}. Någon del av verkstaden är äldre än en annan. "
            "Kör rsp refresh, eller materialisera allt."
        )


def create(session: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the empty table."""
    definitions = ", ".join(_column(field, field.name in table.key) for field in table.fields)
    session.execute(f"CREATE TABLE {table.full_name} ({definitions})")
    comment(session, table, "TABLE")


def comment(session: duckdb.DuckDBPyConnection, table: Table, kind: Literal["TABLE", "VIEW"]) -> None:
    """Put the declared comments on a table or view and on its columns."""
    session.execute(f"COMMENT ON {kind} {table.full_name} IS {quoted(table.comment)}")
    for field in table.fields:
        session.execute(f"COMMENT ON COLUMN {table.full_name}.{field.name} IS {quoted(_meaning(field))}")


def fill(session: duckdb.DuckDBPyConnection, table: Table, source: str, kept: str = "true") -> None:
    """Put the rows of `source`, a table with the same columns, in `table`: those of which `kept` holds.

    Raises:
        Inconsistent: a row by itself breaks what is declared of it.
    """
    import duckdb

    try:
        session.execute(
            f"INSERT INTO {table.full_name} BY NAME SELECT {', '.join(table.columns)} FROM {source} WHERE {kept}"
        )
    except duckdb.ConstraintException as error:
        raise Inconsistent.of(table.full_name, error) from error


def try_keys(session: duckdb.DuckDBPyConnection, tables: Iterable[Table], unchanged: Collection[str] = ()) -> None:
    """Hold the rows of `tables`, among which are all that they refer to, against their keys and references.

    What is about `unchanged` tables alone, given by their full names, was tried before.

    Raises:
        Inconsistent: a key is there twice, or refers to no row; the message names the first such.
    """
    by_name = {table.full_name: table for table in tables}
    for name, table in by_name.items():
        for twice in session.execute(_twice(table)).fetchall() if table.key and name not in unchanged else ():
            raise Inconsistent.of(name, f"nyckeln {_shown(table.key, twice)} finns mer än en gång")
    referring = defaultdict(list)
    for name, table in by_name.items():
        for reference in table.references:
            if {name, reference.table} <= {*unchanged}:
                continue
            referring[reference.table].append((name, reference.columns))
    for target, sources in referring.items():
        for place, *missing in session.execute(_missing(by_name[target], sources)).fetchall():
            name, columns = sources[place]
            raise Inconsistent.of(name, f"{_shown(columns, missing)} finns inte i {target}")


def _twice(table: Table) -> str:
    """The SELECT of the first key that several rows have."""
    key = ", ".join(table.key)
    return f"SELECT {key} FROM {table.full_name} GROUP BY {key} HAVING count(*) > 1 ORDER BY {key} LIMIT 1"


def _missing(target: Table, sources: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """The SELECT of the first key that some `sources` refer to and `target` lacks, after the place of its source.

    All that refer to a table are tried at once, since its keys are then laid out once.
    """
    keys = " UNION ALL ".join(
        f"""
        SELECT {place} AS place, {", ".join(f"{name} AS {key}" for name, key in zip(columns, target.key, strict=True))}
        FROM {source}
        WHERE {" AND ".join(f"{name} IS NOT NULL" for name in columns)}
        """
        for place, (source, columns) in enumerate(sources)
    )
    return f"FROM ({keys}) ANTI JOIN {target.full_name} USING ({', '.join(target.key)}) ORDER BY ALL LIMIT 1"


def _shown(columns: Iterable[str], values: Iterable[object]) -> str:
    return ", ".join(f"{column} = {value}" for column, value in zip(columns, values, strict=True))


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
