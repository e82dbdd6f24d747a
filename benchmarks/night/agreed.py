"""What was measured before, and what has become worse since: ratios to the floor, never seconds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks.night.measuring import Way
from benchmarks.night.results import Results

AGREED = Path(__file__).parents[1] / "agreed.json"
HALF_AS_MUCH_AGAIN = 1.5
NOISE_SECONDS = 0.1

Agreed = Mapping[str, Mapping[str, float]]
"""For each case, by its name, the CPU time of each way and stage as a multiple of the floor's."""


def load(path: Path = AGREED) -> Agreed:
    """What was agreed; nothing before the first time."""
    agreed: Agreed = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return agreed


def save(results: Results, path: Path = AGREED) -> None:
    """Agree on what was measured."""
    ratios = {
        case.name: {what: round(ratio, 3) for what, ratio in result.times_floor.items() if what != Way.USUAL}
        for case, result in results.items()
    }
    path.write_text(json.dumps(ratios, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def regressions(agreed: Agreed, results: Results) -> list[str]:
    """A sentence for each night or stage that costs more than half as much again as was agreed.

    What is measured or agreed alone is left out, and so is what grew by less than `NOISE_SECONDS` on this machine.
    """
    return [
        f"{case.title}, {what}: {now:.2f} times DuckDB alone, where {before:.2f} was agreed."
        for case, result in results.items()
        for what, before in agreed.get(case.name, {}).items()
        if (now := result.times_floor.get(what, 0.0)) > before * HALF_AS_MUCH_AGAIN
        and (now - before) * result.costs[Way.FLOOR].cpu > NOISE_SECONDS
    ]
