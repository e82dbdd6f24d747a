"""What a municipality's fact sheet of a year says: its figures over the programme's years, and the county's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Section, Spans, Table
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.followup.full_report.material import with_symbol
from rsp_pipeline.followup.full_report.plans import MISSING_PLAN, PLAN_SYMBOLS
from rsp_pipeline.followup.over_years import Line, grant_lines, in_unit, line
from rsp_pipeline.followup.standing import GOING_ON
from rsp_pipeline.indicators.dimension import COUNTED_OUTLETS, MUNICIPALITY, OUTLET_KIND, PLAN_STATUS, Member
from rsp_pipeline.indicators.grants import S01, S02, S10
from rsp_pipeline.indicators.home_delivery import M02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.outlets import M05, M09, M10
from rsp_pipeline.indicators.service_plans import O01, O02
from rsp_pipeline.indicators.visits import S18, S20, S21
from rsp_pipeline.programme import Municipality, Programme
from rsp_pipeline.report.over_time import WHOLE_COUNTY
from rsp_pipeline.swedish import UNKNOWN, Gender, Noun, counted, kommun, long_date, whole_kronor

GRANT = Noun("stöd", "stöd", Gender.NEUTRUM)
VISIT = Noun("fysiskt företagsbesök", "fysiska företagsbesök", Gender.NEUTRUM)
PLAN = Noun("gällande", "gällande", Gender.UTRUM)
OUTLETS = {"Dagligvarubutik": "Dagligvarubutiker", "Drivmedelsstation": "Drivmedelsstationer"}
EFFORTS = (
    line(S18),
    line(S20),
    Line("Mottagare av stöd", S10),
    line(S21),
    line(M02),
    *(Line(OUTLETS[kind], M05, (OUTLET_KIND.at(kind),)) for kind in COUNTED_OUTLETS),
    line(M09),
    line(M10),
)
"""What a fact sheet tells beside grants and plan, in its order; outlets are those of 31 December."""
TOLD = (S01, S02, M01, O01, O02, *dict.fromkeys(line.indicator for line in EFFORTS))


@dataclass(frozen=True)
class Years:
    """The year of a fact sheet among those of the programme: those shown, and how far the data of the last one reach.

    `figures` are those of the years shown.
    """

    shown: tuple[int, ...]
    has_ended: bool
    reaches_to: date | None
    figures: Figures

    @property
    def year(self) -> int:
        """The year that the fact sheet is about."""
        return self.shown[-1]

    @property
    def headers(self) -> tuple[Column, ...]:
        """A column for each year."""
        return tuple(Column(f"{year}{self._so_far(year)}", Align.END) for year in self.shown)

    def _so_far(self, year: int) -> str:
        return "" if self.has_ended or year != self.year else " hittills"


@dataclass(frozen=True)
class FactSheet:
    """The fact sheet of a municipality: its title, the facts of its head, and its sections."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in reading order."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))


def compose(programme: Programme, municipality: Municipality, years: Years) -> FactSheet:
    """The fact sheet of a municipality."""
    own, year = MUNICIPALITY.at(municipality.code), years.year
    until = (("Uppgifter till och med", long_date(years.reaches_to)),) if years.reaches_to else ()
    preliminary = () if years.has_ended else (("Status", GOING_ON),)
    return FactSheet(
        title=f"{kommun(municipality.name)} {year}",
        facts=(("Från", programme.region), ("Program", programme.title), *until, *preliminary),
        sections=(
            Section(
                "Stöd",
                (
                    *_grants_told(municipality, own, years),
                    _grants(programme, own, years),
                    _per_inhabitant(municipality, own, years),
                ),
            ),
            Section("Serviceplan, besök och service", (_efforts(own, years),)),
        ),
    )


def _grants_told(municipality: Municipality, own: Member, years: Years) -> tuple[Block, ...]:
    """The year in a few sentences: what was granted, per inhabitant beside the county, and the visits."""
    figures, year = years.figures, years.year
    where = kommun(municipality.name)
    if figures.value(S01, year, own) is None:
        told: Spans = (f"{UNKNOWN.capitalize()}: registret över stöd har inte levererats för {year}.",)
    else:
        decided = figures.span(S01, year, partial(counted, noun=GRANT), own)
        amount: Spans = (
            (" om totalt ", figures.span(S02, year, whole_kronor, own)) if figures.value(S01, year, own) else ()
        )
        if years.has_ended:
            told = (f"Under {year} beslutades ", decided, *amount, f" i {where}.")
        else:
            told = (f"Hittills under {year} har ", decided, *amount, f" beslutats i {where}.")
    if figures.value(M01, year, own) is not None:
        each = partial(in_unit, indicator=M01)
        told += (
            " Det är ",
            figures.span(M01, year, each, own),
            " kronor per invånare, mot ",
            figures.span(M01, year, each),
            " i hela länet.",
        )
    if figures.value(S18, year, own) is not None:
        visits = figures.span(S18, year, partial(counted, noun=VISIT), own)
        told += (" I kommunen gjordes ", visits, ".") if years.has_ended else (" I kommunen har ", visits, " gjorts.")
    return (Paragraph(told),)


def _grants(programme: Programme, own: Member, years: Years) -> Table:
    lines = grant_lines(years.figures, programme.grant_lines, years.shown, own)
    rows = [_beside_the_county(each, years) for each in lines]
    return _table("stod", "Under året beslutade stöd", "Stöd", rows, years, has_total=True)


def _per_inhabitant(municipality: Municipality, own: Member, years: Years) -> Table:
    both = (Line(kommun(municipality.name), M01, (own,)), Line(WHOLE_COUNTY, M01))
    rows = tuple((Cell(each.title), *each.cells(years.figures, years.shown)) for each in both)
    columns = (Column("Område"), *years.headers)
    return Table("per_invanare", "Beviljat belopp per invånare, kronor", columns, rows)


def _efforts(own: Member, years: Years) -> Table:
    plan = (
        Cell("Serviceplan"),
        *(_plan(own, years.figures, year) for year in years.shown),
        years.figures.cell(O01, years.year, worded=partial(counted, noun=PLAN)),
    )
    rows = [plan, *(_beside_the_county(each.of(own), years) for each in EFFORTS)]
    return _table("ovrigt", "Plan och serviceställen den 31 december, besök under året", "Nyckeltal", rows, years)


def _table(
    name: str, caption: str, title: str, rows: Iterable[tuple[Cell, ...]], years: Years, *, has_total: bool = False
) -> Table:
    columns = (Column(title), *years.headers, Column(f"{WHOLE_COUNTY} {years.year}", Align.END))
    made = Table(name, caption, columns, tuple(rows), has_total)
    return replace(made, note=rounding_note(made.rows))


def _beside_the_county(own: Line, years: Years) -> tuple[Cell, ...]:
    """A line's title, its figure of each year, and of the last one the county's."""
    county = replace(own, members=tuple(member for member in own.members if member.dimension is not MUNICIPALITY))
    return (Cell(own.title), *own.cells(years.figures, years.shown), county.cell(years.figures, years.year))


def _plan(own: Member, figures: Figures, year: int) -> Cell:
    """The status of the municipality's plan: the one that counts it."""
    counted_by = {status: figures.value(O02, year, own, PLAN_STATUS.at(status)) for status in PLAN_SYMBOLS}
    if None in counted_by.values():
        return Cell(UNKNOWN)
    status = next((status for status, count in counted_by.items() if count), MISSING_PLAN)
    return Cell(with_symbol(status, PLAN_SYMBOLS), source=figures.source(O02, year, own, PLAN_STATUS.at(status)))
