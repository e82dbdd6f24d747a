"""Finding a register's header among the first rows of a sheet, and which cell of a row is which column.

A header may take up to three rows. Reading the rows below it belongs in `rows`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import pairwise, zip_longest
from operator import itemgetter

from rsp_pipeline.characters import cleaned
from rsp_pipeline.reading.cells.homoglyphs import as_it_looks
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.sheet import Row
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Choice, MunicipalityCode
from rsp_pipeline.registers.register import Column

MAX_HEADER_ROWS = 3
LONGEST_HEADER = 200  # characters; a longer cell is prose
PUNCTUATION = re.compile(r"[^\w§]|_")
UNITS = {"": ("",), "kr": ("", "kr", "ikr", "kronor", "ikronor", "sek"), "km": ("", "km", "ikm"), "m": ("", "m")}
"""What may follow a header of a column in some unit: ”Belopp (kr)”, ”Belopp i kronor”; never ”Belopp (tkr)”."""

THOUSANDS = re.compile(r"\b[tm]n?kr\b|tusen|miljoner", re.IGNORECASE)
RENAMED = 0.75  # how alike a missing and an unknown header are when one is taken for a renaming of the other
REARRANGED = 0.7  # the same, measured by the pairs of letters they share: ”Typ av beslut” and ”Beslutstyp”


@dataclass(frozen=True)
class Header:
    """Where the header stands and which position holds each column.

    `row` is its last row and `first` its first. `written` maps a column's name to the header as the sender wrote it,
    from left to right. `unknown` are headers that no column claims and the register does not list as ignored, each with
    its position; `spare` are headers of a column that another header has, and `repeated` those that are there twice.
    `width` is how many cells the header has, `named` which of them hold a header, and `spelt` what each spells, whole
    and in parts.
    """

    row: int
    first: int
    positions: dict[str, int]
    written: dict[str, str]
    unknown: dict[str, int]
    spare: dict[str, str]
    repeated: tuple[str, ...]
    width: int
    named: frozenset[int]
    spelt: tuple[tuple[str, ...], ...]

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """What each position spells, folded."""
        return tuple(frozenset(map(folded, spellings)) for spellings in self.spelt)


@lru_cache(maxsize=10_000)
def folded(header: str) -> str:
    """A header without what senders vary: case, spacing, punctuation, invisible characters."""
    return PUNCTUATION.sub("", unicodedata.normalize("NFC", header)).casefold()


def likeness(rows: list[Row], register: Register) -> int:
    """How many columns of the register the rows that look most like its header name."""
    return max((len(header.positions) for header in candidates(rows, register)), default=0)


def find_header(rows: list[Row], register: Register) -> Header | None:
    """The header among a sheet's first rows, or None when the sheet holds something else.

    Raises:
        FileRejected: a header is there, but has letters of another alphabet, lacks a required column, has a column
            twice, or one that seems to have been renamed.
    """
    found = max(candidates(rows, register), key=lambda header: len(header.positions), default=None)
    if found is None or len(found.positions) < max(2, len(register.required) // 2):
        return None
    _refuse_lookalikes(found, register)
    _refuse_missing(found, register)
    if found.repeated:
        listed = ", ".join(f"”{header}”" for header in found.repeated)
        raise FileRejected(
            "repeated_column", f"Samma kolumn finns flera gånger i rubrikraden (rad {found.row}): {listed}."
        )
    below = [cells for number, cells in rows if number > found.row]
    found = replace(found, unknown=found.unknown | _unnamed(found, below))
    _refuse_renamed(found, register, below)
    return found


def _unnamed(found: Header, below: Sequence[Sequence[str]]) -> dict[str, int]:
    """What stands below no header at all, called by its letter."""
    filled = {place for row in below for place, cell in enumerate(row[: found.width]) if cell.strip()}
    return {f"kolumn {_letter(place)}, utan rubrik": place for place in sorted(filled - found.named)}


def _letter(place: int) -> str:
    first, last = divmod(place, 26)
    return (_letter(first - 1) if first else "") + chr(ord("A") + last)


def _refuse_lookalikes(found: Header, register: Register) -> None:
    """A header that only looks like one of the register's would be left out, and nobody would see why."""
    known = {alias for _, alias in aliases(register)}
    sentences = [
        f"Rubriken ”{unknown}” (rad {found.row}) liknar ”{as_it_looks(unknown)}” men har tecken ur ett annat alfabet."
        " Skriv om den på tangentbordet."
        for unknown in found.unknown
        if folded(as_it_looks(unknown)) in known
    ]
    if sentences:
        raise FileRejected("lookalike_header", " ".join(sentences))


def _refuse_missing(found: Header, register: Register) -> None:
    missing = [column for column in register.required if column.name not in found.positions]
    sentences = []
    for column in missing:
        near = _nearest(column, found.unknown)
        hint = f" Är det ”{near}” som avses?" if near else ""
        hint += " Beloppen ska stå i kronor." if THOUSANDS.search(near) else ""
        sentences.append(f"Kolumnen ”{column.header}” saknas i rubrikraden (rad {found.row}).{hint}")
    if sentences:
        raise FileRejected("missing_column", " ".join(sentences))


def _nearest(column: Column, unknown: Iterable[str]) -> str:
    """The unknown header most like any of the column's, or nothing."""
    spellings = {folded(header): header for header in unknown}
    likely = [near for header in column.headers for near in get_close_matches(folded(header), spellings, n=1)]
    return spellings[likely[0]] if likely else ""


def _refuse_renamed(found: Header, register: Register, below: Sequence[Sequence[str]]) -> None:
    """A column that is missing while an unknown one is called, or filled, almost the same would be lost silently."""
    absent = [column for column in register.columns if column.name not in found.positions]
    sentences = []
    for unknown, at in found.unknown.items():
        cells = {folded(row[at]) for row in below if at < len(row)} - {""}
        renamed = next((column for column in absent if _is_renamed(column, unknown, cells)), None)
        if renamed:
            sentences.append(f"Kolumnen ”{unknown}” känns inte igen. Är det ”{renamed.header}” som avses?")
    if sentences:
        raise FileRejected("renamed_column", " ".join(sentences))


def _is_renamed(column: Column, unknown: str, cells: set[str]) -> bool:
    """Whether a header is almost one of the column's, or the cells below it are all terms of the column's."""
    name = folded(unknown)
    headers = [folded(header) for header in column.headers]
    if get_close_matches(name, headers, n=1, cutoff=RENAMED):
        return True
    if any(_shared_pairs(name, header) >= REARRANGED for header in headers):
        return True
    terms = column.kind.values.items() if isinstance(column.kind, Choice) else ()
    spellings = {folded(spelling) for term, others in terms for spelling in (term, *others)}
    return bool(cells) and cells <= spellings


def _shared_pairs(one: str, other: str) -> float:
    """How alike two texts are whatever the order of their parts: Dice's coefficient of their pairs of letters."""
    pairs, others = (Counter(map("".join, pairwise(text))) for text in (one, other))
    return 2 * (pairs & others).total() / max(1, pairs.total() + others.total())


def candidates(rows: list[Row], register: Register) -> Iterable[Header]:
    """What each row, alone or together with the ones above it, would be as the register's header."""
    known = {alias for _, alias in aliases(register)}
    telling = [any(len(cell) <= LONGEST_HEADER and folded(cell) in known for cell in cells) for _, cells in rows]
    for place in range(len(rows)):
        for size in range(1, min(MAX_HEADER_ROWS, place + 1) + 1):
            first = place - size + 1
            stack = rows[first : place + 1]
            if any(telling[first : place + 1]) and (size == 1 or _is_parted(stack)):
                yield _match(stack, register)


def _is_parted(stack: Sequence[Row]) -> bool:
    """Whether rows can be one header together: all of them text, and following on each other."""
    follow = all(below[0] == above[0] + 1 for above, below in pairwise(stack))
    return follow and not any(re.search(r"\d{3}", cell) for _, cells in stack for cell in cells)


def _match(stack: Sequence[Row], register: Register) -> Header:
    """What rows would be as the register's header; of several headers of one column the most official one counts."""
    names = [_spellings(cells) for cells in zip_longest(*(cells for _, cells in stack), fillvalue="")]
    places: dict[str, list[int]] = {}
    for place, spellings in enumerate(names):
        for spelling in dict.fromkeys(map(folded, spellings)):
            places.setdefault(spelling, []).append(place)
    positions: dict[str, int] = {}
    claimed: set[int] = set()
    repeated: list[str] = []
    spare: dict[str, str] = {}
    for column, alias in aliases(register):
        if at := places.get(alias):
            if column not in positions:
                positions[column] = at[0]
                repeated += [names[at[0]][0]] * (len(at) > 1)
            elif not claimed.issuperset(at) and not isinstance(register.column(column).kind, MunicipalityCode):
                spare[names[at[0]][0]] = names[positions[column]][0]
            claimed.update(at)
    ignored = {folded(header) for header in register.ignored}
    unknown = {
        spellings[0]: place
        for place, spellings in enumerate(names)
        if spellings and place not in claimed and folded(spellings[0]) not in ignored
    }
    return Header(
        row=stack[-1][0],
        first=stack[0][0],
        positions=positions,
        written={name: names[place][0] for name, place in sorted(positions.items(), key=itemgetter(1))},
        unknown=unknown,
        spare=spare,
        repeated=tuple(repeated),
        width=len(names),
        named=frozenset(place for place, spellings in enumerate(names) if spellings),
        spelt=tuple(map(tuple, names)),
    )


@lru_cache(maxsize=10_000)
def _spellings(cells: tuple[str, ...]) -> list[str]:
    """What the cells of one position may spell: together, as one word parted over rows, and each alone from below."""
    texts = (re.sub(r"\s+", " ", cleaned(cell)).strip() for cell in cells if len(cell) <= LONGEST_HEADER)
    parts = [text for text in texts if text]
    together = " ".join(parts), "".join(parts), "".join(part.removesuffix("-") for part in parts)
    return list(dict.fromkeys([*together, *reversed(parts)])) if parts else []


@lru_cache
def aliases(register: Register) -> tuple[tuple[str, str], ...]:
    """The name of each column with each of its headers, folded, without and with its unit; the official one first."""
    return tuple(
        (column.name, folded(header) + unit)
        for column in register.columns
        for header in column.headers
        for unit in UNITS.get(column.unit, ("",))
    )
