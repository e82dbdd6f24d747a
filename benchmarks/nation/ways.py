"""Run one way, and print the seconds by the clock: `python -m benchmarks.nation.ways WAY FOLDER`.

Those are of the nights, and of what is made of all regions after them: not of what starts before the first of them and
ends after the last. FOLDER is where what is started works.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

import yaml

from benchmarks.nation.cases import Way
from deploy.nation.services import postgres
from deploy.nation.stack import FAILED, INSTANCE, WORKERS, followed, started
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.together import put_together
from rsp_pipeline.shell.exit_codes import REFUSED
from rsp_pipeline.shell.nation_refreshing import refresh

PR_SET_CHILD_SUBREAPER = 36  # of <sys/prctl.h>


def alone(nation: Nation) -> float:
    """Every night in this process, one after another.

    Raises:
        RuntimeError: something was not published.
    """
    began = monotonic()
    if refresh(nation, nation.names) == REFUSED:
        raise RuntimeError("Not everything is published.")
    return monotonic() - began


def in_postgres(nation: Nation, folder: Path) -> float:
    """The same, with Dagster's history in PostgreSQL, as several machines have it."""
    storage = yaml.safe_load(INSTANCE.read_text(encoding="utf-8"))["storage"]
    (folder / INSTANCE.name).write_text(yaml.safe_dump({"storage": storage}), encoding="utf-8")
    with postgres() as history:
        os.environ.update(history, DAGSTER_HOME=str(folder))
        return alone(nation)


def on_workers(nation: Nation, folder: Path, number: int) -> float:
    """Every night on one of so many workers, that Dagster's clock asks for.

    Raises:
        RuntimeError: a run failed.
    """
    moments = []
    with started(folder, {}, names=WORKERS[:number]) as stack:
        for run in followed(stack, nation.names):
            moments.append(monotonic())
            if run.status == FAILED:
                raise RuntimeError(f"The run {run.run_id} of {run.region} failed.")
    return moments[-1] - moments[0]


def together(nation: Nation) -> float:
    """What is made of all regions."""
    began = monotonic()
    put_together(nation, print)
    return monotonic() - began


def adopt_orphans() -> None:
    """Become the parent of processes whose own ends before them, as of workers: what they cost counts here (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def bury_orphans() -> None:
    """Wait for those that are left to end."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def main() -> None:
    """Run the way that is asked for."""
    adopt_orphans()
    way, folder = Way[sys.argv[1]], Path(sys.argv[2])
    nation = Nation.from_environment(os.environ)
    match way:
        case Way.ALONE:
            seconds = alone(nation)
        case Way.POSTGRES:
            seconds = in_postgres(nation, folder)
        case Way.ONE_WORKER:
            seconds = on_workers(nation, folder, 1)
        case Way.TWO_WORKERS:
            seconds = on_workers(nation, folder, 2)
        case Way.TOGETHER:
            seconds = together(nation)
    bury_orphans()
    print(seconds)


if __name__ == "__main__":
    main()
