"""What a definition is, how the parts that count become figures by a plain reckoning, and where the engine's differ.

From the introduction of docs/indicators.md. Which members are shown belongs in `members`.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import median
from typing import Any

from rsp_pipeline_tests.indicators.definitions.members import shown
from rsp_pipeline_tests.indicators.definitions.registers import Registers

FINAL, PRELIMINARY, UNKNOWN, TOO_FEW = "slutlig", "preliminär", "uppgift saknas", "för litet underlag"
FEWEST = 5
FIGURE = ("value", "numerator", "denominator", "n_records", "status")
COLUMN = {"municipality": "municipality_code"}

Place = tuple[int, str, tuple[str, ...]]


@dataclass(frozen=True)
class Part:
    """One thing that counts: what it adds, where it belongs, its part of the denominator, what is counted once.

    A value that is None is not known.
    """

    value: Any
    members: Mapping[str, str | None] = field(default_factory=dict)
    denominator: Any = None
    entity: Hashable = None

    def within(self, breakdown: str) -> tuple[str, ...]:
        """Its members in the dimensions of a breakdown; an empty one is *Ej angivet*."""
        return tuple(self.members[dimension] or "Ej angivet" for dimension in dimensions(breakdown))


@dataclass(frozen=True)
class Figure:
    """What `indicator.value` tells of one place."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n_records: int
    status: str


Reckoning = Callable[[Sequence[Part]], Any]
Parts = Iterator[Part]
PartsOfYear = Callable[[Registers, int], Parts]


def summed(parts: Sequence[Part]) -> Any:
    return sum(part.value for part in parts)


def counted_once(parts: Sequence[Part]) -> Any:
    return len({part.entity for part in parts})


def in_the_middle(parts: Sequence[Part]) -> Any:
    return median(Decimal(part.value) for part in parts) if parts else None


@dataclass(frozen=True)
class Definition:
    """An indicator: the registers it rests on, the parts that count in a year, and how they add up.

    A ratio is told `times` 1 or, as a percentage, 100. Its denominator is in the parts themselves or, where it is there
    whether anything counts or not, in parts of its own, `out_of`.
    """

    id: str
    registers: tuple[str, ...]
    parts: PartsOfYear
    by: tuple[str, ...] = ()
    reckoned: Reckoning = summed
    years_before: int = 0
    times: int = 0
    out_of: PartsOfYear | None = None

    @property
    def is_ratio(self) -> bool:
        return self.times > 0

    @property
    def says_little_of_few(self) -> bool:
        """A median, or a percentage of its own parts."""
        return self.reckoned is in_the_middle or (self.times == 100 and not self.out_of)

    def is_delivered(self, registers: Registers, year: int) -> bool:
        needed = range(year - self.years_before, year + 1)
        if self.registers:
            return all(set(needed) <= registers.years_of(name) for name in self.registers)
        return any(year in registers.years_of(name) for name in registers.rows)


def dimensions(breakdown: str) -> list[str]:
    return [] if breakdown == "total" else breakdown.split("+")


def figures(definition: Definition, registers: Registers, years: Iterable[int]) -> Iterator[tuple[Place, Figure]]:
    """Every figure of an indicator by year, breakdown and members."""
    for year in years:
        is_delivered = definition.is_delivered(registers, year)
        parts = list(definition.parts(registers, year))
        whole = list(definition.out_of(registers, year)) if definition.out_of else []
        for breakdown in ("total", *definition.by):
            own, out_of = _by_members(parts, breakdown), _by_members(whole, breakdown)
            for members in shown(dimensions(breakdown), registers, year) | own.keys() | out_of.keys():
                of_place = own.get(members, [])
                figure = Figure(None, None, None, len(of_place), UNKNOWN)
                if is_delivered:
                    figure = _figure(definition, of_place, [part.value for part in out_of.get(members, [])])
                is_preliminary = figure.status == FINAL and not registers.has_ended(year)
                yield (year, breakdown, members), replace(figure, status=PRELIMINARY) if is_preliminary else figure


def _by_members(parts: Sequence[Part], breakdown: str) -> dict[tuple[str, ...], list[Part]]:
    groups = defaultdict(list)
    for part in parts:
        groups[part.within(breakdown)].append(part)
    return dict(groups)


def _figure(definition: Definition, parts: Sequence[Part], out_of: Sequence[Any]) -> Figure:
    denominator = _denominator(definition, parts, out_of)
    numerator = None if any(part.value is None for part in parts) else definition.reckoned(parts)
    if (parts and numerator is None) or (definition.is_ratio and denominator is None):
        return Figure(None, numerator, denominator, len(parts), UNKNOWN)
    value = _ratio(numerator, denominator, definition.times) if definition.is_ratio else numerator
    says_little = value is None or (definition.says_little_of_few and len(parts) < FEWEST)
    return Figure(value, numerator, denominator, len(parts), TOO_FEW if says_little else FINAL)


def _denominator(definition: Definition, parts: Sequence[Part], out_of: Sequence[Any]) -> Any:
    """The sum of its parts, None when one of them is not known or, of parts of their own, when there are none."""
    if not definition.out_of:
        return _sum([part.denominator for part in parts]) if definition.is_ratio else None
    return _sum(out_of) if out_of else None


def _sum(values: Sequence[Any]) -> Any:
    return None if None in values else sum(values)


def _ratio(numerator: Any, denominator: Any, times: int) -> Decimal | None:
    return rounded(Fraction(numerator) * times / Fraction(denominator), 4) if denominator else None


def rounded(exact: Fraction, decimals: int) -> Decimal:
    """To some decimals, halves away from zero."""
    units = floor(abs(exact) * 10**decimals + Fraction(1, 2))
    return Decimal(units if exact >= 0 else -units).scaleb(-decimals)


def figures_told(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[Place, Figure]]:
    """Rows of `indicator.value` by indicator and place."""
    told: dict[str, dict[Place, Figure]] = {}
    for row in rows:
        members = tuple(row[COLUMN.get(dimension, dimension)] for dimension in dimensions(row["breakdown"]))
        place = (row["year"], row["breakdown"], members)
        told.setdefault(row["indicator_id"], {})[place] = Figure(**{name: row[name] for name in FIGURE})
    return told


def differences(
    definition: Definition, registers: Registers, told: Mapping[Place, Figure], years: Iterable[int]
) -> list[str]:
    """Where the figures told are not exactly what the definition gives, a line each."""
    expected = dict(figures(definition, registers, years))
    return [
        f"{definition.id} {place}: defined as {expected.get(place)}, told as {told.get(place)}"
        for place in sorted(expected.keys() | told.keys())
        if expected.get(place) != told.get(place)
    ]
