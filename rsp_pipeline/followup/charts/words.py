"""Charts in words: the alternative texts, composed from the figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.swedish import UNKNOWN

if TYPE_CHECKING:
    from rsp_pipeline.followup.charts.chart import Chart


def by_row(chart: Chart, grid: Grid, year: int) -> str:
    """Each row over the columns, and which rows were highest and lowest in the last: for figures over the years."""
    last = grid.columns[-1]
    sentences = []
    for row in grid.rows:
        figures = grid.row(row)
        each = (f"{chart.in_text(column, figure)} ({column})" for column, figure in figures.items())
        sentences.append(f"{row}: {UNKNOWN if set(figures.values()) == {None} else enumerated(each)}.")
    return " ".join([opening(chart, year), *extremes(chart, grid, last, f" {last}"), *sentences])


def by_column(chart: Chart, grid: Grid, year: int) -> str:
    """The highest and the lowest row, then every one: for the figures of a single year."""
    (column,) = grid.columns
    figures = grid.column(column)
    sentences = []
    if known := [f"{row} {chart.in_text(column, figure)}" for row, figure in figures.items() if figure is not None]:
        sentences.append(f"{enumerated(known)}.")
    if unknown := [row for row, figure in figures.items() if figure is None]:
        sentences.append(f"Uppgift saknas för {enumerated(unknown) if known else 'samtliga'}.")
    return " ".join([opening(chart, year), *extremes(chart, grid, column), *sentences])


def by_word(chart: Chart, grid: Grid, year: int) -> str:
    """Which rows each word stands at, column by column, the newest first: for statuses."""
    sentences = []
    for column in reversed(grid.columns):
        figures = grid.column(column)
        words = dict.fromkeys(chart.in_text(column, figure) for figure in figures.values())
        places = {
            word: [row for row, figure in figures.items() if chart.in_text(column, figure) == word] for word in words
        }
        sentences.append(f"{column}: {'; '.join(_where(*pair, of=len(figures)) for pair in places.items())}.")
    return " ".join([opening(chart, year), *sentences])


def _where(word: str, rows: list[str], of: int) -> str:
    return f"{word} {'för' if word == UNKNOWN else 'i'} {enumerated(rows) if len(rows) < of or of == 1 else 'samtliga'}"


def opening(chart: Chart, year: int) -> str:
    """The kind of chart and its title."""
    title = chart.title.format(year=year)
    return f"{chart.kind}: {title[0].lower()}{title[1:]}."


def extremes(chart: Chart, grid: Grid, column: str, when: str = "") -> list[str]:
    """The sentences about the highest and the lowest; none when the known figures do not differ."""
    known = {
        row: figure
        for row, figure in grid.column(column).items()
        if isinstance(figure, Decimal) and row != chart.reference
    }
    if len(set(known.values())) < 2:
        return []
    sentences = []
    for word, value in (("Högst", max(known.values())), ("Lägst", min(known.values()))):
        rows = enumerated(row for row, figure in known.items() if figure == value)
        sentences.append(f"{word}{when}: {rows}, {chart.in_text(column, value)}.")
    return sentences


def enumerated(parts: Iterable[str]) -> str:
    """An enumeration: a, b och c."""
    *first, last = parts
    return f"{', '.join(first)} och {last}" if first else last
