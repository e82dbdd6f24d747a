"""Putting figures into a table that the steward keeps: its own rows stay as they are, and a changed figure is told."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rsp_pipeline.importing.kept_table import KeptTable
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.registers import Register


class Row(NamedTuple):
    """A row to put in: its key as the register reads it, its cells by column, and what it is about in Swedish."""

    key: tuple[Hashable, ...]
    cells: Mapping[str, str]
    about: str


@dataclass(frozen=True)
class Merged:
    """How many rows were added to a table, changed one there was, or were there already, and what is told of them."""

    path: Path
    added: int
    changed: int
    unchanged: int
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Imported:
    """What a file was, what became of its rows, and what there is to tell in Swedish sentences.

    `remarks` are to be looked at; `notes` are not.
    """

    what: str
    merged: Merged
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Known(NamedTuple):
    """A row that there is: where it stands in the file, its figure and its source."""

    at: int
    figure: Decimal
    source: str
    until: date | None


class Reference:
    """A steward's table as it stands, and its rows by their keys."""

    def __init__(self, register: Register, raw_dir: Path, figure: str, given: Circumstances) -> None:
        """Read the table, if there is one; `figure` is the column that a publisher's figures go in.

        Raises:
            ImportRefused: there is a table that cannot be read.
        """
        self.figure = figure
        self.table = KeptTable(register, raw_dir / "reference" / f"{register.name}.csv", raw_dir, given)
        self.known: dict[tuple[Hashable, ...], Known] = {
            tuple(row[name] for name in register.key): Known(
                row["source_row"] - 1, Decimal(str(row[figure])), row["source"] or "", row.get("valid_to")
            )
            for row in self.table.accepted
        }

    def put(self, wanted: Iterable[Row]) -> Merged:
        """Put rows in, and write the table when something is new; what it has no column for is left out."""
        added, changed, unchanged = 0, [], 0
        is_new = False
        for row in wanted:
            before = self.known.get(row.key)
            if before is None:
                self.table.put(None, row.cells)
                added += 1
                continue
            new = Decimal(row.cells[self.figure].replace(",", "."))
            if new != before.figure:
                changed.append(f"Ändrad: {row.about} var {_swedish(before.figure)} och är nu {_swedish(new)}.")
            else:
                unchanged += 1
            if new != before.figure or _is_settled(before.source, row.cells["source"]):
                self.table.put(before.at, {name: row.cells[name] for name in (self.figure, "source")})
                is_new = True
        if added or is_new:
            self.table.write()
        return Merged(self.table.path, added, len(changed), unchanged, tuple(changed))


def _is_settled(before: str, now: str) -> bool:
    """Whether a figure that was preliminary no longer is."""
    return before != now and before.startswith(now)


def _swedish(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
