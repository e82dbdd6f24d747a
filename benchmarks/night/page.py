"""The page that tells what was measured: every sentence of it stands in `PAGE`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from benchmarks.night.agreed import HALF_AS_MUCH_AGAIN, NOISE_SECONDS
from benchmarks.night.cases import YARDSTICK_ROWS, Case
from benchmarks.night.measuring import Way
from benchmarks.night.results import Results, growth
from benchmarks.night.stages import Stage

PERFORMANCE = Path(__file__).parents[2] / "docs" / "performance.md"
MANY_REGIONS = "## Many regions"
PAGE = """\
# What a night costs

The whole of `rsp refresh`, from the delivered files to the published one, on registers of many sizes. Written by
`make bench`, as told in [CONTRIBUTING](../CONTRIBUTING.md); measured {on:%Y-%m-%d}.

- Runs: {runs}, of which medians are told.
- Machine: {machine}.
- Versions: {versions}.

## How to read this

CPU is the seconds of user and system time of a process and its children, wall the seconds by the clock, start and
imports included. Peak is the memory of that process alone at its most, file the size of the database file that it
leaves, both in megabytes. Ratios hold better than seconds, from machine to machine and on a busy one: each is of CPU
times measured in the same minutes.

- **{floor}** is the floor: it reads, types, checks, stores and sums up the case's grants from one csv file, and does
  nothing else. A case that has no grants beside the sample's is held against the floor of {yardstick} rows, as a
  measure of the machine.
- **{usual}** is the usual way to do the same, from the files that a night gets.
- **A night from nothing** does all of its work: every register, figures with the rows behind them, rules, charts,
  documents and publishing. An unchanged night follows it, and then one for which a visit was added to a small file.

Rows are grants with invented recipients, beside the sample of four years; one in a hundred cannot be read.

## Whole nights

{nights}

## Growth

How many times as much each measure is when the rows are tenfold. Below 10 it grows more slowly than the rows.

{growth}

## Stages

CPU seconds of each stage of a night from nothing, its steps run one after another. The rest is what the whole night
takes beyond them: start, imports, Dagster's plan and history, and what is told at the end. It is the difference between
two runs, and so the least certain.

{stages}

A stage or night that takes more than {half} times its agreed multiple of the floor makes `make bench` fail, unless that
is less than {noise} seconds more. What is agreed stands in `benchmarks/agreed.json`.
"""


@dataclass(frozen=True)
class Occasion:
    """When, how often and on what was measured."""

    on: date
    runs: int
    machine: str
    versions: str


def page(results: Results, occasion: Occasion) -> str:
    """The page, in Markdown."""
    return PAGE.format(
        **vars(occasion),
        floor=Way.FLOOR,
        usual=Way.USUAL,
        yardstick=whole(YARDSTICK_ROWS),
        nights=_nights(results),
        growth=_growth(results),
        stages=_stages(results),
        half=HALF_AS_MUCH_AGAIN,
        noise=NOISE_SECONDS,
    )


def _nights(results: Results) -> str:
    rows = [
        (
            case.title,
            str(way),
            f"{cost.cpu:.2f}",
            f"{cost.wall:.2f}",
            whole(cost.peak),
            f"{cost.file:.1f}",
            "1" if way == Way.FLOOR else f"{result.times_floor[way]:.1f}",
        )
        for case, result in results.items()
        for way, cost in result.costs.items()
    ]
    return table(("Case", "Way", "CPU s", "Wall s", "Peak MB", "File MB", "CPU, times the floor"), rows, texts=2)


def _growth(results: Results) -> str:
    growing: list[Case] = sorted((case for case in results if case.grows), key=lambda case: case.rows)
    rows = [
        (
            f"{few.title} to {many.title}",
            str(way),
            *(f"{times:.1f}" for times in growth(results, few, many, way).values()),
        )
        for few, many in pairwise(growing)
        for way in results[few].costs
    ]
    return table(("Between", "Way", "CPU", "Wall", "Peak", "File"), rows, texts=2)


def _stages(results: Results) -> str:
    rows = [
        (stage.capitalize(), *(f"{result.stages.get(stage, 0):.2f}" for result in results.values())) for stage in Stage
    ]
    return table(("Stage", *(case.title for case in results)), rows, texts=1)


def write(nights: str = "", regions: str = "") -> None:
    """Write what is told on the page: what nights cost, or the section on many regions below it; the other stays."""
    before, heading, below = PERFORMANCE.read_text(encoding="utf-8").partition(MANY_REGIONS)
    parts = (nights or before, regions or heading + below)
    PERFORMANCE.write_text("\n\n".join(part.strip() for part in parts if part) + "\n", encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> str:
    """A table whose first columns are texts and whose others are numbers."""
    marks = ["---" if place < texts else "---:" for place, _ in enumerate(header)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, marks, *rows))


def whole(number: float) -> str:
    """A number without decimals, its thousands apart."""
    return f"{number:,.0f}".replace(",", " ")
