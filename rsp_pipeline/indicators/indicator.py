"""The noun of this room: `Indicator`, its unit, its way of adding up, and in which direction it is good.

What figures are broken down by belongs in `dimension`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from rsp_pipeline.indicators.dimension import Dimension
from rsp_pipeline.programme import Content
from rsp_pipeline.store.schema import Field, SqlType, Table

EVERY_AREA = "Alla områden"

NOT_STATED = "Ej angivet"


class Unit(Enum):
    """A unit: what people read, and how exactly a contributing row's value is kept.

    A percentage is a hundred times its ratio; every other ratio is the ratio itself.
    """

    COUNT = ("antal", "INTEGER")
    SEK = ("kr", "DECIMAL(14,2)")
    SEK_PER_INHABITANT = ("kr per invånare", "DECIMAL(14,2)")
    SEK_PER_DELIVERY = ("kr per leverans", "DECIMAL(14,2)")
    INHABITANTS_PER_SHOP = ("invånare per butik", "INTEGER")
    KILOMETRES = ("km", "DECIMAL(18,4)")
    DAYS = ("dagar", "INTEGER")
    PERCENT = ("%", "DECIMAL(14,2)")

    def __init__(self, label: str, evidence_type: SqlType) -> None:
        self.label = label
        self.evidence_type = evidence_type


class Aggregate(Enum):
    """How the contributing rows become a figure: the SQL over columns of the evidence.

    A ratio's figure is this sum divided by its denominator.
    """

    SUM = "sum(value)"
    DISTINCT = "count(DISTINCT entity)"
    MEDIAN = "median(value::DECIMAL(18,4))"
    RATIO = "sum(value)::DECIMAL(38,2)"


class Good(Enum):
    """The direction in which a figure is good."""

    UP = "upp"
    DOWN = "ner"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Indicator:
    """One thing the follow-up measures, per year and along its dimensions.

    `description` says what it shows; `processing` says what was done, so precisely that a stranger computes the same
    figure. `comparable_since` is the first year whose figures may be compared with later ones; where there is none, or
    where the reader must know why, `comparability` says it.

    `evidence` is a SELECT of the rows that count, over tables of schema core: `record_id`, `year`, the column of each
    dimension in `by`, `value` and, for `DISTINCT`, `entity` (what is counted once). A ratio's rows tell their part of
    the denominator in a column `denominator`, unless the indicator's `denominator` is a SELECT of its own, of `year`,
    the same dimension columns and `value`, over the table `years(year)` and those of schema core. A null value means
    that a part is not known, and makes the whole unknown.

    `content` is the kind of content it belongs to, and so to the priority area that holds it; none belongs to all.
    A dimension in `apart` is shown alone and never crossed with the others. `registers` names what must have been
    delivered for a year, and for the `looks_back` years before it, before the figure can be known; none named means
    that any one will do. A `restricted` indicator stays in the workshop: neither figures nor evidence are published.
    """

    id: str
    title: str
    unit: Unit
    description: str
    processing: str
    registers: tuple[str, ...]
    evidence: str
    content: Content | None = None
    aggregate: Aggregate = Aggregate.SUM
    by: tuple[Dimension, ...] = ()
    apart: tuple[Dimension, ...] = ()
    denominator: str = ""
    decimals: int = 0
    good: Good = Good.NEUTRAL
    comparable_since: int | None = 2023
    comparability: str = ""
    looks_back: int = 0
    restricted: bool = False

    @property
    def breakdowns(self) -> tuple[tuple[Dimension, ...], ...]:
        """The whole, every combination of the dimensions that may be crossed, and those shown apart."""
        crossed = [dimension for dimension in self.by if dimension not in self.apart]
        every = (some for size in range(len(crossed) + 1) for some in combinations(crossed, size))
        return (*every, *((dimension,) for dimension in self.apart))

    @property
    def rows_have_denominators(self) -> bool:
        """Whether each row of the evidence tells its part of the denominator."""
        return self.aggregate is Aggregate.RATIO and not self.denominator

    @property
    def needs_several_cases(self) -> bool:
        """Whether a figure that rests on few cases says little: a median, or a share of the cases themselves."""
        is_share = self.unit is Unit.PERCENT and self.rows_have_denominators
        return is_share or self.aggregate is Aggregate.MEDIAN

    @property
    def evidence_table(self) -> Table:
        """The evidence as a view: one row per thing that counts."""
        entity = Field("entity", "VARCHAR", "Det som räknas en gång")
        denominator = Field("denominator", "DECIMAL(14,2)", "Radens del av nämnaren")
        return Table(
            "evidence",
            self.id.lower(),
            f"{self.id} {self.title}: raderna som räknas",
            (
                Field("record_id", "VARCHAR", "Raden i registret som räknas"),
                Field("year", "INTEGER", "Året som raden räknas i"),
                *(Field(d.column, "VARCHAR", d.title) for d in self.by),
                *((entity,) * (self.aggregate is Aggregate.DISTINCT)),
                Field("value", self.unit.evidence_type, "Radens bidrag; tomt när det inte är känt", self.unit.label),
                *((denominator,) * self.rows_have_denominators),
            ),
        )


def breakdown_name(dimensions: tuple[Dimension, ...]) -> str:
    """The name of a breakdown in `indicator.value`: `total`, `municipality`, `municipality+grant_form`."""
    return "+".join(dimension.name for dimension in dimensions) or "total"
