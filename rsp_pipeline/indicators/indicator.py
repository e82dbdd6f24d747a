"""The nouns of this room: `Indicator`, its unit, its way of adding up, and the dimensions it is broken down by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from rsp_pipeline.schema import Field, SqlType, Table

CITIZENS, PROVIDERS, PUBLIC_BODIES = "Medborgare", "Servicegivare", "Offentliga intressenter"


class Unit(Enum):
    """A unit: what people read, and how exactly a contributing row's value is kept."""

    COUNT = ("antal", "INTEGER")
    SEK = ("kr", "DECIMAL(14,2)")
    SEK_PER_INHABITANT = ("kr per invånare", "DECIMAL(14,2)")

    def __init__(self, label: str, evidence_type: SqlType) -> None:
        self.label = label
        self.evidence_type = evidence_type


class Aggregate(Enum):
    """How the contributing rows become one figure: the SQL over columns of the evidence."""

    SUM = "sum(value)"
    DISTINCT = "count(DISTINCT entity)"
    RATIO = "sum(value) / denominator"


@dataclass(frozen=True)
class Dimension:
    """Something figures are broken down by.

    `members` is a SELECT of (year, member) over the table `years(year)`: what is shown, with a zero where nothing
    happened.
    """

    name: str
    column: str
    title: str
    members: str

    @property
    def field(self) -> Field:
        """The dimension's column in tables of figures."""
        return Field(self.column, "VARCHAR", f"{self.title}; tomt när värdet gäller alla")


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
    """
    SELECT year, form.member
    FROM years
    CROSS JOIN (VALUES ('Hemsändning', NULL), ('Servicebidrag', NULL), ('Investeringsbidrag', NULL),
                       ('Särskilt driftstöd', NULL), ('Korrosionsskydd', 2023)) AS form (member, last_year)
    WHERE year <= coalesce(form.last_year, year)
    """,
)
PLAN_STATUS = Dimension(
    "plan_status",
    "plan_status",
    "Serviceplanens status",
    """
    SELECT year, unnest(['Saknas', 'Under framtagande', 'På remiss', 'Antagen', 'Under revidering', 'Förlängd',
                         'Utgången']) AS member
    FROM years
    """,
)

DIMENSIONS = (MUNICIPALITY, GRANT_FORM, PLAN_STATUS)


@dataclass(frozen=True)
class Indicator:
    """One thing the follow-up measures, per year and along its dimensions.

    `evidence` is a SELECT of the rows that count: `record_id`, `year`, the column of each dimension in `by`, `value`
    and, for `DISTINCT`, `entity` (what is counted once). `denominator` is a SELECT of `year`, the same dimension
    columns and `value`; a null value means that a part of it is not known, and so makes the whole unknown.
    `registers` names what must have been delivered for a year before the figure can be known.
    """

    id: str
    title: str
    unit: Unit
    area: str
    description: str
    processing: str
    registers: tuple[str, ...]
    evidence: str
    aggregate: Aggregate = Aggregate.SUM
    by: tuple[Dimension, ...] = ()
    denominator: str = ""
    decimals: int = 0

    @property
    def breakdowns(self) -> tuple[tuple[Dimension, ...], ...]:
        """Every combination of the dimensions, the whole first."""
        return tuple(some for size in range(len(self.by) + 1) for some in combinations(self.by, size))

    @property
    def evidence_table(self) -> Table:
        """The evidence as a view: one row per thing that counts."""
        return Table(
            "evidence",
            self.id.lower(),
            f"{self.id} {self.title}: raderna som räknas",
            (
                Field("record_id", "VARCHAR", "Raden i registret som räknas"),
                Field("year", "INTEGER", "Året som raden räknas i"),
                *(Field(d.column, "VARCHAR", d.title) for d in self.by),
                *((Field("entity", "VARCHAR", "Det som räknas en gång"),) * (self.aggregate is Aggregate.DISTINCT)),
                Field("value", self.unit.evidence_type, "Radens bidrag", self.unit.label),
            ),
        )


def breakdown_name(dimensions: tuple[Dimension, ...]) -> str:
    """The name of a breakdown in `indicator.value`: `total`, `municipality`, `municipality+grant_form`."""
    return "+".join(dimension.name for dimension in dimensions) or "total"
