"""What the charts of the nation say at a glance, and their alternative texts.

With many regions some are nearly always unknown. What is said then holds for those that are known, and says so.
"""

from __future__ import annotations

from decimal import Decimal

from rsp_pipeline.followup.charts import Chart
from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.messages import Says, is_so_far
from rsp_pipeline.followup.charts.words import enumerated, extremes, opening
from rsp_pipeline.open_data.datasets import HIDDEN
from rsp_pipeline.swedish import number

NATION = "Hela landet"
MOST_TOLD = 25
"""So many areas have their figure in the alternative text; of more, the ten greatest do."""
FIRST = 10


def most_per_inhabitant(areas: str) -> Says:
    """Where most was granted per inhabitant, among the areas that are known."""

    def says(chart: Chart, grid: Grid, year: int) -> str:
        (column,) = grid.columns
        every = {row: figure for row, figure in grid.column(column).items() if row != chart.reference}
        known = {row: figure for row, figure in every.items() if isinstance(figure, Decimal)}
        if len(known) < 2:
            return ""
        was = "har hittills beviljats" if is_so_far(grid) else "beviljades"
        if not any(known.values()):
            return f"Inget {was} {year}" if len(known) == len(every) else ""
        first, second, *_ = sorted(known, key=lambda row: known[row], reverse=True)
        label = chart.measure_of(column).label
        if label(known[first]) == label(known[second]):
            return ""
        among = "" if len(known) == len(every) else f", av de {number(len(known))} {areas} som har uppgift"
        return f"Mest per invånare {was} i {first}{among}"

    return says


def beside(column: str) -> Says:
    """How many of the areas that are known lie above the nation in a column."""

    def says(chart: Chart, grid: Grid, year: int) -> str:  # noqa: ARG001
        figures = grid.column(column)
        whole = figures.get(chart.reference)
        known = [figure for row, figure in figures.items() if row != chart.reference and isinstance(figure, Decimal)]
        if not isinstance(whole, Decimal) or len(known) < 2:
            return ""
        above = sum(figure > whole for figure in known)
        has = "har hittills" if is_so_far(grid) else "hade"
        return f"{number(above)} av {number(len(known))} län {has} mer stöd per invånare än hela landet"

    return says


def tell_many(chart: Chart, grid: Grid, year: int) -> str:
    """The whole, the highest and the lowest, and every area that is known; of very many, the first."""
    (column,) = grid.columns
    figures = grid.column(column)

    def write(row: str) -> str:
        return f"{row} {chart.in_text(column, figures[row])}"

    known = [row for row, figure in figures.items() if isinstance(figure, Decimal) and row != chart.reference]
    unknown = [row for row, figure in figures.items() if figure is None and row != chart.reference]
    hidden = [row for row, figure in figures.items() if figure == HIDDEN]
    sentences = [f"{write(chart.reference)}."] if isinstance(figures.get(chart.reference), Decimal) else []
    sentences += extremes(chart, grid, column) if len(known) <= MOST_TOLD else []
    if known:
        shown = known if len(known) <= MOST_TOLD else known[:FIRST]
        first = "" if len(known) <= MOST_TOLD else f"De {number(len(shown))} högsta av {number(len(known))}: "
        sentences.append(f"{first}{enumerated(map(write, shown))}.")
    if zeros := [row for row in known if not figures[row]] if len(known) > MOST_TOLD else []:
        sentences.append(f"Inget i {number(len(zeros))}.")
    for word, rows in (("Uppgift saknas för", unknown), (f"{HIDDEN.capitalize()} för", hidden)):
        if rows:
            sentences.append(f"{word} {enumerated(rows) if len(rows) <= MOST_TOLD else number(len(rows))}.")
    return " ".join([opening(chart, year), *sentences])


def tell_columns(chart: Chart, grid: Grid, year: int) -> str:
    """Column by column the whole, the highest and the lowest; every figure stands in the table."""
    sentences = []
    for column in grid.columns:
        figures = grid.column(column)
        whole = figures.get(chart.reference)
        sentences.append(f"{column}: {NATION.lower()} {chart.in_text(column, whole)}.")
        sentences += extremes(chart, grid, column)
        if unknown := [row for row, figure in figures.items() if figure is None and row != chart.reference]:
            sentences.append(f"Uppgift saknas för {enumerated(unknown)}.")
    return " ".join([opening(chart, year), *sentences])
