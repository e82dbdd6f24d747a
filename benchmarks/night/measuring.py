"""Running a case once, each way in a process of its own, and what each cost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.night.installation import Installation
from benchmarks.night.stages import Stage

LAUNCH = Path(__file__).with_name("launch.py")
REFRESH, GOOD = ("rsp_pipeline", "refresh"), (0, 1)  # 1: good, with remarks


class Way(StrEnum):
    """What is measured over the rows of a case: two yardsticks, and three nights of ours."""

    FLOOR = "DuckDB alone"
    USUAL = "pandas and pandera"
    NOTHING = "from nothing"
    UNCHANGED = "unchanged"
    CHANGED = "one small file changed"


NIGHTS = (Way.NOTHING, Way.UNCHANGED, Way.CHANGED)


@dataclass(frozen=True)
class Cost:
    """What a process cost: seconds of CPU (its children's, too) and by the clock, and megabytes.

    `peak` is its memory at the most, `file` the size of the database file that it leaves.
    """

    cpu: float
    wall: float
    peak: float
    file: float


@dataclass(frozen=True)
class Round:
    """A case run once: what each way cost, and the CPU seconds of each stage of the night from nothing."""

    costs: Mapping[Way, Cost]
    stages: Mapping[Stage, float]

    @property
    def times_floor(self) -> dict[str, float]:
        """The CPU time of each way and stage as a multiple of the floor's, measured minutes apart at most."""
        floor = self.costs[Way.FLOOR].cpu
        ways = {str(way): cost.cpu / floor for way, cost in self.costs.items() if way != Way.FLOOR}
        return ways | {str(stage): seconds / floor for stage, seconds in self.stages.items()}


def measured(installation: Installation, tell: Callable[[str], None]) -> Round:
    """Run a case once, telling what each way cost as it is known.

    Raises:
        RuntimeError: a process failed; what it said is in the message.
    """
    costs: dict[Way, Cost] = {}
    installation.start_over()
    with TemporaryDirectory(dir=installation.folder) as made:
        databases = {way: Path(made, f"{way.name}.duckdb") for way in (Way.FLOOR, Way.USUAL)}

        def add(way: Way, *command: object) -> None:
            good, database = (GOOD, installation.published) if way in NIGHTS else ((0,), databases[way])
            costs[way] = cost = _cost(installation, command, good, database)
            tell(f"{installation.case.title}, {way}: {cost.cpu:.2f} s CPU, {cost.peak:.0f} MB")

        add(Way.FLOOR, "benchmarks.night.floor", databases[Way.FLOOR], installation.floor_rows)
        if installation.case.rows:
            add(Way.USUAL, "benchmarks.night.usual", databases[Way.USUAL], *installation.grants)
        add(Way.NOTHING, *REFRESH)
        add(Way.UNCHANGED, *REFRESH)
        installation.change_a_small_file()
        add(Way.CHANGED, *REFRESH)
        installation.start_over()
        return Round(costs, _stages(installation, Path(made, "stages.json"), costs[Way.NOTHING].cpu))


def _stages(installation: Installation, told: Path, whole: float) -> dict[Stage, float]:
    _cost(installation, ("benchmarks.night.stages", told), (0,), installation.published)
    stages = {Stage(name): seconds for name, seconds in json.loads(told.read_text(encoding="utf-8")).items()}
    return stages | {Stage.REST: whole - sum(stages.values())}


def _cost(installation: Installation, module: tuple[object, ...], good: tuple[int, ...], leaves: Path) -> Cost:
    """The cost of running a module with its arguments, in the folder of the case."""
    cost, _ = launched(module, installation.folder, installation.environment, good)
    return Cost(**cost, file=leaves.stat().st_size / 1e6)


def launched(
    module: Sequence[object], folder: Path, environment: Mapping[str, str], good: Collection[int] = (0,)
) -> tuple[dict[str, float], str]:
    """Run a module with its arguments in a folder: what the process cost, as `launch` tells it, and what it said.

    Raises:
        RuntimeError: its exit code is none of the `good`; what it said is in the message.
    """
    told = folder / "cost.json"
    command = [sys.executable, "-m", *map(str, module)]
    process = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCH), str(told), *command],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    cost: dict[str, float] = json.loads(told.read_text(encoding="utf-8"))
    if (code := cost.pop("exit_code")) not in good:
        raise RuntimeError(f"{' '.join(command)} ended with {code}:\n{process.stdout[-2000:]}")
    return cost, process.stdout
