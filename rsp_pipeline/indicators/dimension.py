"""What figures are broken down by: each dimension once, with what is shown in it whether anything happened or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.registers.kinds import Choice
from rsp_pipeline.store.schema import Field

COUNTED_ACTIVITIES = ("Yttrande", "Dialog", "Kampanj", "Invigning", "Informationsinsats")
COUNTED_OUTLETS = ("Dagligvarubutik", "Drivmedelsstation")
OPENED, CLOSED = "Öppnat", "Nedlagt"
ROWS_ACCEPTED, ROWS_QUARANTINED, ROWS_ALIKE = "Godtagna", "I karantän", "Likadana, räknade en gång"


@dataclass(frozen=True)
class Dimension:
    """Something figures are broken down by.

    `members` is a SELECT of (year, member) over the table `years(year)` and those of schema core: what is shown, with a
    zero where nothing happened. What else occurs is shown as well.
    """

    name: str
    column: str
    title: str
    members: str

    @property
    def field(self) -> Field:
        """The dimension's column in tables of figures."""
        return Field(self.column, "VARCHAR", f"{self.title}; tomt när värdet gäller alla")

    @property
    def option(self) -> str:
        """What chooses one of its members on a command line: --grant-form."""
        return f"--{self.name.replace('_', '-')}"

    def at(self, name: str) -> Member:
        """One of its members, by the name or code that stands in its column."""
        return Member(self, name)


@dataclass(frozen=True)
class Member:
    """A member of a dimension: the part that a figure is about."""

    dimension: Dimension
    name: str


def _every_year(members: Iterable[str]) -> str:
    """The same members in every year."""
    listed = ", ".join(f"'{member}'" for member in members)
    return f"SELECT year, unnest([{listed}]) AS member FROM years"


def _terms(register: str, column: str) -> tuple[str, ...]:
    """The terms that a register's column may hold."""
    kind = next(each for each in REGISTERS if each.name == register).column(column).kind
    assert isinstance(kind, Choice)
    return tuple(kind.values)


MUNICIPALITY = Dimension(
    "municipality",
    "municipality_code",
    "Kommunens kod (SCB)",
    "SELECT year, municipality_code AS member FROM years CROSS JOIN core.municipalities",
)
GRANT_FORM = Dimension(
    "grant_form",
    "grant_form",
    "Stödform",
    f"""
    SELECT year, member
    FROM ({_every_year(FORMS.values)})
    WHERE member <> 'Korrosionsskydd' OR year <= 2023
    """,
)
PLAN_STATUS = Dimension(
    "plan_status", "plan_status", "Serviceplanens status", _every_year(_terms("service_plans", "status"))
)
FUNDING_SOURCE = Dimension(
    "funding_source",
    "funding_source",
    "Medel som finansierar stödet",
    _every_year(("1:1-anslaget", "Nationella medel")),
)
DECISION_YEAR = Dimension(
    "decision_year",
    "decision_year",
    "År då ärendet först beviljades",
    """
    SELECT years.year, decided.year::VARCHAR AS member
    FROM years
    JOIN core.programme_years AS decided ON decided.year <= years.year
    """,
)
INVESTMENT_KIND = Dimension(
    "investment_kind",
    "investment_kind",
    "Vad investeringen gäller",
    """
    SELECT year, investment_kind AS member
    FROM years
    CROSS JOIN (SELECT DISTINCT investment_kind FROM core.cases WHERE grant_form = 'Investeringsbidrag')
    WHERE investment_kind IS NOT NULL
    """,
)
OUTLET_KIND = Dimension("outlet_kind", "outlet_kind", "Serviceställets slag", _every_year(COUNTED_OUTLETS))
OUTLET_CHANGE = Dimension(
    "outlet_change",
    "outlet_change",
    f"{OPENED} eller {CLOSED.lower()} under året",
    _every_year((OPENED, CLOSED)),
)
SERVICE = Dimension("service", "service", "Ombudstjänst", _every_year(_terms("outlets", "agent_services")))
ACTIVITY_KIND = Dimension("activity_kind", "activity_kind", "Aktivitetens slag", _every_year(COUNTED_ACTIVITIES))
PRIORITY_AREA = Dimension(
    "priority_area",
    "priority_area",
    "Prioriterat område i handlingsplanen",
    "SELECT year, priority_area AS member FROM years CROSS JOIN core.priority_areas",
)
EFFORT_STATUS = Dimension(
    "effort_status", "effort_status", "Insatsens status", _every_year(_terms("action_plan", "status"))
)
REGISTER = Dimension("register", "register", "Register", _every_year(register.name for register in REGISTERS))
ROW_OUTCOME = Dimension(
    "row_outcome",
    "row_outcome",
    "Hur de lästa raderna bedömdes",
    _every_year((ROWS_ACCEPTED, ROWS_QUARANTINED, ROWS_ALIKE)),
)

DIMENSIONS = (
    MUNICIPALITY,
    GRANT_FORM,
    PLAN_STATUS,
    FUNDING_SOURCE,
    DECISION_YEAR,
    INVESTMENT_KIND,
    OUTLET_KIND,
    OUTLET_CHANGE,
    SERVICE,
    ACTIVITY_KIND,
    PRIORITY_AREA,
    EFFORT_STATUS,
    REGISTER,
    ROW_OUTCOME,
)
