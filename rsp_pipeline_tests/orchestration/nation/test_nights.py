"""The nights of many regions: each as if it stood alone, whatever becomes of the others."""

import runpy
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.sensor_definition import SensorExecutionData
from dagster._core.test_utils import create_run_for_test

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.nation.build import build_nation_definitions
from rsp_pipeline.orchestration.nation.clock import NOTHING_CHANGED, national_sensor, region_schedule, regions_sensor
from rsp_pipeline.orchestration.nation.file import KEY as NATIONAL_FILE
from rsp_pipeline.orchestration.nation.file import NATIONAL
from rsp_pipeline.orchestration.nation.regions import KEY, REGION_NIGHT
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import sole_use
from rsp_pipeline_tests.installations import why
from rsp_pipeline_tests.nations import BROKEN, EMPTY, ISLAND, add, environment_of, nation_in
from rsp_pipeline_tests.workshop import FIGURES_ALONE, ask

FIGURES = "SELECT * FROM indicator.value ORDER BY ALL"
PATIENCE = 90  # seconds, on a slow machine
AT_TWO = datetime.fromisoformat("2026-11-02T02:00:00+01:00")


@dataclass(frozen=True)
class Deployment:
    """A nation, and Dagster's history of it."""

    nation: Nation
    history: dg.DagsterInstance

    @property
    def island(self) -> Settings:
        """The region that has registers."""
        return self.nation.settings_of(ISLAND)

    def night(self, name: str) -> dg.ExecuteInProcessResult:
        """A region's night, run as Dagster runs it."""
        self.history.add_dynamic_partitions("region", [name])
        return self._run(REGION_NIGHT, name)

    def put_together(self) -> dg.ExecuteInProcessResult:
        return self._run(NATIONAL, None)

    def _run(self, job: str, name: str | None) -> dg.ExecuteInProcessResult:
        found = build_nation_definitions(self.nation).resolve_job_def(job)
        return found.execute_in_process(partition_key=name, instance=self.history, raise_on_error=False)

    def at_two(self) -> dict[str | None, str | None]:
        """The regions that the schedule asks for a run of, with its key."""
        with dg.build_schedule_context(
            self.history, scheduled_execution_time=AT_TWO, resources={"nation": self.nation}
        ) as context:
            asked = region_schedule(context)
        return {run.partition_key: run.run_key for run in asked} if isinstance(asked, list) else {}

    def told(self, key: dg.AssetKey, *names: str) -> dict[str, object]:
        """What the page of the nation's file tells, or of a region's."""
        event = self.history.fetch_materializations(dg.AssetRecordsFilter(key, names or None), limit=1).records[0]
        assert event.asset_materialization
        return {key: each.value for key, each in event.asset_materialization.metadata.items()}

    def look(self, sensor: dg.SensorDefinition, cursor: str | None = None) -> SensorExecutionData:
        """What a sensor decides."""
        with dg.build_sensor_context(self.history, cursor=cursor, resources={"nation": self.nation}) as context:
            return sensor.evaluate_tick(context)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """A nation after a region's night; its tests work on copies."""
    nation = nation_in(tmp_path_factory.mktemp("nation"))
    with dg.DagsterInstance.ephemeral() as history:
        assert Deployment(nation, history).night(ISLAND).success
    return nation


@pytest.fixture
def deployment(made: Nation, tmp_path: Path) -> Iterator[Deployment]:
    folder = shutil.copytree(made.programmes.parent, tmp_path / "nation")
    with dg.DagsterInstance.local_temp(str(tmp_path)) as history:
        yield Deployment(Nation.from_environment(environment_of(folder)), history)


def test_the_figures_are_those_of_a_region_that_stands_alone(made: Nation, tmp_path: Path) -> None:
    together = made.settings_of(ISLAND)
    shutil.copytree(together.raw_dir, tmp_path / "raw")
    alone = replace(together, data_dir=tmp_path)
    run(Night.of(alone), FIGURES_ALONE)
    figures = ask(together.published_file, FIGURES)
    assert figures == ask(alone.published_file, FIGURES)
    assert figures
    assert together.key_file.read_bytes() != alone.key_file.read_bytes()


def standing(nation: Nation) -> dict[object, tuple[object, str]]:
    """How the nation's file tells of each region: its verdict, and why."""
    told = ask(nation.nation_dir / "rsp.duckdb", "SELECT name, verdict, why FROM nation.region")
    return {name: (verdict, str(why)) for name, verdict, why in told}


def test_a_broken_programme_and_a_missing_folder_end_their_own_runs_in_swedish(deployment: Deployment) -> None:
    assert "trasig.toml" in why(deployment.night(BROKEN))
    assert "Lägg de exporterade registren där." in why(deployment.night(EMPTY))
    assert deployment.put_together().success
    assert standing(deployment.nation)[ISLAND] == ("publicerad i natt", "")


def test_a_region_whose_gate_holds_its_file_back_keeps_the_one_before(deployment: Deployment) -> None:
    before = deployment.island.published_file.read_bytes()
    shutil.rmtree(deployment.island.raw_dir / "grants")
    assert why(deployment.night(ISLAND)).startswith("Den nya filen hålls tillbaka.")
    assert deployment.island.published_file.read_bytes() == before
    assert deployment.put_together().success
    assert "hålls tillbaka" in standing(deployment.nation)[ISLAND][1]


def test_what_a_night_came_to_is_told_on_the_regions_page(deployment: Deployment) -> None:
    assert deployment.night(ISLAND).success
    told = deployment.told(KEY, ISLAND)
    assert told["Region"] == "Region Påhittad 09"
    assert str(told["Natten"]).startswith("Inget har ändrats")
    assert told["Villkoren"] == "Alla 7 höll."
    assert str(told["Databasfil"]).endswith(f"{ISLAND}/warehouse/rsp.duckdb")


def test_the_schedule_asks_for_regions_that_cannot_be_judged_and_not_for_one_that_stands(
    deployment: Deployment,
) -> None:
    assert deployment.at_two() == {name: f"2026-11-02 {name}" for name in (BROKEN, EMPTY)}
    assert str(deployment.told(KEY, ISLAND)["Natten"]).startswith("Inget har ändrats")
    (deployment.island.raw_dir / "visits" / "fler.csv").write_bytes(b"")
    assert set(deployment.at_two()) == {BROKEN, EMPTY, ISLAND}


def test_a_night_without_changes_has_no_runs(deployment: Deployment) -> None:
    for name in (BROKEN, EMPTY):
        (deployment.nation.programmes / f"{name}.toml").unlink()
    assert deployment.at_two() == {}
    assert deployment.told(NATIONAL_FILE)["Natten"] == NOTHING_CHANGED


def test_a_region_that_someone_works_in_is_asked_for(deployment: Deployment) -> None:
    with sole_use(deployment.island.warehouse_dir):
        assert set(deployment.at_two()) == {BROKEN, EMPTY, ISLAND}


def test_of_two_runs_of_a_region_one_waits_for_the_other(deployment: Deployment) -> None:
    begun = threading.Event()

    def says_that_it_waits() -> bool:
        runs = deployment.history.get_runs()
        said = [entry.user_message for run in runs for entry in deployment.history.all_logs(run.run_id)]
        return any("Väntar tills den är klar." in message for message in said)

    def other() -> None:
        with sole_use(deployment.island.warehouse_dir):
            begun.set()
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until and not says_that_it_waits():
                time.sleep(0.2)

    holder = threading.Thread(target=other)
    holder.start()
    begun.wait(PATIENCE)
    assert deployment.night(ISLAND).success
    holder.join()
    assert says_that_it_waits()


def test_a_programme_file_that_comes_is_a_partition_and_one_that_goes_is_none(deployment: Deployment) -> None:
    deployment.look(regions_sensor)
    assert set(deployment.history.get_dynamic_partitions("region")) == {BROKEN, EMPTY, ISLAND}
    add(deployment.nation, "ny", "12")
    (deployment.nation.programmes / f"{BROKEN}.toml").unlink()
    deployment.look(regions_sensor)
    assert set(deployment.history.get_dynamic_partitions("region")) == {"ny", EMPTY, ISLAND}
    assert deployment.island.published_file.exists()


def test_the_nation_is_put_together_once_when_the_regions_are_done_however_they_went(deployment: Deployment) -> None:
    assert not deployment.look(national_sensor).run_requests
    deployment.night(BROKEN)
    asked = deployment.look(national_sensor)
    assert len(asked.run_requests or []) == 1
    assert not deployment.look(national_sensor, asked.cursor).run_requests
    of_island = {"dagster/partition": ISLAND}
    create_run_for_test(deployment.history, REGION_NIGHT, status=dg.DagsterRunStatus.STARTED, tags=of_island)
    assert "väntar: 1" in str(deployment.look(national_sensor).skip_message)


def test_dagster_loads_the_regions_where_a_folder_of_them_is_named(
    made: Nation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    loaded = runpy.run_module("rsp_pipeline.definitions")["defs"]
    dg.Definitions.validate_loadable(loaded)
    assert {job.name for job in loaded.resolve_all_job_defs()} >= {REGION_NIGHT, NATIONAL}
