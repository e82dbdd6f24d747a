"""SQL as text: literals in it, and which tables it reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from rsp_pipeline.store.schema import Table

if TYPE_CHECKING:
    import duckdb


def quoted(text: str) -> str:
    """The text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def read_by(selects: Iterable[str], tables: Iterable[Table]) -> list[Table]:
    """Those of `tables` that some SELECTs read, each under its schema and name.

    Raises:
        ValueError: one of the SELECTs is none.
    """
    names = frozenset[str]().union(*_tables_in(tuple(selects)))
    return [table for table in tables if table.full_name in names]


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect(":memory:")


@cache
def _tables_in(selects: tuple[str, ...]) -> list[frozenset[str]]:
    """The full names of the tables in each SELECT, as DuckDB's own parser finds them; all at once, since it is quicker."""
    with _parser().cursor() as parser:
        parsed = parser.execute("SELECT json_serialize_sql(query) FROM (SELECT unnest(?) AS query)", [list(selects)])
        return [_names_in(tree, select) for (tree,), select in zip(parsed.fetchall(), selects, strict=True)]


def _names_in(parsed: str, select: str) -> frozenset[str]:
    names: set[str] = set()

    def note(node: dict[str, object]) -> dict[str, object]:
        if node.get("type") == "BASE_TABLE":
            names.add(f"{node['schema_name']}.{node['table_name']}")
        return node

    tree = json.loads(parsed, object_hook=note)
    if tree["error"]:
        raise ValueError(f"{tree['error_message']}: {select}")
    return frozenset(names)
