"""Rows that break what is declared of their table are refused, with the table, the key and the first that breaks it."""

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from rsp_pipeline.publishing.constraints import Inconsistent, create, fill, try_keys
from rsp_pipeline.store.schema import Field, Reference, Table

REGISTER = Field("register", "VARCHAR", "Register")
FILE = Table("core", "file", "Filer", (REGISTER, Field("name", "VARCHAR", "Namn")), ("register", "name"))
ROW = Table(
    "quality",
    "row",
    "Rader",
    (
        Field("row_id", "INTEGER", "Radens nummer"),
        REGISTER,
        Field("source_file", "VARCHAR", "Filen som raden står i"),
        Field("other_file", "VARCHAR", "En annan fil"),
    ),
    ("row_id",),
    (Reference(("register", "source_file"), "core.file"), Reference(("register", "other_file"), "core.file")),
)
Rows = Sequence[tuple[object, ...]]
FILES = [("grants", "a.csv"), ("visits", "a.csv")]


@pytest.fixture
def session() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the two tables, empty."""
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA quality")
        for table in (ROW, FILE):
            create(connection, table)
        yield connection


def laid(session: duckdb.DuckDBPyConnection, files: Rows, rows: Rows) -> None:
    session.executemany("INSERT INTO core.file VALUES (?, ?)", files)
    for row in rows:
        session.execute("INSERT INTO quality.row VALUES (?, ?, ?, ?)", row)
    try_keys(session, [ROW, FILE])


def refused(session: duckdb.DuckDBPyConnection, files: Rows, rows: Rows) -> str:
    with pytest.raises(Inconsistent) as error:
        laid(session, files, rows)
    return str(error.value)


def test_rows_that_refer_to_what_is_there_or_to_nothing_at_all_pass(session: duckdb.DuckDBPyConnection) -> None:
    there = [(1, "grants", "a.csv", "a.csv"), (2, "visits", "a.csv", "a.csv")]
    laid(session, FILES, [*there, (3, None, "b.csv", "b.csv"), (4, "grants", None, None)])


def test_a_key_that_is_there_twice_is_refused_and_the_first_such_named(session: duckdb.DuckDBPyConnection) -> None:
    assert refused(session, [*FILES, ("visits", "a.csv"), ("grants", "a.csv")], []) == (
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
    files = [("grants", "a.csv"), ("visits", "b.csv")]
    assert "register = grants, source_file = b.csv" in refused(session, files, [(1, "grants", "b.csv", None)])


def test_an_empty_part_of_a_key_is_refused(session: duckdb.DuckDBPyConnection) -> None:
    session.execute("CREATE TABLE source AS SELECT 'grants' AS register, NULL::VARCHAR AS name")
    with pytest.raises(Inconsistent, match=r"Tabellen core\.file hänger inte ihop .*name.* Kör rsp refresh"):
        fill(session, FILE, "source")
