"""From which columns of which assets each column of a table comes: read off the SELECTs, and kept in a file.

The parser that can tell is the tests': they write the file anew with `make snapshots`, and fail when it is not what the
SELECTs say.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_suffix(".txt")


class Origin(NamedTuple):
    """A column of an asset, by the full name of its table."""

    table: str
    column: str

    @classmethod
    def of(cls, text: str) -> "Origin":
        """The column that is written as `core.grants.case_id`."""
        table, _, column = text.rpartition(".")
        return cls(table, column)


def origins_of(table: str) -> Mapping[str, Sequence[Origin]]:
    """What each column of a table is made of; those of which it cannot be told are not there."""
    return _every_origin().get(table, {})


def in_words(origins: Sequence[Origin]) -> Iterator[str]:
    """A piece of Swedish on where a column comes from; none where that cannot be told."""
    columns: dict[str, list[str]] = {}
    for origin in origins:
        columns.setdefault(origin.table, []).append(origin.column)
    tables: dict[str, list[str]] = {}
    for table, those in columns.items():
        tables.setdefault(", ".join(those), []).append(table)
    if tables:
        yield "Ur " + "; ".join(f"{', '.join(those)}: {of_each}" for of_each, those in tables.items())


@cache
def _every_origin() -> dict[str, dict[str, list[Origin]]]:
    found: dict[str, dict[str, list[Origin]]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        column, _, origins = line.partition(": ")
        table, name = Origin.of(column)
        found.setdefault(table, {})[name] = [Origin.of(each) for each in origins.split()]
    return found
