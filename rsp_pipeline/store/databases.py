"""Databases in memory, for as long as a piece of work takes.

All of a process are of one instance of DuckDB: to start another takes some twenty times as long as to attach a database
to the one there is, and a night asks for one at almost every step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_numbers = count(1)


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database in memory, which is gone with the block.

    What is set for the whole instance, as its memory, is not to be set here.
    """
    name = f"in_memory_{next(_numbers)}"
    with instance().cursor() as about_databases:
        about_databases.execute(f"ATTACH ':memory:' AS {name}")
        try:
            with instance().cursor() as connection:
                connection.execute(f"USE {name}")
                yield connection
        finally:
            about_databases.execute(f"DETACH {name}")


@cache
def instance() -> duckdb.DuckDBPyConnection:
    """The one instance of DuckDB in this process, each of whose users takes a cursor of his own."""
    import duckdb

    return duckdb.connect(":memory:")
