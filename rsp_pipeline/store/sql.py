"""SQL as text: literals in it, and which tables it reads."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rsp_pipeline.store.databases import instance
from rsp_pipeline.store.schema import Table


def quoted(text: str) -> str:
    """The text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def read_by(selects: Iterable[str], tables: Iterable[Table]) -> list[Table]:
    """Those of `tables` that some SELECTs read, each under its schema and name.

    Raises:
        ValueError: one of the SELECTs is none.
    """
    names = names_read(selects)
    return [table for table in tables if table.full_name in names]


def names_read(selects: Iterable[str]) -> frozenset[str]:
    """The full names of the tables that some SELECTs read, each under its schema and name.

    Raises:
        ValueError: one of the SELECTs is none.
    """
    wanted = tuple(selects)
    _note_tables_in([select for select in wanted if select not in _tables_in])
    return frozenset[str]().union(*(_tables_in[select] for select in wanted))


_tables_in: dict[str, frozenset[str]] = {}
"""The full names of the tables in each SELECT that was asked about."""


def _note_tables_in(selects: list[str]) -> None:
    """Find the tables in SELECTs by DuckDB's own parser: in all at once, which is quicker."""
    if not selects:
        return
    with instance().cursor() as parser:
        parsed = parser.execute("SELECT json_serialize_sql(query) FROM (SELECT unnest(?) AS query)", [selects])
        for select, (tree,) in zip(selects, parsed.fetchall(), strict=True):
            _tables_in[select] = _names_in(tree, select)


def _names_in(parsed: str, select: str) -> frozenset[str]:
    names: set[str] = set()

    def note(node: dict[str, object]) -> dict[str, object]:
        if node.get("type") == "BASE_TABLE" and node["schema_name"]:
            names.add(f"{node['schema_name']}.{node['table_name']}")
        return node

    tree = json.loads(parsed, object_hook=note)
    if tree["error"]:
        raise ValueError(f"{tree['error_message']}: {select}")
    return frozenset(names)
