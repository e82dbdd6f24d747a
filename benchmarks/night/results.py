"""What the rounds of a case come to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median

from benchmarks.night.cases import Case
from benchmarks.night.measuring import Cost, Round, Way
from benchmarks.night.stages import Stage

MEASURES = tuple(field.name for field in fields(Cost))


@dataclass(frozen=True)
class Result:
    """Medians over the rounds of a case; a ratio to the floor is the median of the rounds' own ratios."""

    costs: Mapping[Way, Cost]
    stages: Mapping[Stage, float]
    times_floor: Mapping[str, float]

    @classmethod
    def of(cls, rounds: Sequence[Round]) -> Result:
        """Sum up rounds of the same case."""
        first = rounds[0]
        return cls(
            {way: _median_cost([each.costs[way] for each in rounds]) for way in first.costs},
            {stage: median(each.stages[stage] for each in rounds) for stage in first.stages},
            {what: median(each.times_floor[what] for each in rounds) for what in first.times_floor},
        )


Results = Mapping[Case, Result]


def growth(results: Results, few: Case, many: Case, way: Way) -> dict[str, float]:
    """By how much each measure of a way is multiplied when its rows are tenfold, between two cases."""
    tenfolds = math.log10(many.rows / few.rows)
    return {
        measure: (getattr(results[many].costs[way], measure) / getattr(results[few].costs[way], measure))
        ** (1 / tenfolds)
        for measure in MEASURES
    }


def _median_cost(costs: Sequence[Cost]) -> Cost:
    return Cost(**{measure: median(getattr(cost, measure) for cost in costs) for measure in MEASURES})
