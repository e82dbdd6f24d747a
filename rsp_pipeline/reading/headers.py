"""Finding a register's header among the first rows of a sheet, and which cell of a row is which column.

Reading the rows below the header belongs in `read`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.sheets import Row
from rsp_pipeline.registers import Register

INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\ufeff]")


@dataclass(frozen=True)
class Header:
    """Where the header stands and which position holds each column.

    `written` maps a column's name to the header as the sender wrote it; `unknown` are headers that no column claims.
    """

    row: int
    positions: dict[str, int]
    written: dict[str, str]
    unknown: tuple[str, ...]


def folded(header: str) -> str:
    """A header without what senders vary: case, spacing, invisible characters, final punctuation."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", header))
    return re.sub(r"\s+", " ", text).strip(" :.*").casefold()


def likeness(rows: list[Row], register: Register) -> int:
    """How many columns of the register the row that looks most like its header names."""
    return max((len(_match(row, register).positions) for row in rows), default=0)


def find_header(rows: list[Row], register: Register) -> Header | None:
    """The header among a sheet's first rows, or None when the sheet holds something else.

    Raises:
        FileRejected: a header is there, but a required column is missing.
    """
    found = max((_match(row, register) for row in rows), key=lambda h: len(h.positions), default=None)
    if found is None or len(found.positions) < max(2, len(register.required) // 2):
        return None
    missing = [column for column in register.required if column.name not in found.positions]
    if missing:
        sentences = []
        for column in missing:
            near = get_close_matches(column.header, found.unknown, n=1)
            hint = f" Är det ”{near[0]}” som avses?" if near else ""
            sentences.append(f"Kolumnen ”{column.header}” saknas i rubrikraden (rad {found.row}).{hint}")
        raise FileRejected("missing_column", " ".join(sentences))
    return found


def _match(row: Row, register: Register) -> Header:
    """What the row would be as the register's header; of two headers of one column the more official one counts."""
    number, cells = row
    places = {name: place for place, cell in reversed(list(enumerate(cells))) if (name := folded(cell))}
    positions = {}
    for column, alias in _aliases(register):
        if column not in positions and alias in places:
            positions[column] = places[alias]
    taken = set(positions.values())
    return Header(
        row=number,
        positions=positions,
        written={name: re.sub(r"\s+", " ", cells[place]).strip() for name, place in positions.items()},
        unknown=tuple(cells[place].strip() for place in sorted(places.values()) if place not in taken),
    )


@lru_cache
def _aliases(register: Register) -> tuple[tuple[str, str], ...]:
    """The name of each column with each of its headers, folded, the official one first."""
    return tuple((column.name, folded(header)) for column in register.columns for header in column.headers)
