"""A map of the whole country: the darker the area, the greater its figure.

No figure has room on its area: the greatest are numbered there, and told beside the map.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts.boundaries import Kind, boundaries
from rsp_pipeline.followup.charts.grid import Figure, Grid
from rsp_pipeline.followup.charts.maps import key, placing, roomiest, shade, step_to
from rsp_pipeline.followup.charts.style import (
    MARGIN,
    MUTED,
    PAPER,
    SMALLER,
    STANDS_OUT,
    UNKNOWN_HATCH,
    WIDTH,
    Letters,
    Sheet,
    readable_on,
)
from rsp_pipeline.swedish import NO_BREAK_SPACE, UNKNOWN

if TYPE_CHECKING:
    from matplotlib.path import Path

    from rsp_pipeline.followup.charts.chart import Chart, Draw

MAP_WIDTH, MAP_HEIGHT, GAP = 3.1, 7.1, 0.25  # inches
THIN = 0.3  # points: the edges of small areas
NUMBER = 7.5  # points


def country(kind: Kind, numbered: int) -> Draw:
    """The drawing of areas of a kind, the first `numbered` of the rows with a number on the map."""
    return partial(_draw, kind, numbered)


def _draw(kind: Kind, numbered: int, sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """The map of the grid's only column, and beside it the key to its shades and the numbered; where they end."""
    (column,) = grid.columns
    figures = grid.column(column)
    areas = boundaries(frozenset(figures), kind)
    place = placing(areas, y, MAP_WIDTH, MAP_HEIGHT)
    drawn = {row: place.transform_path(areas[row]) for row in figures if row in areas}
    step = step_to(max([*grid.numbers(grid.columns), Decimal(0)]))
    fills = {row: shade(figures[row], step) for row in drawn}
    for row, area in drawn.items():
        edge = PAPER if fills[row] in STANDS_OUT else MUTED
        hatch = "" if isinstance(figures[row], Decimal) else UNKNOWN_HATCH
        sheet.area(area, fills[row], edge, hatch, THIN)
    right = max((area.get_extents().x1 for area in drawn.values()), default=MARGIN)
    bottom = max((area.get_extents().y1 for area in drawn.values()), default=y)
    left = float(right) + GAP
    shades = {(fills[row], isinstance(figures[row], Decimal)) for row in drawn}
    untold = {figures[row] or UNKNOWN for row in drawn if not isinstance(figures[row], Decimal)}
    y = key(sheet, shades, step, left, y, " eller ".join(sorted(map(str, untold))))
    write = partial(_said, chart, column)
    for row in (row for row in figures if row not in drawn):
        y = _line(sheet, f"{row}, {write(figures[row])}", left, y)
    for number, row in enumerate([*drawn][:numbered], start=1):
        _mark(sheet, drawn[row], str(number), fills[row], on_plate=not isinstance(figures[row], Decimal))
        y = _line(sheet, f"{number}{NO_BREAK_SPACE}{NO_BREAK_SPACE}{row}, {write(figures[row])}", left, y)
    if len(drawn) > numbered:
        y = _line(sheet, "De övriga visas bara med sin nyans.", left, y)
    return max(y, float(bottom))


def _said(chart: Chart, column: str, figure: Figure) -> str:
    if isinstance(figure, Decimal):
        return chart.measure_of(column).label(figure)
    return UNKNOWN if figure is None else figure


def _line(sheet: Sheet, said: str, left: float, y: float) -> float:
    return sheet.lines(left, y, SMALLER.wrapped(said, WIDTH - MARGIN - left), SMALLER)


def _mark(sheet: Sheet, area: Path, number: str, fill: str, *, on_plate: bool) -> None:
    """An area's number in the middle of it, on a plate where the area is hatched or too small to be its ground."""
    letters = readable_on(fill, NUMBER)
    x, y, room = roomiest(area, letters.line)
    if letters.width(number) <= 2 * room and not on_plate:
        sheet.middle(x, y, [number], letters, "center")
    else:
        sheet.plate(x, y, [number], Letters(NUMBER), PAPER)
