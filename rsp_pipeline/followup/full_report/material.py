"""What the documents of a year are composed from: rows of the report views and registers, read once.

Nothing is counted here that an indicator counts; what the rows say in words belongs in the modules of the sections.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.document import Cell, Source, Span, Spans
from rsp_pipeline.followup.figures import Figures, Worded
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import Member
from rsp_pipeline.programme import Programme
from rsp_pipeline.registers import REGISTERS, TITLES, Register
from rsp_pipeline.report.network import ALL_FINANCIERS
from rsp_pipeline.swedish import NO_BREAK_SPACE, UNKNOWN, Gender, Noun, Number, enumeration, number, sentence

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
Rows = tuple[Row, ...]

TOLD = ("grants", "visits", "service_plans", "action_plan", "activities", "funding", "outlets")
MOST_NAMED = 12
"""So many municipalities are named in a sentence; of more, only the count is told."""
UNKNOWN_SYMBOL = "?"
MUNICIPALITY_NOUN = Noun("kommun", "kommuner", Gender.UTRUM)


def _rows_of_the_year(register: Register) -> str:
    """How many rows each file has that are dated in the year, or in any for a register that describes a state."""
    in_the_year = f"WHERE {register.year_sql} = $year" if register.year_sql else ""
    return f"""
            SELECT '{register.name}' AS register, source_file, count(*) AS n_rows
            FROM {register.table.full_name}
            {in_the_year}
            GROUP BY source_file"""


FILES = " UNION ALL ".join(_rows_of_the_year(register) for register in REGISTERS)

QUERIES = {
    "grants": "FROM report.beslutade_stod WHERE year = $year",
    "grants_before": "FROM report.beslutade_stod WHERE year = $year - 1",
    "by_municipality": "FROM report.stod_per_kommun WHERE year = $year",
    "handling": "FROM report.handlaggning WHERE year = $year",
    "investments": "FROM report.investeringar WHERE year = $year",
    "visits": "FROM report.foretagsbesok WHERE year = $year AND municipality_code IS NULL",
    "contacts": """
        SELECT form, participants, count(*) AS n_contacts
        FROM core.visits
        WHERE year(visited_on) = $year
        GROUP BY form, participants
        ORDER BY form, participants
    """,
    "outlets_visited": "FROM report.stodstallen_besokta WHERE year = $year",
    "plans": "FROM report.serviceplaner WHERE year = $year",
    "plans_before": "FROM report.serviceplaner WHERE year = $year - 1",
    "outlets": "FROM report.servicestallen WHERE year = $year",
    "activities": "FROM report.aktiviteter WHERE year = $year",
    "action_plan_years": "SELECT DISTINCT year FROM core.action_plan WHERE year <= $year + 1 ORDER BY year",
    "efforts": "FROM report.insatser WHERE year = $year",
    "targets": "FROM report.malvarden WHERE year = $year AND set_in = 'Målvärden'",
    "projects": """
        SELECT
            project,
            min(year) AS first_year,
            max(year) AS last_year,
            list(DISTINCT financier ORDER BY financier DESC) AS financiers
        FROM core.funding
        WHERE project IN (SELECT project FROM core.funding WHERE year = $year)
        GROUP BY project
        ORDER BY project
    """,
    "funding": f"FROM report.resurser WHERE year = $year ORDER BY project, financier = '{ALL_FINANCIERS}', financier",
    "files": f"""
        SELECT register, list(source_file ORDER BY source_file) AS source_files, sum(n_rows)::INTEGER AS n_rows
        FROM ({FILES})
        GROUP BY register
        ORDER BY list_position({[register.name for register in REGISTERS]}, register)
    """,
    "left_out": f"""
        SELECT register, column_name, code, count(*) AS n_rows
        FROM (
            SELECT register, source_file, min(column_name) AS column_name, arg_min(code, column_name) AS code
            FROM quality.quarantine
            GROUP BY register, source_file, source_sheet, source_row
        )
        JOIN quality.source_file USING (register, source_file)
        WHERE rows_accepted = 0 OR (register, source_file) IN (SELECT (register, source_file) FROM ({FILES}))
        GROUP BY register, column_name, code
        ORDER BY list_position({[register.name for register in REGISTERS]}, register), column_name, code
    """,
    "rejected": "FROM quality.source_file WHERE verdict = 'rejected' AND $year > 0 ORDER BY source_file",
    "delivered": "SELECT register FROM core.delivered_years WHERE year = $year",
    "years_not_delivered": """
        SELECT year
        FROM core.programme_years AS earlier
        WHERE year < $year
            AND NOT EXISTS (
                FROM core.delivered_years AS delivered
                WHERE delivered.register = 'grants' AND delivered.year = earlier.year
            )
        ORDER BY year
    """,
    "programme_year": "FROM core.programme_years WHERE year = $year",
}


@dataclass(frozen=True)
class Material:
    """Everything the documents of a year say something about. `as_of` is the day the registers were read.

    `figures` are those of the year.
    """

    programme: Programme
    year: int
    as_of: date
    rows: Mapping[str, Rows]
    figures: Figures

    def __getitem__(self, query: str) -> Rows:
        """The rows of one of `QUERIES`."""
        return self.rows[query]

    @property
    def has_ended(self) -> bool:
        """Whether the year is over; the figures of one that is not are preliminary."""
        return all(row["has_ended"] for row in self["programme_year"])

    @property
    def year_before(self) -> str:
        """The year before, as text."""
        return str(self.year - 1)

    @property
    def in_the_year(self) -> str:
        """How a heading or an opening about the year begins."""
        return "Under året" if self.has_ended else "Hittills under året"

    def happened(self, preterite: str, supine: str, *what: Span) -> Spans:
        """A clause about the year: `Under 2025 beslutades …`, or while it goes on `Hittills … har … beslutats`."""
        if self.has_ended:
            return (f"Under {self.year} {preterite} ", *what)
        return (f"Hittills under {self.year} har ", *what, f" {supine}")

    @property
    def has_year_before(self) -> bool:
        """Whether the grants of the year before are known, so that there is something to compare with."""
        return any(row["previous_year_n_cases"] is not None for row in self["grants"])

    @property
    def in_the_year_before(self) -> str:
        """What a year in progress is held against: the whole of the year before."""
        return f"under hela {self.year_before}"

    def is_known(self, register: str) -> bool:
        """Whether a register was delivered for the year."""
        return any(row["register"] == register for row in self["delivered"])

    def missing(self, register: str) -> str:
        """The sentence that says that a register was not delivered for the year.

        Where the grants were not either, `all_missing` has said once what is unknown.
        """
        said = f"registret {TITLES[register].lower()} har inte levererats för {self.year}."
        return f"{UNKNOWN.capitalize()}: {said}" if self.is_known("grants") else sentence(said)

    def all_missing(self) -> str:
        """The sentence that says once which registers were not delivered for a year without grants."""
        titles = [TITLES[register].lower() for register in TOLD if not self.is_known(register)]
        which = f"registre{'t' if len(titles) == 1 else 'n'} {enumeration(titles)}"
        return f"{UNKNOWN.capitalize()}: {which} har inte levererats för {self.year}."

    def value(self, indicator: Indicator, *members: Member) -> Number | None:
        """A figure of the year; None when it is unknown."""
        return self.figures.value(indicator, self.year, *members)

    def figure(self, indicator: Indicator, worded: Worded, *members: Member) -> Span:
        """A figure of the year in running text."""
        return self.figures.span(indicator, self.year, worded, *members)

    def cell(self, indicator: Indicator, *members: Member, worded: Worded = number) -> Cell:
        """A figure of the year in a table."""
        return self.figures.cell(indicator, self.year, *members, worded=worded)

    def source(self, indicator: Indicator, *members: Member) -> Source:
        """Where a figure of the year comes from."""
        return self.figures.source(indicator, self.year, *members)

    def part(self, count: int, whole: Indicator, worded: Worded) -> Span:
        """A count of some of what an indicator counts: its figure with its source when they are all of it."""
        return self.figure(whole, worded) if count == self.value(whole) else worded(count)


def gather(session: duckdb.DuckDBPyConnection, programme: Programme, year: int, as_of: date) -> Material:
    """The material of a year, from a session that sees every published table and the report views."""
    rows = {
        name: tuple(session.sql(query, params={"year": year}).to_arrow_table().to_pylist())
        for name, query in QUERIES.items()
    }
    values = session.sql("FROM indicator.value WHERE year = $year", params={"year": year}).to_arrow_table().to_pylist()
    return Material(programme, year, as_of, rows, Figures.of(values))


def with_symbol(word: str | None, symbols: dict[str, str]) -> str:
    """A status as a symbol and a word, so that neither colour nor shape alone carries it."""
    return f"{symbols.get(word or '', UNKNOWN_SYMBOL)}{NO_BREAK_SPACE}{word or UNKNOWN}"
