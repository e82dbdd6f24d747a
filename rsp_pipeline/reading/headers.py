"""Finding a register's header among the first rows of a sheet, and which cell of a row is which column.

A header may take up to three rows. Reading the rows below it belongs in `rows`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise, zip_longest

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.sheets import Row
from rsp_pipeline.registers import Register

INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\ufeff]")
MAX_HEADER_ROWS = 3
LONGEST_HEADER = 200  # characters; a longer cell is prose
RENAMED = 0.75  # how alike a missing and an unknown header are when one is taken for a renaming of the other


@dataclass(frozen=True)
class Header:
    """Where the header stands and which position holds each column.

    `row` is its last row. `written` maps a column's name to the header as the sender wrote it; `unknown` are headers
    that no column claims and the register does not list as ignored; `width` is how many cells the header has.
    """

    row: int
    positions: dict[str, int]
    written: dict[str, str]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]
    width: int


@lru_cache(maxsize=10_000)
def folded(header: str) -> str:
    """A header without what senders vary: case, spacing, invisible characters, final punctuation."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", header))
    return re.sub(r"\s+", " ", text).strip(" :.*").casefold()


def likeness(rows: list[Row], register: Register) -> int:
    """How many columns of the register the rows that look most like its header name."""
    return max((len(header.positions) for header in _candidates(rows, register)), default=0)


def find_header(rows: list[Row], register: Register) -> Header | None:
    """The header among a sheet's first rows, or None when the sheet holds something else.

    Raises:
        FileRejected: a header is there, but a required column is missing, a column is there twice, or one seems to
            have been renamed.
    """
    found = max(_candidates(rows, register), key=lambda header: len(header.positions), default=None)
    if found is None or len(found.positions) < max(2, len(register.required) // 2):
        return None
    _refuse_missing(found, register)
    if found.repeated:
        listed = ", ".join(f"”{header}”" for header in found.repeated)
        raise FileRejected(
            "repeated_column", f"Samma kolumn finns flera gånger i rubrikraden (rad {found.row}): {listed}."
        )
    _refuse_renamed(found, register)
    return found


def _refuse_missing(found: Header, register: Register) -> None:
    missing = [column for column in register.required if column.name not in found.positions]
    sentences = []
    for column in missing:
        near = get_close_matches(column.header, found.unknown, n=1)
        hint = f" Är det ”{near[0]}” som avses?" if near else ""
        sentences.append(f"Kolumnen ”{column.header}” saknas i rubrikraden (rad {found.row}).{hint}")
    if sentences:
        raise FileRejected("missing_column", " ".join(sentences))


def _refuse_renamed(found: Header, register: Register) -> None:
    """A column that is missing while an unknown one is called almost the same would be lost silently."""
    absent = [column for column in register.columns if column.name not in found.positions]
    spellings = {folded(header): header for column in absent for header in column.headers}
    sentences = [
        f"Kolumnen ”{unknown}” känns inte igen. Är det ”{spellings[near[0]]}” som avses?"
        for unknown in found.unknown
        if (near := get_close_matches(folded(unknown), spellings, n=1, cutoff=RENAMED))
    ]
    if sentences:
        raise FileRejected("renamed_column", " ".join(sentences))


def _candidates(rows: list[Row], register: Register) -> Iterable[Header]:
    """What each row, alone or together with the ones above it, would be as the register's header."""
    known = {alias for _, alias in _aliases(register)}
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
        for spelling in spellings:
            places.setdefault(folded(spelling), []).append(place)
    positions: dict[str, int] = {}
    claimed: set[int] = set()
    repeated = []
    for column, alias in _aliases(register):
        if at := places.get(alias):
            if column not in positions:
                positions[column] = at[0]
                repeated += [names[at[0]][0]] * (len(at) > 1)
            claimed.update(at)
    ignored = {folded(header) for header in register.ignored}
    unknown = [
        spellings[0]
        for place, spellings in enumerate(names)
        if spellings and place not in claimed and folded(spellings[0]) not in ignored
    ]
    return Header(
        row=stack[-1][0],
        positions=positions,
        written={name: names[place][0] for name, place in positions.items()},
        unknown=tuple(Counter(unknown)),
        repeated=tuple(repeated),
        width=len(names),
    )


def _spellings(cells: Sequence[str]) -> list[str]:
    """What the cells of one position may spell: together, as one word parted over rows, and each alone from below."""
    told = (re.sub(r"\s+", " ", INVISIBLE.sub("", cell)).strip() for cell in cells if len(cell) <= LONGEST_HEADER)
    parts = [text for text in told if text]
    together = " ".join(parts), "".join(parts), "".join(part.removesuffix("-") for part in parts)
    return list(dict.fromkeys([*together, *reversed(parts)])) if parts else []


@lru_cache
def _aliases(register: Register) -> tuple[tuple[str, str], ...]:
    """The name of each column with each of its headers, folded, the official one first."""
    return tuple((column.name, folded(header)) for column in register.columns for header in column.headers)
