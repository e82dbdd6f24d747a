"""Grids and drawings for the tests of charts, and the comparison of a picture with the agreed one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from rsp_pipeline.followup.charts.grid import Figure, Grid

TOLERANCE = 0.5  # points
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


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


def assert_same_picture(svg: Path, agreed: Path) -> None:
    """The svg has the same marks and texts as the agreed one, none of them further away than the tolerance.

    After an intended change, write the agreed ones anew with `RSP_WRITE_SNAPSHOTS=1 make test`, and look at them.
    """
    drawn = svg.read_text(encoding="utf-8")
    if os.environ.get("RSP_WRITE_SNAPSHOTS"):
        agreed.parent.mkdir(parents=True, exist_ok=True)
        agreed.write_text(drawn, encoding="utf-8")
    expected = agreed.read_text(encoding="utf-8")
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", expected)
    apart = [
        (one, other)
        for one, other in zip(NUMBER.findall(drawn), NUMBER.findall(expected), strict=True)
        if abs(float(one) - float(other)) > TOLERANCE
    ]
    assert apart == []
