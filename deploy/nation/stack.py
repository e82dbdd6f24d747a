"""What serves many regions: history in PostgreSQL, Dagster's code location, page and clock, and workers over Redis."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.nation.parts import Part, free_port, listens, running
from deploy.nation.services import postgres, redis

HERE = Path(__file__).parent
INSTANCE, CELERY, CLOCK = HERE / "dagster.yaml", HERE / "celery.yaml", HERE / "clock.py"
NATION = ""  # what a run is of that is no region's
WORKERS = ("worker-1", "worker-2")
WORKER = ("dagster-celery", "worker", "start", "-A", "dagster_celery.app", "-y", CELERY.name)
MODULE = "rsp_pipeline.definitions"
WORKSPACE = "load_from:\n  - grpc_server: {{host: 127.0.0.1, port: {port}, location_name: rsp_pipeline}}\n"
ASKED = "{runsOrError {... on Runs {results {runId status parentRunId tags {key value}}}}}"
GOING_ON, SUCCEEDED, FAILED = "STARTED", "SUCCESS", "FAILURE"
ENDED = frozenset({SUCCEEDED, FAILED, "CANCELED"})
ASKED_EVERY_SECONDS = 1.0


@dataclass(frozen=True)
class Run:
    """One run, as Dagster's page tells of it: of a region or, where `region` is NATION, of all of them."""

    run_id: str
    region: str
    status: str
    task: str  # as Celery calls it
    tries_again: str  # the run that this one is tried again for
    will_be_tried_again: bool


@dataclass(frozen=True)
class Stack:
    """All of it, running."""

    page: str
    workers: tuple[Part, ...]

    def ask(self, query: str) -> Any:
        """The page's answer to a GraphQL query."""
        body = json.dumps({"query": query}).encode()
        request = urllib.request.Request(f"{self.page}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]

    def runs(self) -> tuple[Run, ...]:
        """Every run, the latest first."""
        return tuple(_run(told) for told in self.ask(ASKED)["runsOrError"]["results"])

    def worker_of(self, run: Run) -> Part:
        """The worker that took a run, which has begun."""
        (worker,) = [worker for worker in self.workers if f"[{run.task}] received" in worker.told()]
        return worker


def _run(told: Mapping[str, Any]) -> Run:
    tags = {tag["key"]: tag["value"] for tag in told["tags"]}
    return Run(
        run_id=told["runId"],
        region=tags.get("dagster/partition", NATION),
        status=told["status"],
        task=tags.get("dagster-celery/task_id", ""),
        tries_again=told["parentRunId"] or "",
        will_be_tried_again=tags.get("dagster/will_retry") == "true",
    )


def followed(stack: Stack, regions: Iterable[str]) -> Iterator[Run]:
    """Each run as it begins and as it ends, until the night of every region, and the nation's after them, has ended."""
    told: set[tuple[str, str]] = set()
    while True:
        runs = stack.runs()
        for run in reversed(runs):
            now = run.run_id, run.status  # a run that has failed is told to be tried again a moment later
            if run.status in {GOING_ON, *ENDED} and now not in told:
                told.add(now)
                yield run
        if _is_over(runs, set(regions)):
            return
        time.sleep(ASKED_EVERY_SECONDS)


def _is_over(runs: tuple[Run, ...], regions: set[str]) -> bool:
    """Whether every region has had its night, and the nation was made last of all."""
    latest = {run.region: run for run in reversed(runs)}
    return (
        regions < latest.keys()
        and runs[0].region == NATION
        and all(run.status in ENDED and not run.will_be_tried_again for run in latest.values())
    )


def _own(folder: Path) -> Mapping[str, str]:
    """The settings that a machine has for itself: what it keeps, and where it works."""
    return {"DAGSTER_HOME": str(folder), "RSP_WORK_DIR": str(folder / "work")}


@contextmanager
def started(folder: Path, regions: Mapping[str, str], port: int = 0, names: Sequence[str] = WORKERS) -> Iterator[Stack]:
    """Everything, with folders of its own in `folder`, for the regions that these settings tell of.

    There is a worker of each of the `names`.

    The night that was due last at two has not been: the clock makes up for it, as it does after a power cut.

    Raises:
        ProgramMissing: PostgreSQL or Redis is not installed.
        PartStopped: a process did not come so far that it was of use.
    """
    code_port, page_port = free_port(), port or free_port()
    at = ("-h", "127.0.0.1", "-p")
    with ExitStack() as parts:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        history, broker = parts.enter_context(postgres()), parts.enter_context(redis(folder / "redis"))
        own: list[Part] = []
        environment = {**os.environ, **regions, **history, **broker, "PATH": path, "PYTHONUTF8": "1"}

        def begun(name: str, *command: str) -> Part:
            home = folder / name
            home.mkdir(parents=True, exist_ok=True)
            for settings in (INSTANCE, CELERY):
                shutil.copy(settings, home)
            (home / "workspace.yaml").write_text(WORKSPACE.format(port=code_port), encoding="ascii")
            own.append(parts.enter_context(running(home, command, {**environment, **_own(home)})))
            return own[-1]

        code = begun("code", "dagster", "api", "grpc", *at, str(code_port), "-m", MODULE)
        code.wait(lambda: listens(code_port))
        page = begun("page", "dagster-webserver", *at, str(page_port), "-w", "workspace.yaml")
        workers = [begun(name, *WORKER, "-n", name) for name in names]
        subprocess.run(
            [sys.executable, CLOCK, str(code_port)],
            env={**environment, **_own(page.folder)},
            check=True,
            start_new_session=True,
        )
        begun("clock", "dagster-daemon", "run", "-w", "workspace.yaml")
        page.wait(lambda: listens(page_port))
        try:
            yield Stack(f"http://127.0.0.1:{page_port}", tuple(workers))
        finally:
            for part in own:  # at once, and not one after another: a worker ends its region's night if it may
                part.ask_to_end()
