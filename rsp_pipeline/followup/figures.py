"""Looking figures up: what the sentences and tables of a year may say, each with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rsp_pipeline.followup.document import Cell, Source, Span, Traced
from rsp_pipeline.indicators.dimension import DIMENSIONS, Member
from rsp_pipeline.indicators.indicator import Indicator, Unit
from rsp_pipeline.swedish import UNKNOWN, Number, number

Worded = Callable[[Number], str]
Group = frozenset[tuple[str, str]]
"""The columns and members of the part that a figure is about; empty for the whole county."""


Key = tuple[str, int, Group]
"""The indicator, the year and the group of a figure."""


class NoFigure(LookupError):
    """There is no such figure, known or unknown; the message says in Swedish which."""


@dataclass(frozen=True)
class Figures:
    """Figures of `indicator.value` by indicator, year and group; None where one is unknown.

    `said` has the words for a figure that is not told for another reason than that it is unknown.
    """

    values: Mapping[Key, Decimal | None]
    said: Mapping[Key, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Figures:
        """The figures in rows of `indicator.value`."""
        return cls({(row["indicator_id"], row["year"], _group_in(row)): row["value"] for row in rows})

    def has(self, indicator: Indicator, year: int, *members: Member) -> bool:
        """Whether there is such a figure, be it known or not."""
        return (indicator.id, year, _group_of(members)) in self.values

    def value(self, indicator: Indicator, year: int, *members: Member) -> Number | None:
        """A figure in its unit, counts as whole numbers and amounts in öre; None when it is unknown.

        Raises:
            NoFigure: the indicator has no such part or year.
        """
        if not self.has(indicator, year, *members):
            about = ", ".join(member.name for member in members) or "hela länet"
            raise NoFigure(f"{indicator.id} har ingen siffra för {year}, {about}.")
        value = self.values[indicator.id, year, _group_of(members)]
        return None if value is None else _in_unit(value, indicator.unit)

    def source(self, indicator: Indicator, year: int, *members: Member) -> Source:
        """Where a figure comes from.

        Raises:
            NoFigure: the indicator has no such part or year.
        """
        self.value(indicator, year, *members)
        by = indicator.by
        return Source(
            indicator, year, tuple(sorted(members, key=lambda m: by.index(m.dimension) if m.dimension in by else -1))
        )

    def span(self, indicator: Indicator, year: int, worded: Worded, *members: Member) -> Span:
        """A figure in running text, with its source; the word for the unknown has none.

        Raises:
            NoFigure: the indicator has no such part or year.
        """
        value = self.value(indicator, year, *members)
        if value is None:
            return self._untold(indicator, year, *members)
        return Traced(worded(value), value, self.source(indicator, year, *members))

    def cell(self, indicator: Indicator, year: int, *members: Member, worded: Worded = number) -> Cell:
        """A figure in a table, with its source.

        Raises:
            NoFigure: the indicator has no such part or year.
        """
        value = self.value(indicator, year, *members)
        text = self._untold(indicator, year, *members) if value is None else worded(value)
        return Cell(text, value, self.source(indicator, year, *members))

    def _untold(self, indicator: Indicator, year: int, *members: Member) -> str:
        return self.said.get((indicator.id, year, _group_of(members)), UNKNOWN)


def _group_of(members: Iterable[Member]) -> Group:
    return frozenset((member.dimension.column, member.name) for member in members)


def _group_in(row: Mapping[str, Any]) -> Group:
    columns = (dimension.column for dimension in DIMENSIONS)
    return frozenset((column, row[column]) for column in columns if row[column] is not None)


def _in_unit(value: Decimal, unit: Unit) -> Number:
    match unit:
        case Unit.COUNT:
            return int(value)
        case Unit.SEK:
            return value.quantize(Decimal("0.01"))
        case _:
            return value
