"""The section on many regions of the page on what a night costs: every sentence of it stands in `SECTION`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.nation.cases import FEW, Case, Way
from benchmarks.night.page import MANY_REGIONS, Occasion, table, whole
from rsp_pipeline.programme.counties import counties

SECTION = """\
{heading}

Written by `python -m benchmarks.nation {rows}`; measured {on:%Y-%m-%d} on {machine}, once. Versions: {versions}.

Each county's region from nothing, two open years, its sample and so many grant rows; delivered and made on one disk.
Dagster's clock asks for a night and workers run it, over Redis and with the history in PostgreSQL, all on this machine;
or it is run here, one after another. CPU is all that it took, with services and what starts and ends them; wall the
seconds from the first night's start until all regions together are made; peak the memory of the largest process. {few}
regions had their nights in every way, and all of them on two workers.

{costs}

On as many workers as there are regions, each a machine of its own with two cores, the nights with many rows would so
take as long as one of them alone and what is made of all regions together: {computed} seconds.
"""


@dataclass(frozen=True)
class Cost:
    """What a way cost: seconds of CPU and by the clock, and megabytes at the most of a process."""

    cpu: float
    wall: float
    peak: float


Costs = Mapping[tuple[Case, Way], Cost]


def section(rows: int, costs: Costs, occasion: Occasion) -> str:
    """The section, in Markdown."""
    return SECTION.format(
        **vars(occasion),
        heading=MANY_REGIONS,
        rows=rows,
        few=FEW,
        costs=_table(costs),
        computed=whole(_computed(costs)),
    )


def _table(costs: Costs) -> str:
    rows = [
        (
            whole(case.rows),
            str(case.regions),
            str(way),
            f"{cost.cpu:.0f}",
            f"{cost.wall:.0f}",
            *("" if way is Way.TOGETHER else f"{seconds / case.regions:.1f}" for seconds in (cost.cpu, cost.wall)),
            whole(cost.peak),
        )
        for (case, way), cost in costs.items()
    ]
    header = ("Rows", "Regions", "Way", "CPU s", "Wall s", "CPU s a region", "Wall s a region", "Peak MB")
    return table(header, rows, texts=3)


def _computed(costs: Costs) -> float:
    """The seconds that the largest case would take on a worker for each region."""
    of = {(case.rows, case.regions, way): cost.wall for (case, way), cost in costs.items()}
    rows, every = max(rows for rows, *_ in of), len(counties())
    return of[rows, FEW, Way.ALONE] / FEW + of[rows, every, Way.TOGETHER]
