"""A table that the steward keeps: its rows as text, to be written back as they were, and what can be read of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

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


class KeptTable:
    """A csv file of a register as it stands, empty where there is none.

    `rows` holds the cells of each line, `places` the position of each column by its name, and `accepted` the rows that
    can be interpreted, by column and with None for what is empty. Headers in `beside` are none of the register's but
    have places, too.
    """

    def __init__(
        self, register: Register, path: Path, raw_dir: Path, given: Circumstances, beside: tuple[str, ...] = ()
    ) -> None:
        """Read the table, if there is one.

        Raises:
            ImportRefused: there is a table that cannot be read.
        """
        self.path = path
        self._headers = {column.name: column.header for column in register.columns} | {each: each for each in beside}
        self.rows: list[list[str]] = [list(self._headers.values())]
        self.places = {name: place for place, name in enumerate(self._headers)}
        self.accepted: list[dict[str, Any]] = []
        self._header = 0
        if path.exists():
            self._read(register, raw_dir, given, beside)

    def _read(self, register: Register, raw_dir: Path, given: Circumstances, beside: tuple[str, ...]) -> None:
        reading = read_files(register, [self.path], raw_dir, given)
        try:
            if (reading.source_files["verdict"] == REJECTED).any():
                raise FileRejected("rejected", reading.source_files["message"].iloc[0])
            file = files.load(self.path, raw_dir, given.limits)
            (sheet,) = sheets(file, lambda rows: headers.likeness(rows, register), given.limits)
            header = headers.find_header(sheet.head, register)
            assert header is not None  # or the file had been rejected
        except FileRejected as reason:
            raise ImportRefused(f"{self.path} kan inte läsas, och ändras inte. {reason.message}") from None
        numbered = {number: list(cells) for number, cells in sheet.rows()}
        self.rows = [numbered.get(number, []) for number in range(1, max(numbered) + 1)]
        self._header = header.row - 1
        spelt = {each: place for place, names in enumerate(header.names) for each in names}
        found = {each: spelt[headers.folded(each)] for each in beside if headers.folded(each) in spelt}
        self.places = header.positions | found
        self.accepted = records(reading.accepted)

    def cell(self, row: Mapping[str, Any], name: str) -> str:
        """The text of an accepted row in some column."""
        cells, place = self.rows[row["source_row"] - 1], self.places.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def put(self, at: int | None, cells: Mapping[str, str]) -> None:
        """Put cells by column in the line at a place, or in a new last one; those without a column are left out."""
        if at is None:
            at = len(self.rows)
            self.rows.append([""] * (max(self.places.values()) + 1))
        for name, text in cells.items():
            if name in self.places:
                self._put(at, self.places[name], text)

    def _put(self, at: int, place: int, text: str) -> None:
        cells = self.rows[at]
        cells += [""] * (place + 1 - len(cells))
        cells[place] = text

    def widen(self, names: Iterable[str]) -> None:
        """See that the table has some columns, the new ones to the right of all others."""
        for name in names:
            if name not in self.places:
                self.places[name] = max(map(len, self.rows))
                self._put(self._header, self.places[name], self._headers[name])

    def write(self) -> None:
        """Write the table in place of the one that was read."""
        with (
            replaced(self.path, mode=READABLE) as beside,
            beside.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            csv.writer(file, delimiter=";", lineterminator="\n").writerows(self.rows)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame by column, with None for what is empty."""
    rows = frame.astype(object)
    return [
        {str(name): value for name, value in row.items()} for row in rows.where(rows.notna(), None).to_dict("records")
    ]
