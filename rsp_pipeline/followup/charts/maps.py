"""A map of the municipalities: the darker the area, the greater its figure, which is written on it.

A name that does not fit in its area is replaced by a number, and stands beside the map.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from rsp_pipeline.followup.charts.boundaries import boundaries
from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.style import (
    MARGIN,
    PAPER,
    SHADES,
    SMALL,
    SMALLER,
    UNKNOWN_HATCH,
    Letters,
    Sheet,
    readable_on,
)
from rsp_pipeline.swedish import UNKNOWN

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.path import Path

    from rsp_pipeline.followup.charts.chart import Chart

WIDTH, HEIGHT = 4.6, 5.6  # inches that the map may take
LIST_AT = MARGIN + WIDTH + 0.3
ROOM = 0.05
LEVELS_PER_HALF, POINTS_PER_LEVEL = 3, 9  # how closely a label's place is searched for

Stretches: TypeAlias = list[tuple[float, float]]


def choropleth(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """The map of the grid's only column; where it ends."""
    (column,) = grid.columns
    areas = _placed(boundaries(grid.rows), y)
    greatest = max([*grid.numbers(grid.columns), Decimal(0)])
    listed = []
    for row in grid.rows:
        if row not in areas:
            continue
        figure = grid.figures[row, column]
        known = isinstance(figure, Decimal)
        fill = _shade(figure, greatest) if isinstance(figure, Decimal) else PAPER
        sheet.area(areas[row], fill, "" if known else UNKNOWN_HATCH)
        value = chart.measure_of(column).label(figure) if isinstance(figure, Decimal) else UNKNOWN
        letters = readable_on(fill, SMALL)
        label = [row, value]
        x, middle, room = _roomiest(areas[row], len(label) * letters.line)
        if max(map(letters.width, label)) + 2 * ROOM > 2 * room:
            listed.append(f"{len(listed) + 1}  {row}, {value}")
            label = [str(len(listed))]
        sheet.middle(x, middle, label, letters, "center")
    bottom = max((float(area.get_extents().y1) for area in areas.values()), default=y)
    return max(bottom, sheet.lines(LIST_AT, y, listed, SMALLER))


def _shade(figure: Decimal, greatest: Decimal) -> str:
    """One of four shades, for equal steps from zero to the greatest figure; zero and below are white."""
    if figure <= 0:
        return PAPER
    return SHADES[min(int(figure / greatest * len(SHADES)), len(SHADES) - 1)]


def _placed(areas: dict[str, Path], y: float) -> dict[str, Path]:
    """The areas, enlarged to the room for the map with its top at `y`."""
    from matplotlib.transforms import Affine2D, Bbox

    if not areas:
        return {}
    whole = Bbox.union([area.get_extents() for area in areas.values()])
    factor = min(WIDTH / whole.width, HEIGHT / whole.height)
    place = Affine2D().translate(-whole.x0, -whole.y0).scale(factor).translate(MARGIN, y)
    return {name: place.transform_path(area) for name, area in areas.items()}


def _roomiest(area: Path, height: float) -> tuple[float, float, float]:
    """Where a label of some height has most room inside an area: the middle of it, and the room to each side."""
    import numpy as np

    whole = area.get_extents()
    levels = np.arange(whole.y0, whole.y1, height / 2 / LEVELS_PER_HALF)
    inside = _stretches(area, levels)
    best = (float(whole.x0 + whole.width / 2), float(whole.y0 + whole.height / 2), 0.0)
    for nth in range(LEVELS_PER_HALF, len(levels) - LEVELS_PER_HALF):
        around = inside[nth - LEVELS_PER_HALF], inside[nth], inside[nth + LEVELS_PER_HALF]
        for left, right in inside[nth]:
            for x in np.linspace(left, right, POINTS_PER_LEVEL)[1:-1]:
                room = min(_room(level, x) for level in around)
                if room > best[2]:
                    best = (float(x), float(levels[nth]), room)
    return best


def _room(stretches: Stretches, x: float) -> float:
    """How far it is from `x` to the nearer border."""
    return next((min(x - left, right - x) for left, right in stretches if left < x < right), 0.0)


def _stretches(area: Path, levels: np.ndarray) -> list[Stretches]:
    """For each level, the stretches of it that lie inside the area."""
    import numpy as np

    rings = area.to_polygons()
    start = np.concatenate([ring[:-1] for ring in rings])
    end = np.concatenate([ring[1:] for ring in rings])
    found = []
    for y in levels:
        crosses = (start[:, 1] <= y) != (end[:, 1] <= y)
        (x0, y0), (x1, y1) = start[crosses].T, end[crosses].T
        ordered = np.sort(x0 + (y - y0) * (x1 - x0) / (y1 - y0)).tolist()
        found.append(list(zip(ordered[::2], ordered[1::2], strict=True)))
    return found
