"""A map of the municipalities: the darker the area, the greater its figure, which is written on it.

A name that has no room in its area is replaced by a number, and stands beside the map.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from rsp_pipeline.followup.charts.boundaries import boundaries
from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.style import (
    MARGIN,
    MUTED,
    PAPER,
    SHADES,
    SMALLER,
    UNKNOWN_HATCH,
    WIDTH,
    Sheet,
    readable_on,
)
from rsp_pipeline.swedish import UNKNOWN

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    from rsp_pipeline.followup.charts.chart import Chart

MAP_WIDTH, MAP_HEIGHT = 4.6, 5.6  # inches that the map may take
LIST_AT = MARGIN + MAP_WIDTH + 0.3
LIST_WIDTH = WIDTH - MARGIN - LIST_AT
ROOM, SWATCH = 0.05, 0.2
LEVELS_PER_HALF, POINTS_PER_LEVEL = 3, 9  # how closely a label's place is searched for

Stretches: TypeAlias = list[tuple[float, float]]


def choropleth(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """The map of the grid's only column, and beside it the key to its shades and the names; where they end."""
    (column,) = grid.columns
    write = chart.measure_of(column).label
    flat = boundaries(frozenset(grid.rows))
    areas = {name: placing(flat, y).transform_path(area) for name, area in flat.items()}
    greatest = max([*grid.numbers(grid.columns), Decimal(0)])
    for area in areas.values():
        sheet.area(area, MUTED, MUTED, thickness=3)  # what shows of it is the county's outline
    beside: list[str] = []
    for row, figure in grid.column(column).items():
        label = [row, write(figure) if isinstance(figure, Decimal) else UNKNOWN]
        if row not in areas:
            beside.append(", ".join(label))
            continue
        fill = _shade(figure, greatest) if isinstance(figure, Decimal) else PAPER
        letters = readable_on(fill)
        x, middle, room = roomiest(areas[row], len(label) * letters.line)
        if max(map(letters.width, label)) + 2 * ROOM > 2 * room:
            beside.append(f"{len(beside) + 1}  {', '.join(label)}")
            label = [str(len(beside))]
        if figure is None:
            sheet.area(areas[row], fill, MUTED, UNKNOWN_HATCH)
            sheet.plate(x, middle, label, letters)
        else:
            sheet.area(areas[row], fill, PAPER if fill in SHADES else MUTED)
            sheet.middle(x, middle, label, letters, "center")
    bottom = max((float(area.get_extents().y1) for area in areas.values()), default=y)
    y = _key(sheet, [write(greatest * step / len(SHADES)) for step in range(len(SHADES) + 1)], y)
    for name in beside:
        y = sheet.lines(LIST_AT, y, SMALLER.wrapped(name, LIST_WIDTH), SMALLER)
    return max(bottom, y)


def _key(sheet: Sheet, limits: list[str], y: float) -> float:
    """What each shade stands for, the darkest first; none when the limits read alike. Where it ends."""
    if len(set(limits)) < len(limits):
        return y
    for fill, lowest, highest in zip(SHADES[::-1], limits[-2::-1], limits[::-1], strict=False):
        sheet.box(LIST_AT, y, SWATCH, SWATCH, fill)
        sheet.text(LIST_AT + SWATCH + 0.1, y + SWATCH / 2, f"mer än {lowest}, högst {highest}", SMALLER)
        y += SWATCH + 0.06
    return y + 0.15


def _shade(figure: Decimal, greatest: Decimal) -> str:
    """One of four shades, for equal steps from zero to the greatest figure; zero and below are white."""
    if figure <= 0:
        return PAPER
    steps_below = next(n for n in range(len(SHADES)) if figure <= greatest * (n + 1) / len(SHADES))
    return SHADES[steps_below]


def placing(areas: dict[str, Path], y: float) -> Affine2D:
    """What enlarges the areas to the room for the map with its top at `y`."""
    from matplotlib.transforms import Affine2D, Bbox

    if not areas:
        return Affine2D()
    whole = Bbox.union([area.get_extents() for area in areas.values()])
    factor = min(MAP_WIDTH / whole.width, MAP_HEIGHT / whole.height)
    return Affine2D().translate(-whole.x0, -whole.y0).scale(factor).translate(MARGIN, y)


def roomiest(area: Path, height: float) -> tuple[float, float, float]:
    """Where a label of some height has most room inside an area: the middle of it, and the room to each side."""
    import numpy as np

    whole = area.get_extents()
    levels = np.arange(whole.y0, whole.y1, height / 2 / LEVELS_PER_HALF)
    inside = _stretches(area, levels)
    best = (float(whole.x0 + whole.width / 2), float(whole.y0 + whole.height / 2), 0.0)
    for nth in range(LEVELS_PER_HALF, len(levels) - LEVELS_PER_HALF):
        around = inside[nth - LEVELS_PER_HALF], inside[nth], inside[nth + LEVELS_PER_HALF]
        for left, right in inside[nth]:
            if right - left <= 2 * best[2]:
                continue
            for x in np.linspace(left, right, POINTS_PER_LEVEL)[1:-1].tolist():
                room = min(_room(level, x) for level in around)
                if room > best[2]:
                    best = (x, float(levels[nth]), room)
    return best


def _room(stretches: Stretches, x: float) -> float:
    """How far it is from `x` to the nearer border."""
    return next((min(x - left, right - x) for left, right in stretches if left < x < right), 0.0)


def _stretches(area: Path, levels: np.ndarray[Any, Any]) -> list[Stretches]:
    """For each level, the stretches of it that lie inside the area."""
    import numpy as np

    rings = [np.asarray(ring) for ring in area.to_polygons()]
    start = np.concatenate([ring[:-1] for ring in rings])
    end = np.concatenate([ring[1:] for ring in rings])
    found = []
    for y in levels:
        crosses = (start[:, 1] <= y) != (end[:, 1] <= y)
        (x0, y0), (x1, y1) = start[crosses].T, end[crosses].T
        ordered = np.sort(x0 + (y - y0) * (x1 - x0) / (y1 - y0)).tolist()
        found.append(list(zip(ordered[::2], ordered[1::2], strict=True)))
    return found
