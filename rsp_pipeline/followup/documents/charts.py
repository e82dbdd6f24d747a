"""The follow-up's charts as figures of a memo, each with its alternative text and its data as a table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.charts import Chart, ChartData
from rsp_pipeline.followup.charts.grid import NOT_APPLICABLE
from rsp_pipeline.followup.document import Align, Cell, Column, Figure, Table
from rsp_pipeline.followup.documents.edition import Picture
from rsp_pipeline.swedish import NO_BREAK_SPACE

UNIT = f"{NO_BREAK_SPACE}kronor"


class ChartMissing(FileNotFoundError):
    """A chart that has not been drawn; the message is a Swedish sentence that says what to do."""


def figure_of(chart: Chart, data: ChartData, year: int) -> Figure:
    """A chart of a year as a figure: its caption says what it shows, its alternative text begins with its message."""
    title = chart.title.format(year=year)
    return Figure(chart.name, title, chart.alt(data, year), _table(chart, data))


def picture_of(chart: Chart, diagrams: Path) -> Picture:
    """A chart as it was drawn in the folder of diagrams.

    Raises:
        ChartMissing: it was not.
    """
    try:
        svg = (diagrams / f"{chart.name}.svg").read_text(encoding="utf-8")
        return Picture(svg, (diagrams / f"{chart.name}.png").read_bytes())
    except FileNotFoundError as error:
        raise ChartMissing(f"Diagrammet {chart.name} saknas. Materialisera followup/{chart.name} för året.") from error


def _table(chart: Chart, data: ChartData) -> Table:
    """The figures of a chart; kronor are named in the header instead of in every cell."""
    grid = data.grid
    rows = [[Cell(chart.row_label(row))] for row in grid.rows]
    header = [Column(chart.row_title)]
    for column in grid.columns:
        figures = [grid.figures.get((row, column), NOT_APPLICABLE) for row in grid.rows]
        has_numbers = any(not isinstance(figure, str) for figure in grid.column(column).values())
        texts = [chart.in_text(column, figure) for figure in figures]
        in_kronor = any(text.endswith(UNIT) for text in texts)
        header.append(Column(f"{column}, kronor" if in_kronor else column, Align.END if has_numbers else Align.START))
        for cells, text, figure in zip(rows, texts, figures, strict=True):
            cells.append(Cell(text.removesuffix(UNIT), figure if isinstance(figure, Decimal) else None))
    return Table(chart.name, chart.title, tuple(header), tuple(map(tuple, rows)), note=rounding_note(rows))
