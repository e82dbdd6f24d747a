"""Grids for the tests of charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from rsp_pipeline.followup.charts.grid import Figure, Grid


def grid(
    rows: Iterable[str],
    columns: Iterable[str],
    figure: Callable[[int, int], Figure | int],
    preliminary: Iterable[str] = (),
) -> Grid:
    """A grid whose figures follow from the places of row and column."""
    names, headings = tuple(rows), tuple(columns)
    figures = {(row, column): figure(i, j) for i, row in enumerate(names) for j, column in enumerate(headings)}
    exact = {pair: Decimal(value) if isinstance(value, int) else value for pair, value in figures.items()}
    return Grid(names, headings, exact, frozenset((row, column) for row in names for column in preliminary))
