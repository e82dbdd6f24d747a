"""The noun `Chart`: what it shows, from which rows, how it is drawn, told in words and set as a table.

How things look belongs in `style`, how they are drawn in `bars`, `tiles` and `maps`, how they are saved in `save`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from rsp_pipeline.derived.data_dates import DATA_DATES
from rsp_pipeline.followup.charts.grid import NOT_APPLICABLE, Figure, Grid
from rsp_pipeline.followup.charts.measure import COUNT, Measure
from rsp_pipeline.report import REPORTS
from rsp_pipeline.store.schema import View
from rsp_pipeline.store.sql import read_by
from rsp_pipeline.swedish import NO_BREAK_SPACE, UNKNOWN, sentence

if TYPE_CHECKING:
    import duckdb

    from rsp_pipeline.followup.charts.style import Sheet

YEARS_SHOWN = 4
REACHES_TO = f"SELECT reaches_to FROM {DATA_DATES.table.full_name} WHERE year = $year"


class Draw(Protocol):
    """The drawing of a grid with at least one row, from `y` downwards; it returns where it ends."""

    def __call__(self, sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:
        """Draw on the sheet."""


@dataclass(frozen=True)
class ChartData:
    """A chart's figures for a year, and the day that they reach to; None when no day is known."""

    grid: Grid
    reaches_to: date | None

    @property
    def is_known(self) -> bool:
        """Whether there is anything to draw: a figure that is known, be it a zero."""
        return any(figure is not None for figure in self.grid.figures.values())

    @property
    def shown(self) -> tuple[object, ...]:
        """All that a drawing of it shows, in a settled order."""
        grid = self.grid
        return grid.rows, grid.columns, sorted(grid.figures.items()), sorted(grid.preliminary), self.reaches_to


@dataclass(frozen=True)
class Chart:
    """A chart of the follow-up.

    `name` is its file's and asset's; `title` says what it shows and names the `{year}`; `kind` is the sort of chart in
    words. `select` gives row_order, row_name, column_order, column_name, value and is_preliminary for the year `$year`;
    it is empty for a chart that is handed its figures. `row_title` is what its rows are. `tell` puts the figures in
    words; `says` is their message, "" where nothing stands out. `reference` is a row to compare with, itself no part;
    `symbols` stand before row names. The columns of one that `is_over_time` are years; those before the first that is
    known are left out.
    """

    name: str
    title: str
    kind: str
    source: str
    row_title: str
    draw: Draw
    tell: Callable[[Chart, Grid, int], str]
    select: str = ""
    says: Callable[[Chart, Grid, int], str] = lambda *_: ""
    measure: Measure = COUNT
    measures: Mapping[str, Measure] = field(default_factory=dict)
    reference: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)
    is_over_time: bool = False

    @property
    def views(self) -> tuple[View, ...]:
        """The views its SELECT reads, each after those it reads itself."""
        read: list[View] = []
        for view in reversed(REPORTS):
            if read_by([self.select, *(each.select for each in read)], [view.table]):
                read.insert(0, view)
        return tuple(read)

    @property
    def caption(self) -> str:
        """The title inside a sentence, whichever the year."""
        title = self.title.removesuffix(" {year}").removesuffix(" till och med")
        return f"{title[0].lower()}{title[1:]}"

    @property
    def selects(self) -> tuple[str, ...]:
        """Every SELECT it takes."""
        return (self.select, REACHES_TO, *(view.select for view in self.views))

    def data(self, session: duckdb.DuckDBPyConnection, year: int) -> ChartData:
        """Its figures for a year; `session` sees the tables and views it reads."""
        return self.data_by_year(session, [year])[year]

    def data_by_year(self, session: duckdb.DuckDBPyConnection, years: Sequence[int]) -> dict[int, ChartData]:
        """Its figures for each of some years, asked for at once: to plan the query takes longer than to run it."""
        reaches_to = dict(session.execute(_for_each_year(REACHES_TO), {"years": years}).fetchall())
        records: dict[int, list[tuple[object, ...]]] = {year: [] for year in years}
        for year, *record in session.execute(_for_each_year(self.select), {"years": years}).fetchall():
            records[year].append(tuple(record))
        grids = {year: Grid.of(records[year]) for year in years}
        shown = {year: grid.from_first_known() if self.is_over_time else grid for year, grid in grids.items()}
        return {year: ChartData(grid, reaches_to.get(year)) for year, grid in shown.items()}

    def message(self, data: ChartData, year: int) -> str:
        """What is to be seen at a glance, in a few words; "" where nothing stands out."""
        return self.says(self, data.grid, year) if data.is_known else ""

    def headline(self, data: ChartData, year: int) -> str:
        """What stands above it: its message, or what it shows where nothing stands out."""
        return self.message(data, year) or self.title.format(year=year)

    def subtitle(self, data: ChartData, year: int) -> str:
        """What stands under the headline: what it shows, the unit of its figures, and whether the year is over."""
        shows = [self.title.format(year=year)] if self.message(data, year) else []
        parts = [*shows, *([self.measure.name] if self.measure.name else [])]
        first = [sentence(", ".join(parts))] if parts and data.is_known else []
        return " ".join([*first, *([preliminary(year)] if data.grid.preliminary else [])])

    def measure_of(self, column: str) -> Measure:
        """How the figures of a column are measured."""
        return self.measures.get(column, self.measure)

    def row_label(self, row: str) -> str:
        """A row's name, with its symbol if it has one."""
        return f"{self.symbols[row]}{NO_BREAK_SPACE}{row}" if row in self.symbols else row

    def in_text(self, column: str, figure: Figure) -> str:
        """A figure in full, as in a text."""
        if isinstance(figure, Decimal):
            return self.measure_of(column).in_text(figure)
        return UNKNOWN if figure is None else figure

    def alt(self, data: ChartData, year: int) -> str:
        """The alternative text: its message, what the chart shows, the highest and the lowest, and every figure."""
        grid = data.grid
        if not grid.rows:
            return f"{self.title.format(year=year)}. {nothing(year)}"
        message = self.message(data, year)
        begins, ends = [f"{message}."] if message else [], [preliminary(year)] if grid.preliminary else []
        return " ".join([*begins, self.tell(self, grid, year), *ends])

    def table(self, data: ChartData) -> list[list[str]]:
        """The figures as a table to stand beside the chart: its header, then a line for each row."""
        grid = data.grid
        return [
            [self.row_title, *grid.columns],
            *(
                [
                    row,
                    *(self.in_text(column, grid.figures.get((row, column), NOT_APPLICABLE)) for column in grid.columns),
                ]
                for row in grid.rows
            ),
        ]


def _for_each_year(select: str) -> str:
    """A SELECT for `$year` as one for each of `$years`, with the year before its columns."""
    return f"""
        SELECT shown.year, of_the_year.*
        FROM unnest($years::INTEGER[]) AS shown (year)
        CROSS JOIN LATERAL ({select.replace("$year", "shown.year")}) AS of_the_year
    """


def nothing(year: int) -> str:
    """The sentence for a chart without figures."""
    return f"Det finns inga uppgifter att visa för {year}."


def preliminary(year: int) -> str:
    """The sentence for a year that is not over."""
    return f"Uppgifterna för {year} är preliminära: året pågår."
