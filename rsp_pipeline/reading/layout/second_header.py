"""A header below the first of a sheet: the same again, as at the top of each printed page, or that of another table.

Below the header of another table columns stand otherwise, and would be taken for others.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout.headers import Header, aliases, candidates, folded
from rsp_pipeline.reading.sheet import Row
from rsp_pipeline.registers import Register

SAID_AGAIN = 0.75  # the share of a line's cells that are headers when it is one


def says_again(number: int, filled: Mapping[int, str], header: Header, register: Register) -> bool:
    """Whether a line, given by its filled cells, says what the header above does, as at the top of each printed page.

    Raises:
        FileRejected: it is a header, but of columns that stand otherwise than above, and so does what is below it.
    """
    names = {place: folded(cell) for place, cell in filled.items()}
    count = sum(_is_known(name, header, register) for name in names.values())
    if count < 2 or count < SAID_AGAIN * len(names):
        return False
    other = _elsewhere(names, header, register)
    if other and count > 2:
        raise _two_headers(number, filled, other[0], header)
    return not other


def _elsewhere(names: Mapping[int, str], header: Header, register: Register) -> list[int]:
    """The places of a line of headers, folded, where a header above names another column, or none."""
    above = {place: column for column, place in header.positions.items()}
    return [
        place
        for place, name in names.items()
        if (place in above or _is_known(name, header, register))
        and not (place < header.width and name in header.names[place])
        and (above.get(place), name) not in aliases(register)
    ]


def _is_known(name: str, header: Header, register: Register) -> bool:
    return name in _known(register) or any(name in names for names in header.names)


def _two_headers(number: int, filled: Mapping[int, str], place: int, header: Header) -> FileRejected:
    """Why a file is rejected that has a second header, which at some place differs from the first."""
    was = next(iter(header.spelt[place]), "") if place < header.width else ""
    sentence = (
        f"Rad {number} är också en rubrikrad, men har kolumnerna på annat sätt än rad {header.row}:"
        f" ”{filled[place]}” står {f'där ”{was}” stod' if was else 'där ingen rubrik stod'}."
    )
    return FileRejected("other_header", f"{sentence} Lämna tabellerna i var sin fil, eller med samma kolumner.")


def refuse_a_table_above(header: Header, rows: list[Row], register: Register) -> None:
    """Refuse a sheet with rows above the header that names most columns, below another whole one: they would be lost.

    Raises:
        FileRejected: there are some.
    """
    needed = {column.name for column in register.required}
    above = candidates([row for row in rows if row[0] < header.first], register)
    first = next((each for each in above if needed <= each.positions.keys()), header)
    between = [cells for number, cells in rows if first.row < number < header.first]
    if any(any(map(str.strip, cells)) for cells in between):
        filled = {place: spellings[0] for place, spellings in enumerate(header.spelt) if spellings}
        names = {place: folded(cell) for place, cell in filled.items()}
        raise _two_headers(header.row, filled, _elsewhere(names, first, register)[0], first)


@lru_cache
def _known(register: Register) -> frozenset[str]:
    """Every header that a register may have, folded."""
    return frozenset([*(alias for _, alias in aliases(register)), *map(folded, register.ignored)])
