"""Bars from zero: lying, a panel for each column; or standing, a panel for each row. One scale for every panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts.grid import NOT_APPLICABLE, Figure, Grid
from rsp_pipeline.followup.charts.style import (
    MARGIN,
    PAPER,
    PLAIN,
    PRELIMINARY_HATCH,
    QUIET,
    SHADES,
    SMALLER,
    STRONG,
    WIDTH,
    Sheet,
    row_height,
)
from rsp_pipeline.swedish import UNKNOWN

if TYPE_CHECKING:
    from rsp_pipeline.followup.charts.chart import Chart

GAP, BESIDE = 0.2, 0.06  # between panels; between a bar and its figure
LYING_BAR, LYING_ROW, WIDEST_NAME = 0.62, 0.28, 1.9  # the bar's share of its row
STANDING_HEIGHT, STANDING_ABREAST, WIDEST_STEP, WIDEST_BAR = 1.0, 3, 1.1, 0.6
PRELIMINARY = "prel."


class Scale:
    """Lengths from zero: the greatest and the least number share `span` inches."""

    def __init__(self, numbers: Iterable[Decimal], span: float) -> None:
        known = [Decimal(0), *numbers]
        self._inches = max(span, 0.1) / (float(max(known) - min(known)) or 1)
        self.below_zero = float(-min(known)) * self._inches

    def length(self, number: Decimal) -> float:
        """The length of a number's bar, in inches; negative below zero."""
        return float(number) * self._inches


def lying(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """A panel for each column with a lying bar for each row; where the panels end.

    Columns that are measured alike share a scale.
    """
    names = {row: SMALLER.wrapped(chart.row_label(row), WIDEST_NAME) for row in grid.rows}
    left = MARGIN + max(SMALLER.width(line) for lines in names.values() for line in lines) + 0.1
    width = (WIDTH - MARGIN - left + GAP) / len(grid.columns) - GAP
    if len(grid.columns) > 1:
        headings = {column: STRONG.wrapped(column, width) for column in grid.columns}
        headings_end = y + max(map(len, headings.values())) * STRONG.line
        for nth, lines in enumerate(headings.values()):
            sheet.lines(left + nth * (width + GAP), headings_end - len(lines) * STRONG.line, lines, STRONG)
        y = headings_end + 0.06
    scales = {column: _lying_scale(chart, grid, column, width) for column in grid.columns}
    bottom, height = y, row_height(len(names), y, LYING_ROW, SMALLER.line)
    for row, lines in names.items():
        taken = max(height, len(lines) * SMALLER.line + (0.06 if len(lines) > 1 else 0))
        middle = bottom + taken / 2
        sheet.middle(MARGIN, middle, lines, SMALLER)
        for nth, column in enumerate(grid.columns):
            place = Place(left + nth * (width + GAP), middle, width, height * LYING_BAR)
            _lie(sheet, chart, grid, (row, column), place, scales[column])
        bottom += taken
    for nth, scale in enumerate(scales.values()):
        zero = left + nth * (width + GAP) + scale.below_zero
        sheet.rule(zero, y, zero, bottom)
    return bottom


def _lying_scale(chart: Chart, grid: Grid, column: str, width: float) -> Scale:
    measure = chart.measure_of(column)
    alike = [other for other in grid.columns if chart.measure_of(other) is measure]
    numbers = grid.numbers(alike)
    room = max((SMALLER.width(measure.label(number)) for number in numbers), default=0)
    return Scale(numbers, width - room - BESIDE)


@dataclass(frozen=True)
class Place:
    """Where a lying bar may lie: from `x`, around `middle`, so wide and so thick."""

    x: float
    middle: float
    width: float
    thickness: float


def _lie(sheet: Sheet, chart: Chart, grid: Grid, pair: tuple[str, str], at: Place, scale: Scale) -> None:
    """One bar with its figure at the end, or the word for what is not there; that of the reference is lighter."""
    row, column = pair
    figure = grid.figures.get(pair, NOT_APPLICABLE)
    zero = at.x + scale.below_zero
    if isinstance(figure, Decimal):
        length = scale.length(figure)
        top = at.middle - at.thickness / 2
        fill = SHADES[1] if row == chart.reference else SHADES[-1]
        _box(sheet, zero, top, length, at.thickness, fill, pair in grid.preliminary)
        sheet.text(zero + max(length, 0) + BESIDE, at.middle, chart.measure_of(column).label(figure), SMALLER)
    else:
        sheet.middle(zero + BESIDE, at.middle, QUIET.wrapped(_word(figure), at.width - BESIDE), QUIET)


def standing(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    """A panel for each row with a standing bar for each column, the last in bold; where the panels end."""
    abreast, width = _abreast(chart, grid)
    for first in range(0, len(grid.rows), abreast):
        rows = grid.rows[first : first + abreast]
        headings = [STRONG.wrapped(chart.row_label(row), width) for row in rows]
        bottom = y + max(map(len, headings)) * STRONG.line + 0.25 + STANDING_HEIGHT
        for nth, (row, lines) in enumerate(zip(rows, headings, strict=True)):
            x = MARGIN + nth * (width + GAP)
            sheet.lines(x, y, lines, STRONG)
            _stand(sheet, chart, grid, row, x, bottom, width)
        marked = any(map(grid.is_preliminary, grid.columns))
        y = bottom + 0.04 + STRONG.line + QUIET.line * marked + GAP
    return y - GAP


def _abreast(chart: Chart, grid: Grid) -> tuple[int, float]:
    """How many panels stand side by side so that every figure fits over its bar, and how wide they are."""
    labels = [
        STRONG.width(chart.measure_of(column).label(number))
        for column in grid.columns
        for number in grid.numbers([column])
    ]
    needed = (max(labels, default=0) + 0.08) * len(grid.columns)
    most = len(grid.rows) if len(grid.rows) <= STANDING_ABREAST else 2 if len(grid.rows) == 4 else STANDING_ABREAST
    fits = int((WIDTH - 2 * MARGIN + GAP) / (needed + GAP))
    abreast = max(1, min(most, fits))
    return abreast, (WIDTH - 2 * MARGIN + GAP) / abreast - GAP


def _stand(sheet: Sheet, chart: Chart, grid: Grid, row: str, x: float, bottom: float, width: float) -> None:
    scale = Scale(grid.numbers(grid.columns), STANDING_HEIGHT)
    zero = bottom - scale.below_zero
    step = min(width / len(grid.columns), WIDEST_STEP)
    bar = min(step * 0.7, WIDEST_BAR)
    for nth, column in enumerate(grid.columns):
        middle = x + (nth + 0.5) * step
        figure = grid.figures.get((row, column), NOT_APPLICABLE)
        letters = STRONG if column == grid.columns[-1] else PLAIN
        sheet.lines(middle, bottom + 0.04, [column], letters, "center")
        if grid.is_preliminary(column):
            sheet.lines(middle, bottom + 0.04 + letters.line, [PRELIMINARY], QUIET, "center")
        if isinstance(figure, Decimal):
            length = scale.length(figure)
            fill = SHADES[nth - len(grid.columns)] if nth >= len(grid.columns) - len(SHADES) else SHADES[0]
            _box(sheet, middle - bar / 2, zero, bar, -length, fill, (row, column) in grid.preliminary)
            label = chart.measure_of(column).label(figure)
            sheet.text(middle, zero - max(length, 0) - 0.1, label, letters, "center")
        else:
            lines = QUIET.wrapped(_word(figure), step - 0.04)
            sheet.lines(middle, zero - len(lines) * QUIET.line - 0.02, lines, QUIET, "center")
    sheet.rule(x, zero, x + len(grid.columns) * step, zero)


def _box(sheet: Sheet, x: float, y: float, width: float, height: float, fill: str, is_preliminary: bool) -> None:
    """A filled bar, or a hatched one; none at all for a zero."""
    if width and height:
        hatched = (PAPER, PRELIMINARY_HATCH)
        sheet.box(x, y, width, height, *(hatched if is_preliminary else (fill,)))


def _word(figure: Figure) -> str:
    return UNKNOWN if figure is None else str(figure)
