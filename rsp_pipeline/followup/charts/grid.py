"""The data behind a chart: a small table of figures, as a SELECT gives it, in the order it is drawn and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from rsp_pipeline.indicators.engine import UNKNOWN

Figure: TypeAlias = Decimal | str | None  # a number, a word for a status, or unknown

NOT_APPLICABLE = "–"


@dataclass(frozen=True)
class Grid:
    """Figures by row and column, both by the names people read.

    None is an unknown figure. A pair that is missing does not apply, such as a form of aid that no longer exists.
    `preliminary` holds the pairs whose figure is known and whose year is not over.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    figures: Mapping[tuple[str, str], Figure]
    preliminary: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @classmethod
    def of(cls, records: Iterable[tuple[object, ...]]) -> Grid:
        """The grid of records: row_order, row_name, column_order, column_name, value, is_preliminary."""
        row_orders, column_orders, figures, preliminary = {}, {}, {}, set()
        for row_order, row, column_order, column, value, is_preliminary in records:
            name, heading = str(row), str(column)
            row_orders[name], column_orders[heading] = row_order, column_order
            figures[name, heading] = None if value == UNKNOWN else value
            if is_preliminary and figures[name, heading] is not None:
                preliminary.add((name, heading))
        return cls(
            rows=_sorted(row_orders),
            columns=_sorted(column_orders),
            figures=figures,  # type: ignore[arg-type]
            preliminary=frozenset(preliminary),
        )

    def from_first_known(self) -> Grid:
        """The grid without the columns before the first that has a known figure; the last one stays in any case."""
        known = (any(figure is not None for figure in self.column(column).values()) for column in self.columns)
        first = next((place for place, is_known in enumerate(known) if is_known), len(self.columns) - 1)
        columns = self.columns[max(first, 0) :]
        figures = {pair: figure for pair, figure in self.figures.items() if pair[1] in columns}
        rows = tuple(row for row in self.rows if any((row, column) in figures for column in columns))
        return Grid(rows, columns, figures, self.preliminary)

    def row(self, row: str) -> dict[str, Figure]:
        """The figures of a row that apply, by column."""
        return {column: self.figures[row, column] for column in self.columns if (row, column) in self.figures}

    def column(self, column: str) -> dict[str, Figure]:
        """The figures of a column that apply, by row."""
        return {row: self.figures[row, column] for row in self.rows if (row, column) in self.figures}

    def numbers(self, columns: Iterable[str]) -> list[Decimal]:
        """The known numbers of some columns."""
        chosen = set(columns)
        return [v for (_, column), v in self.figures.items() if column in chosen and isinstance(v, Decimal)]

    def is_preliminary(self, column: str) -> bool:
        """Whether the column is a year that is not over."""
        return any(of_column == column for _, of_column in self.preliminary)


def _sorted(orders: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(orders, key=lambda name: (orders[name], name)))
