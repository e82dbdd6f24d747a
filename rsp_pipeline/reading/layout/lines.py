"""What a line of a sheet is: title, header, row, blank, total or note, and nothing else and no two of them.

A line below the header is a row of the register unless it shows that it is something else. What the lines amount to is
counted in `quality.source_file`, so that none can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rsp_pipeline.characters import cleaned
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.layout.second_header import says_again
from rsp_pipeline.reading.layout.units_said import is_row_of_units
from rsp_pipeline.reading.layout.wrapped import Recogniser
from rsp_pipeline.reading.problems import HIDDEN_VALUE
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount, Identifier, Text, Verbatim
from rsp_pipeline.registers.register import Column

CATEGORIES = ("title", "header", "row", "blank", "total", "note", "unread")
TITLE, HEADER, ROW, BLANK, TOTAL, NOTE, UNREAD = CATEGORIES
"""What a line is; unread are those of sheets that do not hold the register."""

TOTAL_WORD = r"(?:del|total|grupp|slut)?summa|s:a|(?:sub|grand )?total(?:t|en|er)?|sum|tot|sammanlagt|\u03a3|\u2211"
TOTAL_WORDS = re.compile(rf"(?<!\w)(?:{TOTAL_WORD})(?!\w)", re.IGNORECASE)
TOTAL_CELL = re.compile(rf"(?:{TOTAL_WORD})(?!\w)|.*\s(?:{TOTAL_WORD})[.:]?$", re.IGNORECASE)
NOTHING_BUT_TOTAL = re.compile(rf"(?:{TOTAL_WORD})[.:]?", re.IGNORECASE)
COUNT_CELL = re.compile(r"(?:totalt |summa )?antal\b[^\d]*(?P<after>\d+)?(?: st\.?)?$|.*\santal$", re.IGNORECASE)
COUNTED_CELL = re.compile(r"(?P<before>\d+) (?:st\.? |stycken )?(?:rader|poster|ärenden|beslut)$", re.IGNORECASE)
CELLS_OF_A_COUNT = 2
UNITS_WITHIN = 2  # lines below the header
NUMBER = re.compile(r"[0-9]+")
PROSE = re.compile(r"\S+ +\S+ +\S")  # what no identity looks like, where prose is parted by its own semicolons
WORDS_OF_A_SENTENCE = 4  # in a cell that is shown whatever its column is called


def naming(register: Register) -> list[Column]:
    """The columns of a register's key that name something, in the place of which a total may say that it is one."""
    return [c for c in map(register.column, register.key) if isinstance(c.kind, Text | Identifier)]


class Line(NamedTuple):
    """What a line below the header is, with the cells that it is read as."""

    category: str
    cells: Sequence[str]


@dataclass
class Said:
    """What lines say that are no rows, by number: totals by column, notes as text, how many rows there should be.

    `units` are rows of units right below the header, `headers` those that say the header again, `parted` rows that
    stood in one cell, and `unseen` lines of nothing but characters that nobody sees.
    """

    totals: dict[int, dict[str, str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    headers: list[int] = field(default_factory=list)
    parted: list[int] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)


class Judge:
    """Says what lines below a header are, and keeps what those say that are no rows."""

    def __init__(self, header: Header, register: Register) -> None:
        self._header = header
        self._register = register
        self._recogniser = Recogniser(header, register)
        self._names = {place: name for name, place in header.positions.items()}
        self._required = {header.positions[column.name] for column in register.required}
        columns = {place: register.column(name) for name, place in header.positions.items()}
        self._amounts = {
            at for at, column in columns.items() if isinstance(column.kind, Amount) and column.unit == "kr"
        }
        self._naming = {at for at, column in columns.items() if column in naming(register)}
        self._first = min(self._names)
        self._is_first_verbatim = isinstance(register.column(self._names[self._first]).kind, Verbatim)
        self.said = Said()

    def judged(self, number: int, cells: Sequence[str]) -> Line:
        """What the line is."""
        filled = {place: text for place, cell in enumerate(cells) if (text := cell.strip())}
        if not any(cleaned(text).strip() for text in filled.values()):
            if filled:
                self.said.unseen.append(number)
            return Line(BLANK, cells)
        if number <= self._header.row + UNITS_WITHIN and is_row_of_units(filled, self._header):
            self.said.units[number] = "; ".join(filled.values())
            return Line(HEADER, cells)
        if says_again(number, filled, self._header, self._register):
            self.said.headers.append(number)
            return Line(HEADER, cells)
        if len(filled) == 1 and (parts := self._recogniser.parted(cells, *filled)):
            self.said.parted.append(number)
            return Line(ROW, parts)
        is_sparse = len(self._required & filled.keys()) <= max(1, len(self._required) // 2)
        if (is_sparse or len(filled) <= CELLS_OF_A_COUNT) and (count := _count(filled.values())) is not None:
            self.said.counts[number] = count
            return Line(TOTAL, cells)
        if self._is_total(filled, is_sparse):
            self.said.totals[number] = {self._names[at]: cell for at, cell in filled.items() if at in self._names}
            return Line(TOTAL, cells)
        if self._is_note(filled, cells):
            self.said.notes[number] = self._shown(filled)
            return Line(NOTE, cells)
        return Line(ROW, cells)

    def _is_total(self, filled: Mapping[int, str], is_sparse: bool) -> bool:
        """Whether a line adds up: it says so in any cell, or in that of a key where it is as full as a row."""
        if is_sparse:
            return any(TOTAL_CELL.match(cell) for cell in filled.values())
        keys = [cell for place, cell in filled.items() if place in self._naming]
        if not self._amounts & filled.keys():
            return False
        says_so = NOTHING_BUT_TOTAL.fullmatch if self._required <= filled.keys() else TOTAL_CELL.match
        return any(map(says_so, keys))

    def _is_note(self, filled: Mapping[int, str], cells: Sequence[str]) -> bool:
        """Whether a line is prose: it has one cell of several words, none of the register's, or no value."""
        own = [place for place in filled if place in self._names]
        if not own:
            return True
        if len(own) == 1:
            kind = self._register.column(self._names[own[0]]).kind
            if len(filled[own[0]].split()) > (1 if isinstance(kind, Text | Verbatim) else 2):
                return True
        first = filled.get(self._first, "")
        return self._is_first_verbatim and bool(PROSE.match(first)) and not self._recogniser.has_any_value(cells)

    def _shown(self, filled: Mapping[int, str]) -> str:
        """The text of a note, without what stands in columns that are not shown: protected ones, and ones not read."""
        return "; ".join(cell if self._is_shown(place, cell) else HIDDEN_VALUE for place, cell in filled.items())

    def _is_shown(self, place: int, cell: str) -> bool:
        if place == min(self._header.named) and len(cell.split()) >= WORDS_OF_A_SENTENCE:
            return True
        if name := self._names.get(place):
            return not self._register.column(name).restricted
        return place not in self._header.named


def _count(cells: Iterable[str]) -> int | None:
    """How many rows there are, as a line says that counts them; None when it is no such line."""
    found, numbers = None, []
    for cell in cells:
        if NUMBER.fullmatch(cell):
            numbers.append(int(cell))
        elif not found:
            found = COUNT_CELL.match(cell) or COUNTED_CELL.match(cell)
    if not found:
        return None
    within = [int(number) for number in found.groupdict().values() if number]
    return next(iter([*within, *numbers]), None)
