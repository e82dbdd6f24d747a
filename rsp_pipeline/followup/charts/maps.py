"""A map of the municipalities: the darker the area, the greater its figure, which is written on it.

A name that has no room in its area is replaced by a number, and stands beside the map.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias

from rsp_pipeline.followup.charts.boundaries import boundaries
from rsp_pipeline.followup.charts.grid import Figure, Grid
from rsp_pipeline.followup.charts.style import (
    MARGIN,
    MUTED,
    PAPER,
    SHADES,
    SMALLER,
    STANDS_OUT,
    UNKNOWN_HATCH,
    WIDTH,
    Sheet,
    readable_on,
)
from rsp_pipeline.swedish import UNKNOWN, number

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    from rsp_pipeline.followup.charts.chart import Chart

MAP_WIDTH, MAP_HEIGHT = 4.4, 4.6  # inches that the map may take
LIST_GAP, ABREAST = 0.12, 4  # of the columns below the map
ROOM, SWATCH = 0.04, 0.16
LEVELS_PER_HALF, POINTS_PER_LEVEL = 3, 9  # how closely a label's place is searched for
ROUND = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")))  # steps that are easily read

Stretches: TypeAlias = list[tuple[float, float]]


def choropleth(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """The map of the grid's only column, and beside it the key to its shades and the names; where they end."""
    (column,) = grid.columns
    figures, write = grid.column(column), chart.measure_of(column).label
    said = {row: write(figure) if isinstance(figure, Decimal) else UNKNOWN for row, figure in figures.items()}
    flat = boundaries(frozenset(grid.rows))
    areas = {name: placing(flat, y).transform_path(area) for name, area in flat.items()}
    step = step_to(max([*grid.numbers(grid.columns), Decimal(0)]))
    fills = {row: shade(figures[row], step) for row in figures if row in areas}
    for area in areas.values():
        sheet.area(area, MUTED, MUTED, thickness=3)  # what shows of it is the county's outline
    for row, fill in fills.items():
        edge, hatch = PAPER if fill in STANDS_OUT else MUTED, UNKNOWN_HATCH if figures[row] is None else ""
        sheet.area(areas[row], fill, edge, hatch)
    beside = [f"{row}, {said[row]}" for row in figures if row not in areas]
    numbered = 0
    for row, fill in fills.items():
        if not _has_label(sheet, areas[row], [row, said[row]], fill, on_plate=figures[row] is None):
            numbered += 1
            beside.append(f"{numbered}  {row}, {said[row]}")
            _has_label(sheet, areas[row], [str(numbered)], fill, on_plate=figures[row] is None, must=True)
    whole = [area.get_extents() for area in areas.values()]
    bottom, left = max((box.y1 for box in whole), default=y), max((box.x1 for box in whole), default=MARGIN) + 0.3
    y = key(sheet, {(fill, figures[row] is not None) for row, fill in fills.items()}, step, left, y)
    return _list(sheet, beside, left, y, bottom)


def _has_label(sheet: Sheet, area: Path, label: list[str], fill: str, *, on_plate: bool, must: bool = False) -> bool:
    """Whether a label has room in an area, or must stand there; if so it does, on a plate where it needs one."""
    letters = readable_on(fill)
    x, y, room = roomiest(area, len(label) * letters.line)
    has_room = max(map(letters.width, label)) + 2 * ROOM <= 2 * room
    if has_room and not on_plate:
        sheet.middle(x, y, label, letters, "center")
    elif has_room or must:
        sheet.plate(x, y, label, letters, fill)
    return has_room


def _list(sheet: Sheet, names: list[str], left: float, y: float, bottom: float) -> float:
    """The names without room on the map, beside it or, if they are too many, in columns below; where they end."""
    wrapped = [line for name in names for line in SMALLER.wrapped(name, WIDTH - MARGIN - left)]
    if y + len(wrapped) * SMALLER.line <= bottom:
        sheet.lines(left, y, wrapped, SMALLER)
        return bottom
    width = (WIDTH - 2 * MARGIN + LIST_GAP) / ABREAST - LIST_GAP
    wrapped = [line for name in names for line in SMALLER.wrapped(name, width)]
    most = ceil(len(wrapped) / ABREAST)
    top = max(bottom, y) + LIST_GAP
    for nth in range(ABREAST):
        sheet.lines(MARGIN + nth * (width + LIST_GAP), top, wrapped[nth * most : (nth + 1) * most], SMALLER)
    return top + most * SMALLER.line


def key(
    sheet: Sheet,
    fills: Collection[tuple[str, bool]],
    step: Decimal,
    left: float,
    y: float,
    untold: str = UNKNOWN,
) -> float:
    """What each shade on the map stands for, the darkest first; none where all are alike. Where it ends.

    `fills` are the areas', each with whether its figure is known; of one that is not, `untold` is said.
    """
    limits = {fill: (_limit(step * nth), _limit(step * (nth + 1))) for nth, fill in enumerate(SHADES)}
    words = {fill: f"mer än {least}, högst {most}" for fill, (least, most) in limits.items()} | {PAPER: "inget"}
    lines = [(fill, "", words[fill]) for fill in (*SHADES[::-1], PAPER) if (fill, True) in fills]
    lines += [(PAPER, UNKNOWN_HATCH, untold)] if (PAPER, False) in fills else []
    if len(lines) < 2:
        return y
    for fill, hatch, said in lines:
        sheet.box(left, y, SWATCH, SWATCH, fill, hatch)
        sheet.text(left + SWATCH + 0.08, y + SWATCH / 2, said, SMALLER)
        y += SWATCH + 0.05
    return y + 0.12


def _limit(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() else 1)


def step_to(greatest: Decimal) -> Decimal:
    """A round step, of which as many as there are shades reach from zero to the greatest figure."""
    if greatest <= 0:
        return Decimal(1)
    least = greatest / len(SHADES)
    power = Decimal(1).scaleb(least.adjusted())
    return next(each * power for each in ROUND if each * power >= least)


def shade(figure: Figure, step: Decimal) -> str:
    """One of four shades, for equal steps from zero; zero, below and what is unknown are white."""
    if not isinstance(figure, Decimal) or figure <= 0:
        return PAPER
    return next(fill for nth, fill in enumerate(SHADES, 1) if figure <= step * nth)


def placing(areas: dict[str, Path], y: float, width: float = MAP_WIDTH, height: float = MAP_HEIGHT) -> Affine2D:
    """What enlarges the areas to the room for the map, in inches, with its top at `y`."""
    from matplotlib.transforms import Affine2D, Bbox

    if not areas:
        return Affine2D()
    whole = Bbox.union([area.get_extents() for area in areas.values()])
    factor = min(width / whole.width, height / whole.height)
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
