"""What each chart says at a glance: its headline, from the figures that it draws, and only what can be seen in it.

A message is "" where nothing stands out or a figure that it would rest on is unknown: then the chart is headed by what
it shows. Of a year that is not over, it tells what has been done so far and compares with no whole year.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.words import enumerated
from rsp_pipeline.swedish import Adjective, Gender, Noun, counted_in_words, number, out_of, percent, within

if TYPE_CHECKING:
    from rsp_pipeline.followup.charts.chart import Chart

Says = Callable[["Chart", Grid, int], str]

MUNICIPALITY = Noun("kommun", "kommuner", Gender.UTRUM)
EFFORT = Noun("insats", "insatser", Gender.UTRUM)
DONE = Adjective("genomförd", "genomfört", "genomförda")
MOST_NAMED = 2  # municipalities in a headline


def most_granted(most: str, named: Callable[[str], str]) -> Says:
    """Where most was granted: `most` is "Mest" in some measure, `named` how a row stands after the verb."""

    def says(chart: Chart, grid: Grid, year: int) -> str:
        column = grid.columns[-1]
        figures = {row: figure for row, figure in _numbers(grid, column).items() if row != chart.reference}
        if len(figures) < 2:
            return ""
        was = "har hittills beviljats" if is_so_far(grid) else "beviljades"
        if not any(figures.values()):
            return f"Inget {was} {year}"
        written = {row: chart.measure_of(column).label(figure) for row, figure in figures.items()}
        first, second = sorted(figures, key=lambda row: figures[row], reverse=True)[:2]
        if written[first] == written[second]:
            return ""
        has_others = any(figure for row, figure in figures.items() if row != first)
        return f"{most if has_others else 'Allt'} {was} {named(first)}"

    return says


def changed_most(named: Mapping[str, str], otherwise: Says) -> Says:
    """Which row has risen or fallen most, as `named` in a sentence.

    Where the year before is unknown or the year is not over, it is `otherwise` that says something.
    """

    def says(chart: Chart, grid: Grid, year: int) -> str:
        before = _numbers(grid, grid.columns[-2]) if len(grid.columns) > 1 else {}
        if is_so_far(grid) or not before:
            return otherwise(chart, grid, year)
        now, label = _numbers(grid, grid.columns[-1]), chart.measure.label
        both = [row for row in now if row in before]
        changes = {row: now[row] - before[row] for row in both if label(now[row]) != label(before[row])}
        if not changes:
            return f"I stort sett oförändrat sedan {grid.columns[-2]}" if both else ""
        most = max(changes, key=lambda row: abs(changes[row]))
        if [abs(change) for change in changes.values()].count(abs(changes[most])) > 1:
            return ""
        has_risen = changes[most] > 0
        alike = [row for row, change in changes.items() if (change > 0) == has_risen]
        return f"{named.get(most, most)} {'ökade' if has_risen else 'minskade'}{' mest' * (len(alike) > 1)}"

    return says


def first_row_counted(noun: Noun, definite: str) -> Says:
    """How many there are of what the first row counts, against the year before where that is known."""

    def says(chart: Chart, grid: Grid, year: int) -> str:  # noqa: ARG001
        row = grid.rows[0]
        *_, before, now = None, *(grid.figures.get((row, column)) for column in grid.columns)
        if not isinstance(now, Decimal):
            return ""
        counted = _begun(counted_in_words(now, noun))
        if is_so_far(grid):
            return f"{counted} hittills {year}"
        if not isinstance(before, Decimal) or now == before == 0:
            return f"{counted} {year}"
        if now == before:
            return f"{definite} var lika många som {grid.columns[-2]}"
        return f"{definite} {'ökade' if now > before else 'minskade'} från {number(before)} till {number(now)}"

    return says


def share_paid(share: str) -> Says:
    """How much of what was granted in the year has been paid; `share` is the column that says it in percent."""

    def says(chart: Chart, grid: Grid, year: int) -> str:  # noqa: ARG001
        paid = grid.figures.get((str(year), share))
        if not isinstance(paid, Decimal):
            return ""
        part = "Allt" if paid == 100 else f"{percent(paid, 1) if paid else 'Inget'} av det"
        if is_so_far(grid):
            return f"{part} som hittills har beviljats {year} är utbetalt"
        return f"{part} som beviljades {year} betalades ut samma år"

    return says


def without_a_plan(in_force: Collection[str]) -> Says:
    """Which municipalities lack a plan in force at the end of the year: one with a status that is not `in_force`."""

    def says(chart: Chart, grid: Grid, year: int) -> str:  # noqa: ARG001
        statuses = grid.column(grid.columns[-1])
        if None in statuses.values():
            return ""
        without = [row for row, status in statuses.items() if status not in in_force]
        plan = "plan som gäller vid årets slut" if is_so_far(grid) else "gällande plan vid årets slut"
        has, lacks = ("har", "saknar") if is_so_far(grid) else ("hade", "saknade")
        if not without:
            everyone = "Alla kommuner" if len(statuses) > 1 else grid.rows[0]
            return f"{everyone} {has} en {plan}"
        who = enumerated(without) if len(without) <= MOST_NAMED else out_of(len(without), len(statuses), MUNICIPALITY)
        return f"{_begun(who)} {lacks} {plan}"

    return says


def done(status: str) -> Says:
    """How many of all efforts have the status for those that are done."""

    def says(chart: Chart, grid: Grid, year: int) -> str:  # noqa: ARG001
        if None in grid.figures.values():
            return ""
        counts = [(row, figure) for (row, _), figure in grid.figures.items() if isinstance(figure, Decimal)]
        total, part = (sum(n for row, n in counts if row in rows) for rows in (grid.rows, [status]))
        if not total:
            return f"Handlingsplanen för {year} har inga insatser"
        of_all, are_done = out_of(part, total, EFFORT), DONE.agreeing(EFFORT, max(part, 1))
        return f"Hittills är {of_all} {are_done}" if is_so_far(grid) else f"{_begun(of_all)} är {are_done}"

    return says


def is_so_far(grid: Grid) -> bool:
    """Whether the chart's year is not over."""
    return bool(grid.preliminary)


def _numbers(grid: Grid, column: str) -> dict[str, Decimal]:
    """The figures of a column by row; none when one of them is unknown."""
    figures = grid.column(column)
    if None in figures.values():
        return {}
    return {row: figure for row, figure in figures.items() if isinstance(figure, Decimal)}


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def in_a_form(form: str) -> str:
    """A form of aid after the verb: som investeringsbidrag."""
    return f"som {within(form)}"


def in_a_place(name: str) -> str:
    """A municipality after the verb: i Åre."""
    return f"i {name}"
