"""Tiles: a word in each cell of a table, its lightness following what the word means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts.bars import PRELIMINARY
from rsp_pipeline.followup.charts.grid import NOT_APPLICABLE, Grid
from rsp_pipeline.followup.charts.style import (
    MARGIN,
    PAPER,
    QUIET,
    SMALLER,
    STRONG,
    WIDTH,
    Letters,
    Sheet,
    readable_on,
    row_height,
)
from rsp_pipeline.swedish import UNKNOWN

if TYPE_CHECKING:
    from rsp_pipeline.followup.charts.chart import Chart, Draw

GAP, COMFORTABLE, WIDEST_NAME, WIDEST_TILE = 0.02, 0.28, 1.7, 1.5


def tiles(fills: Mapping[str, str]) -> Draw:
    """The drawing of words as tiles, each word with its fill; words without one stay white."""
    return partial(_draw, fills)


def _draw(fills: Mapping[str, str], sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
    names = {row: SMALLER.wrapped(chart.row_label(row), WIDEST_NAME) for row in grid.rows}
    left = MARGIN + max(SMALLER.width(line) for lines in names.values() for line in lines) + 0.1
    width = min((WIDTH - MARGIN - left + GAP) / len(grid.columns), WIDEST_TILE) - GAP
    for nth, column in enumerate(grid.columns):
        middle = left + nth * (width + GAP) + width / 2
        marked = f"{column} {PRELIMINARY}" if grid.is_preliminary(column) else column
        sheet.lines(middle, y, [marked], STRONG, "center")
    y += STRONG.line + 0.04
    least = row_height(len(names), y, COMFORTABLE, SMALLER.line) - GAP
    for row, lines in names.items():
        words = [SMALLER.wrapped(_word(grid, row, column), width - 0.06) for column in grid.columns]
        height = max(least, max(map(len, (lines, *words))) * SMALLER.line - GAP)
        sheet.middle(MARGIN, y + height / 2, lines, SMALLER)
        for nth, (column, wrapped) in enumerate(zip(grid.columns, words, strict=True)):
            x = left + nth * (width + GAP)
            fill, letters = _style(fills, grid, row, column)
            if (row, column) in grid.figures:
                sheet.box(x, y, width, height, fill, dashed=grid.figures[row, column] is None)
            sheet.middle(x + width / 2, y + height / 2, wrapped, letters, "center")
        y += height + GAP
    return y - GAP


def _style(fills: Mapping[str, str], grid: Grid, row: str, column: str) -> tuple[str, Letters]:
    figure = grid.figures.get((row, column))
    if figure is None:
        return PAPER, QUIET
    fill = fills.get(str(figure), PAPER)
    return fill, readable_on(fill)


def _word(grid: Grid, row: str, column: str) -> str:
    figure = grid.figures.get((row, column), NOT_APPLICABLE)
    return UNKNOWN if figure is None else str(figure)
