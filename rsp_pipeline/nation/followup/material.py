"""What is told of the nation: rows of the national file, read once, and the figures among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rsp_pipeline.followup.document import Cell, Span, Spans
from rsp_pipeline.followup.figures import Figures, Key, Worded
from rsp_pipeline.followup.over_years import in_unit
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension, Member
from rsp_pipeline.indicators.engine import TOO_FEW, UNKNOWN
from rsp_pipeline.nation.comparing import OPEN_COMPARISON
from rsp_pipeline.nation.followup.pages import Page
from rsp_pipeline.nation.open_figures import OPEN_VALUE
from rsp_pipeline.open_data.datasets import HIDDEN
from rsp_pipeline.swedish import Gender, Noun, Number, number, out_of

Row = Mapping[str, Any]
Rows = tuple[Row, ...]

COUNTY = Dimension("county", "county_code", "Länets kod (SCB)", "SELECT year, county_code FROM years, nation.county")
REGION_NOUN = Noun("region", "regioner", Gender.UTRUM)
GROUP = (COUNTY.column, *(dimension.column for dimension in DIMENSIONS))
AT_LEAST, FROM_ZERO = "minst", ("S01", "S02", "S10")
UNTOLD = (TOO_FEW, HIDDEN)
"""What is said instead of a figure that rests on too little to be told."""
PER_MUNICIPALITY = ("S01", "S02", "M01")

QUERIES = {
    "build": "FROM meta.build",
    "regions": "FROM nation.region ORDER BY county_code NULLS LAST, name",
    "counties": "FROM nation.county ORDER BY county_code",
    "municipalities": "FROM core.municipalities ORDER BY municipality_code",
    "years": "FROM core.programme_years ORDER BY year",
    "values": f"""
        FROM {OPEN_VALUE.table.full_name}
        WHERE county_code IS NULL
            OR breakdown IN ('total', 'grant_form', 'effort_status', 'outlet_kind')
            OR breakdown = 'municipality' AND indicator_id IN {PER_MUNICIPALITY}
    """,
    "alike": "FROM nation.alike ORDER BY county_code, place",
    "comparison": f"FROM {OPEN_COMPARISON.table.full_name} ORDER BY year, indicator_id, county_code",
}


@dataclass(frozen=True)
class Material:
    """What is told of the nation in a year; `as_of` is the day that it is told.

    `figures` are those of all years, of the nation and of its parts, and `values` their rows. `pages` are the regions'
    own follow-ups of the year, by county, as far as they can be reached.
    """

    rows: Mapping[str, Rows]
    figures: Figures
    values: Mapping[Key, Row]
    year: int
    as_of: date
    pages: Mapping[str, Page] = field(default_factory=dict)

    def __getitem__(self, query: str) -> Rows:
        """The rows of one of `QUERIES`."""
        return self.rows[query]

    @property
    def has_ended(self) -> bool:
        """Whether the year is over; the figures of one that is not are preliminary."""
        return all(row["has_ended"] for row in self["years"] if row["year"] == self.year)

    @property
    def years(self) -> tuple[int, ...]:
        """The years up to this one that the national file tells of."""
        return tuple(row["year"] for row in self["years"] if row["year"] <= self.year)

    @property
    def n_regions(self) -> int:
        """How many regions there are, whether or not they have published."""
        return len(self["regions"])

    def named(self, county: Row) -> Cell:
        """A region's name, which leads to its own follow-up of the year."""
        page = self.pages.get(county["county_code"])
        return Cell(county["region"], href=page.href if page else "")

    def untold(self, indicator: Indicator, *members: Member) -> str:
        """What is said instead of a figure of the year that is not told."""
        group = frozenset((member.dimension.column, member.name) for member in members)
        return self.figures.said.get((indicator.id, self.year, group), UNKNOWN)

    def row(self, indicator: Indicator, *members: Member, year: int | None = None) -> Row:
        """The row of a figure; an empty one where there is none."""
        group = frozenset((member.dimension.column, member.name) for member in members)
        return self.values.get((indicator.id, year or self.year, group), {})

    def value(self, indicator: Indicator, *members: Member) -> Number | None:
        """A figure of the year; None where it is not told, or there is none."""
        has = self.figures.has(indicator, self.year, *members)
        return self.figures.value(indicator, self.year, *members) if has else None

    def figure(self, indicator: Indicator, worded: Worded, *members: Member) -> Span:
        """A figure of the year in running text."""
        return self.figures.span(indicator, self.year, worded, *members)

    def is_hidden(self, indicator: Indicator, *members: Member) -> bool:
        """Whether a figure is not told since it rests on too few recipients, or would tell one that does."""
        return bool(self.row(indicator, *members).get("status") == HIDDEN)

    def cell(self, indicator: Indicator, *members: Member) -> Cell:
        """A figure of the year in a table."""
        if not self.figures.has(indicator, self.year, *members):
            return Cell(UNKNOWN)
        return self.figures.cell(indicator, self.year, *members, worded=lambda value: in_unit(value, indicator))

    def known(self, indicator: Indicator, year: int | None = None) -> frozenset[str]:
        """The counties whose figure of the whole is known in a year, this one if no other is said."""
        codes = (row["county_code"] for row in self["counties"])
        return frozenset(
            code for code in codes if self.row(indicator, COUNTY.at(code), year=year).get("status", UNKNOWN) != UNKNOWN
        )

    def rests_on(self, indicator: Indicator) -> str:
        """On how many regions the nation's figure rests: samtliga 21 regioner, 20 av 21 regioner."""
        return self.of_all(self.row(indicator).get("n_regions") or 0)

    def of_all(self, count: int) -> str:
        """So many of the regions: samtliga 21 regioner, 20 av 21 regioner."""
        return out_of(count, self.n_regions, REGION_NOUN)

    def has_all(self, indicator: Indicator) -> bool:
        """Whether the nation's figure rests on every region."""
        return bool(self.row(indicator).get("n_regions") == self.n_regions)

    def with_part(self, indicator: Indicator, told: Spans) -> Spans:
        """Sentences, and on how many regions they rest where not all are in."""
        return told if self.has_all(indicator) else (*told, f" Det rör {self.rests_on(indicator)}.")

    def missing(self, what: str) -> Spans:
        """The sentence that says that no region tells of something."""
        return (f"{UNKNOWN.capitalize()}: ingen region har redovisat {what} för {self.year}.",)

    def happened(self, preterite: str, supine: str, *what: Span) -> Spans:
        """A clause about the year: `Under 2025 beslutades …`, or while it goes on `Hittills … har … beslutats`."""
        if self.has_ended:
            return (f"Under {self.year} {preterite} ", *what)
        return (f"Hittills under {self.year} har ", *what, f" {supine}")


def gather(file: Path, as_of: date) -> Material:
    """What a national file tells, of the last year that it tells of."""
    import duckdb

    with duckdb.connect(str(file), read_only=True) as session:
        rows = {name: tuple(session.sql(query).to_arrow_table().to_pylist()) for name, query in QUERIES.items()}
    values = dict(_keyed(rows.pop("values")))
    told = {key: None if row["status"] in UNTOLD else row["value"] for key, row in values.items()}
    said = {key: row["status"] for key, row in values.items() if row["status"] in UNTOLD}
    said |= _at_least(values)
    return Material(rows, Figures(told, said), values, rows["years"][-1]["year"], as_of)


def _keyed(rows: Iterable[Row]) -> Iterable[tuple[Key, Row]]:
    for row in rows:
        group = frozenset((column, row[column]) for column in GROUP if row[column] is not None)
        yield (row["indicator_id"], row["year"], group), row


def _at_least(values: Mapping[Key, Row]) -> Iterable[tuple[Key, str]]:
    """What is said instead of a figure of the nation that would tell a region's hidden one: what the others come to.

    Anyone may add those up. Only what adds up, and is never below zero, has such a sum.
    """
    hidden = {key for key, row in values.items() if row["status"] == HIDDEN and row["county_code"] is None}
    sums: dict[Key, Decimal] = {}
    for (indicator_id, year, group), row in values.items():
        whole = indicator_id, year, frozenset(part for part in group if part[0] != COUNTY.column)
        if row["county_code"] and whole in hidden and row["value"] is not None and row["status"] not in UNTOLD:
            sums[whole] = sums.get(whole, Decimal(0)) + row["value"]
    return ((key, f"{AT_LEAST} {number(value)}") for key, value in sums.items() if key[0] in FROM_ZERO)
