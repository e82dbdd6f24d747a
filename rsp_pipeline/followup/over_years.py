"""Figures of several years beside each other: lines of a table, each one indicator or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rsp_pipeline.followup.document import Cell
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.followup.key_figures import words_of
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import GRANT_FORM, Member
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.indicator import Unit
from rsp_pipeline.programme import GrantLines
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.swedish import Number, number, percent

NOT_THAT_YEAR = "–"
"""Stands where there was no such thing in a year: a form of aid before it began, or after it ended."""
IN_KRONOR = (Unit.SEK, Unit.SEK_PER_INHABITANT, Unit.SEK_PER_DELIVERY)


@dataclass(frozen=True)
class Line:
    """A line of a table: what it is called, and the figure of each year, of the whole county or of `members`."""

    title: str
    indicator: Indicator
    members: tuple[Member, ...] = ()

    def of(self, *members: Member) -> Line:
        """The same line, of a part."""
        return Line(self.title, self.indicator, (*self.members, *members))

    def cell(self, figures: Figures, year: int) -> Cell:
        """The figure of a year, with its source; a dash where there was no such thing that year."""
        if not figures.has(self.indicator, year, *self.members):
            return Cell(NOT_THAT_YEAR)
        return figures.cell(self.indicator, year, *self.members, worded=self._worded)

    def cells(self, figures: Figures, years: Sequence[int]) -> tuple[Cell, ...]:
        """The figure of each of some years."""
        return tuple(self.cell(figures, year) for year in years)

    def is_zero(self, figures: Figures, years: Sequence[int]) -> bool:
        """Whether there was nothing in any of some years."""
        known = [
            figures.value(self.indicator, year, *self.members)
            for year in years
            if figures.has(self.indicator, year, *self.members)
        ]
        return all(value == 0 for value in known)

    def _worded(self, value: Number) -> str:
        return in_unit(value, self.indicator)


def line(indicator: Indicator) -> Line:
    """An indicator by its own title, with its unit where that is not plain: `Beviljat belopp, kronor`."""
    return Line(f"{indicator.title}, kronor" if indicator.unit in IN_KRONOR else indicator.title, indicator)


def grant_lines(figures: Figures, lines: GrantLines, years: Sequence[int], *members: Member) -> tuple[Line, ...]:
    """Number and amount of each form of aid, by the region's own words, and of all of them.

    A form that has ended, and was not given in any of these years, is left out.
    """
    words, found = words_of(lines), []
    for form in FORMS.values:
        title, part = words.get(form, form), (*members, GRANT_FORM.at(form))
        count, amount = Line(f"{title}, antal", S01, part), Line(f"{title}, kronor", S02, part)
        if figures.has(S01, years[-1], *part) or not count.is_zero(figures, years):
            found += [count, amount]
    return (*found, Line("Alla stöd, antal", S01, members), Line("Alla stöd, kronor", S02, members))


def in_unit(value: Number, indicator: Indicator) -> str:
    """A figure as a table writes it, without its unit but for percent."""
    if indicator.unit is Unit.PERCENT:
        return percent(value, indicator.decimals)
    return number(value, indicator.decimals)
