"""A region's programme: its nouns. How they are read from the region's file is said in `load`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rsp_pipeline.programme.background import Background, BoardPlan, Signatory
from rsp_pipeline.programme.content import Content
from rsp_pipeline.programme.diary_numbers import DiaryNumbers
from rsp_pipeline.programme.open_data import FEWEST_RECIPIENTS, OpenData


@dataclass(frozen=True)
class Municipality:
    """A municipality: its four-digit code (Statistics Sweden) and its name."""

    code: str
    name: str


@dataclass(frozen=True)
class PriorityArea:
    """A priority area of the programme: its name, also in the definite form, and the kinds of content it holds.

    `spellings` are other ways to write its name in a register.
    """

    name: str
    definite: str = ""
    spellings: tuple[str, ...] = ()
    holds: tuple[Content, ...] = ()


@dataclass(frozen=True)
class ProgrammeDecision:
    """A decision about the programme, in its history; `paragraph` is None where it has none."""

    on: date
    paragraph: int | None
    by: str
    what: str
    diary_no: str = ""


@dataclass(frozen=True)
class Project:
    """The project that pays for carrying the programme out, beside the parties' own budgets."""

    name: str
    first_year: int
    last_year: int
    is_extended: bool
    financiers: tuple[str, ...]
    purpose: str


@dataclass(frozen=True)
class GrantLines:
    """What the memo's lines about the four forms of aid are called."""

    home_delivery: str = "Hemsändning"
    service: str = "Servicebidrag"
    investment: str = "Investeringsbidrag"
    operating: str = "Särskilt driftstöd"


@dataclass(frozen=True)
class Programme:
    """A regional service programme and the years it is followed up: all that differs between regions.

    What each part means is said where it is declared, in `declared`. `open_data` is there only where the region exports
    any, `project` only where one pays, `board_plan` only where the board has one.
    """

    id: str
    region: str
    genitive: str
    short_name: str
    county_code: str
    municipalities: tuple[Municipality, ...]
    is_whole_county: bool
    region_is_municipality: bool
    title: str
    diary_no: str
    first_year: int
    last_year: int
    board: str
    proposal: str
    proposes: str
    network: str
    network_members: tuple[str, ...]
    county_board: str
    collaborates_with: tuple[str, ...]
    rests_on: tuple[str, ...]
    priority_areas: tuple[PriorityArea, ...]
    diary_numbers: DiaryNumbers = field(default_factory=DiaryNumbers)
    grant_lines: GrantLines = field(default_factory=GrantLines)
    decisions: tuple[ProgrammeDecision, ...] = ()
    background: Background = field(default_factory=Background)
    board_plan: BoardPlan | None = None
    signatories: tuple[Signatory, ...] = ()
    project: Project | None = None
    open_data: OpenData | None = None
    template: Path | None = field(default=None, repr=False)  # no figure rests on it, only the documents do

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of the programme."""
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def fewest_recipients(self) -> int:
        """On how many recipients a figure must rest to be shown to anyone."""
        return self.open_data.fewest_recipients if self.open_data else FEWEST_RECIPIENTS

    @property
    def lists_grants(self) -> bool:
        """Whether anyone may read which legal persons were granted aid."""
        return self.open_data is not None and self.open_data.grants

    @property
    def area_names(self) -> tuple[str, ...]:
        """What the priority areas are called, in their order."""
        return tuple(area.name for area in self.priority_areas)

    def area_of(self, content: Content) -> str:
        """The name of the priority area that holds a kind of content; empty where none does."""
        return next((area.name for area in self.priority_areas if content in area.holds), "")

    @property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """Names by which the registers know parties: spellings of their terms that differ between regions."""
        own = (self.region, self.short_name) if self.short_name else (self.region,)
        return {"Region": own, "Länsstyrelse": (self.county_board,), "Andra regioner": self.collaborates_with}

    def is_region(self, actor: str) -> bool:
        """Whether a register means the region itself by a name."""
        return actor in self.spellings["Region"]

    def open_years(self, this_year: int) -> tuple[int, ...]:
        """The years that a refresh computes: from the programme's first to this one."""
        return tuple(year for year in self.years if year <= this_year) or (self.first_year,)
