"""Putting figures into a table that the steward keeps: its own rows stay as they are, and a changed figure is told."""

from __future__ import annotations

import csv
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.reading import files
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout import headers
from rsp_pipeline.reading.read import read_files
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.reading.tables import REJECTED
from rsp_pipeline.registers import Register
from rsp_pipeline.store.atomic import replaced

READABLE = 0o644


class Row(NamedTuple):
    """A row to put in: its key as the register reads it, its cells by column, and what it is about in Swedish."""

    key: tuple[Hashable, ...]
    cells: Mapping[str, str]
    about: str


@dataclass(frozen=True)
class Merged:
    """What became of the rows: those added, those that changed the figure of one there was, and those already there."""

    path: Path
    added: int
    changed: tuple[str, ...]
    unchanged: int


class Known(NamedTuple):
    """A row that there is: where it stands in the file, its figure and its source."""

    at: int
    figure: Decimal
    source: str
    until: date | None


class Reference:
    """A steward's table as it stands: its rows as text, and those of them that can be interpreted, by their keys."""

    def __init__(self, register: Register, raw_dir: Path, figure: str, given: Circumstances) -> None:
        """Read the table, if there is one; `figure` is the column that a publisher's figures go in.

        Raises:
            ImportRefused: there is a table that cannot be read.
        """
        self.register, self.figure = register, figure
        self.path = raw_dir / "reference" / f"{register.name}.csv"
        self.rows: list[list[str]] = [[column.header for column in register.columns]]
        self.places = {column.name: place for place, column in enumerate(register.columns)}
        self.known: dict[tuple[Hashable, ...], Known] = {}
        if self.path.exists():
            self._read(raw_dir, given)

    def _read(self, raw_dir: Path, given: Circumstances) -> None:
        reading = read_files(self.register, [self.path], raw_dir, given)
        try:
            if (reading.source_files["verdict"] == REJECTED).any():
                raise FileRejected("rejected", reading.source_files["message"].iloc[0])
            file = files.load(self.path, raw_dir, given.limits)
            (sheet,) = sheets(file, lambda rows: headers.likeness(rows, self.register), given.limits)
            header = headers.find_header(sheet.head, self.register)
            assert header is not None  # or the file had been rejected
        except FileRejected as reason:
            raise ImportRefused(f"{self.path} kan inte läsas, och ändras inte. {reason.message}") from None
        numbered = {number: list(cells) for number, cells in sheet.rows()}
        self.rows = [numbered.get(number, []) for number in range(1, max(numbered) + 1)]
        self.places = header.positions
        accepted = reading.accepted.astype(object)
        for row in accepted.where(accepted.notna(), None).to_dict("records"):
            key = tuple(row[name] for name in self.register.key)
            self.known[key] = Known(
                row["source_row"] - 1, Decimal(str(row[self.figure])), row["source"] or "", row.get("valid_to")
            )

    def put(self, wanted: Iterable[Row]) -> Merged:
        """Put rows in, and write the table when something is new; what it has no column for is left out."""
        added, changed, unchanged = 0, [], 0
        is_new = False
        for row in wanted:
            before = self.known.get(row.key)
            if before is None:
                self.rows.append(self._cells(row, []))
                added += 1
                continue
            new = Decimal(row.cells[self.figure].replace(",", "."))
            if new != before.figure:
                changed.append(f"Ändrad: {row.about} var {_swedish(before.figure)} och är nu {_swedish(new)}.")
            else:
                unchanged += 1
            if new != before.figure or _is_settled(before.source, row.cells["source"]):
                self.rows[before.at] = self._cells(row, self.rows[before.at])
                is_new = True
        if added or is_new:
            self._write()
        return Merged(self.path, added, tuple(changed), unchanged)

    def _cells(self, row: Row, before: Sequence[str]) -> list[str]:
        """The cells of a row, in place of those there were, of which only the figure and its source are changed."""
        cells = list(before) + [""] * (max(self.places.values()) + 1 - len(before))
        for name, place in self.places.items():
            if name in row.cells and not (before and name not in (self.figure, "source")):
                cells[place] = row.cells[name]
        return cells

    def _write(self) -> None:
        with (
            replaced(self.path, mode=READABLE) as beside,
            beside.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            csv.writer(file, delimiter=";", lineterminator="\n").writerows(self.rows)


def _is_settled(before: str, now: str) -> bool:
    """Whether a figure that was preliminary no longer is."""
    return before != now and before.startswith(now)


def _swedish(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
