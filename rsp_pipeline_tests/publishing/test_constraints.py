"""Rows that break what is declared of their table are refused, with the table, the key and the first that breaks it."""

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from rsp_pipeline.publishing.constraints import Inconsistent, create, fill, try_keys
from rsp_pipeline.store.schema import Field, Reference, Table

FILE = Table(
    "core",
    "file",
    "Filer",
    (Field("register", "VARCHAR", "Register"), Field("name", "VARCHAR", "Namn"), Field("size", "INTEGER", "Storlek")),
    ("register", "name"),
)
ROW = Table(
    "quality",
    "row",
    "Rader",
    (
        Field("row_id", "INTEGER", "Radens nummer"),
        Field("register", "VARCHAR", "Register"),
        Field("source_file", "VARCHAR", "Filen som raden står i"),
        Field("other_file", "VARCHAR", "En annan fil"),
    ),
    ("row_id",),
    (Reference(("register", "source_file"), "core.file"), Reference(("register", "other_file"), "core.file")),
)
Rows = Sequence[tuple[object, ...]]

FILES = [("grants", "a.csv", 1), ("visits", "a.csv", 1)]


@pytest.fixture
def session() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the two tables, empty."""
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA quality")
        for table in (ROW, FILE):
            create(connection, table)
        yield connection


def laid(session: duckdb.DuckDBPyConnection, files: Rows, rows: Rows) -> None:
    session.executemany("INSERT INTO core.file VALUES (?, ?, ?)", files)
    for row in rows:
        session.execute("INSERT INTO quality.row VALUES (?, ?, ?, ?)", row)
    try_keys(session, [ROW, FILE])


def refused(session: duckdb.DuckDBPyConnection, files: Rows, rows: Rows) -> str:
    with pytest.raises(Inconsistent) as error:
        laid(session, files, rows)
    return str(error.value)


def test_rows_with_a_key_each_that_refer_to_what_is_there_pass(session: duckdb.DuckDBPyConnection) -> None:
    laid(session, FILES, [(1, "grants", "a.csv", "a.csv"), (2, "visits", "a.csv", "a.csv")])


def test_a_key_that_is_there_twice_is_refused_and_the_first_such_named(session: duckdb.DuckDBPyConnection) -> None:
    assert refused(session, [*FILES, ("visits", "a.csv", 2), ("grants", "a.csv", 2)], []) == (
        "Tabellen core.file hänger inte ihop med de andra: nyckeln register = grants, name = a.csv finns mer än en "
        "gång. Någon del av verkstaden är äldre än en annan. Kör rsp refresh, eller materialisera allt."
    )


def test_a_reference_to_no_row_is_refused_and_the_first_such_named(session: duckdb.DuckDBPyConnection) -> None:
    missing = refused(session, FILES, [(1, "grants", "a.csv", "c.csv"), (2, "grants", "a.csv", "b.csv")])
    assert "Tabellen quality.row " in missing
    assert ": register = grants, other_file = b.csv finns inte i core.file. " in missing


def test_each_of_several_references_is_tried(session: duckdb.DuckDBPyConnection) -> None:
    assert "source_file = b.csv finns inte" in refused(session, FILES, [(1, "grants", "b.csv", "a.csv")])


def test_parts_of_a_reference_are_tried_together(session: duckdb.DuckDBPyConnection) -> None:
    files = [("grants", "a.csv", 1), ("visits", "b.csv", 1)]
    assert "register = grants, source_file = b.csv" in refused(session, files, [(1, "grants", "b.csv", None)])


def test_a_reference_with_an_empty_part_refers_to_nothing(session: duckdb.DuckDBPyConnection) -> None:
    laid(session, FILES, [(1, None, "b.csv", "b.csv"), (2, "grants", None, None)])


def test_an_empty_part_of_a_key_is_refused(session: duckdb.DuckDBPyConnection) -> None:
    session.execute("CREATE TABLE source AS SELECT 'grants' AS register, NULL::VARCHAR AS name, 1 AS size")
    with pytest.raises(Inconsistent, match=r"Tabellen core\.file hänger inte ihop .*name.* Kör rsp refresh"):
        fill(session, FILE, "source")
