"""Three regions on two workers that share object storage alone, as `make nation` has it; one is killed in its work."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.nation.parts import LOG
from deploy.nation.regions import written
from deploy.nation.services import BUCKET
from deploy.nation.stack import FAILED, GOING_ON, NATION, SUCCEEDED, WORKERS, Run, followed, started
from rsp_pipeline.followup.documents.links import INDEX
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.tables import TONIGHT
from rsp_pipeline.night import night
from rsp_pipeline.night.step import Night
from rsp_pipeline.remote.bucket import Bucket
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.store.atomic import UNFINISHED
from rsp_pipeline_tests.deploy.tools import needed
from rsp_pipeline_tests.remote.storage import pointed, storage
from rsp_pipeline_tests.workshop import FIGURES_ALONE, ask

SMALL = ("08", "09", "10")  # Kalmar, Gotland, Blekinge
SIGNS_OF_FAILURE = ("Marking run", "ERROR", "WorkerLost")
FIGURES = "SELECT * FROM indicator.value ORDER BY ALL"


@dataclass(frozen=True)
class Worked:
    """What became of a night in which a worker was killed: its runs in order, and what was published by then.

    `nation` is what a machine has that has looked at it all since.
    """

    nation: Nation
    runs: tuple[Run, ...]
    killed: Run
    published_at_the_kill: frozenset[str]
    failures: tuple[str, ...]  # as the clock and the workers told of them
    objects: tuple[str, ...]

    def of(self, region: str) -> list[str]:
        """How the runs of a region ended, in order."""
        return [run.status for run in self.runs if run.region == region and run.status != GOING_ON]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    for program in ("initdb", "redis-server"):
        needed(program)
    if not os.environ.get("CI"):
        pytest.importorskip("dagster_celery", reason="NOT TRIED: dagster-celery is not installed")
    folder = tmp_path_factory.mktemp("workers")
    runs: list[Run] = []
    killed: Run | None = None
    published: frozenset[str] = frozenset()
    with storage() as reached, pytest.MonkeyPatch.context() as environment:
        for name, value in reached.items():
            environment.setenv(name, value)
        settings = written(folder, f"s3://{BUCKET}", SMALL)
        nation = Nation.from_environment({**settings, "RSP_WORK_DIR": str(folder / "looked-at")})
        with started(folder, settings) as stack:
            for run in followed(stack, nation.names):
                runs.append(run)
                if run.status == GOING_ON and not killed:
                    killed = run
                    stack.worker_of(run).kill()
                    published = frozenset(name for name in nation.names if _published(nation, name))
        for place in (nation.together, *map(nation.settings_of, nation.names)):
            latest(place)
        objects = tuple(Bucket(settings["RSP_DATA_DIR"]).listed(""))
    assert killed
    lines = (line for name in ("clock", *WORKERS) for line in (folder / name / LOG).read_text("utf-8").splitlines())
    failures = tuple(line for line in lines if any(sign in line for sign in SIGNS_OF_FAILURE))
    return Worked(nation, tuple(runs), killed, published, failures, objects)


def _published(nation: Nation, region: str) -> bool:
    return f"warehouse/{nation.published_file.name}" in pointed(nation.settings_of(region).address).files


def test_the_region_of_a_killed_worker_has_its_night_on_another(worked: Worked) -> None:
    assert worked.of(worked.killed.region) == [FAILED, SUCCEEDED], worked.failures
    (again,) = [run for run in worked.runs if run.tries_again == worked.killed.run_id and run.status == SUCCEEDED]
    assert again.task != worked.killed.task


def test_the_other_regions_never_notice(worked: Worked) -> None:
    for region in set(worked.nation.names) - {worked.killed.region}:
        assert worked.of(region) == [SUCCEEDED]


def test_nothing_half_is_published(worked: Worked) -> None:
    assert worked.killed.region not in worked.published_at_the_kill
    assert [name for name in worked.objects if UNFINISHED in name] == []


def test_the_figures_are_those_of_a_night_on_one_machine(worked: Worked, tmp_path: Path) -> None:
    for region in worked.nation.names:
        there = worked.nation.settings_of(region)
        shutil.copytree(there.raw_dir, tmp_path / region / "raw")
        alone = Nation(worked.nation.programmes, {**worked.nation.environment, "RSP_DATA_DIR": str(tmp_path)})
        here = alone.settings_of(region)
        night.run(Night.of(here), FIGURES_ALONE)
        figures = ask(here.published_file, FIGURES)
        assert figures
        assert ask(there.published_file, FIGURES) == figures


def test_the_nation_is_made_when_every_region_has_had_its_night(worked: Worked) -> None:
    assert (worked.runs[-1].region, worked.runs[-1].status) == (NATION, SUCCEEDED)
    told = ask(worked.nation.published_file, "SELECT name, verdict FROM nation.region ORDER BY ALL")
    assert told == [(name, TONIGHT) for name in worked.nation.names]
    assert worked.nation.names[0] in (worked.nation.nation_dir / INDEX).read_text(encoding="utf-8")
