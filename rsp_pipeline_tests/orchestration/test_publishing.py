"""The gate and the turns as Dagster shows them."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import dagster as dg
import pytest

from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.publishing import override_config, published_asset
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import Override
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import settings, write_csv
from rsp_pipeline_tests.installations import decided, why
from rsp_pipeline_tests.store.test_lock import held_by_another
from rsp_pipeline_tests.workshop import ask, fill, grants_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    installation = settings(tmp_path_factory.mktemp("made"))
    for count in (10, 5):
        write_csv(installation.raw_dir, "grants/a.csv", grants_of(count))
        fill(Tables(installation.tables_dir), installation.raw_dir)
        if count == 10:
            assert publish(installation).success
    return installation.data_dir


@pytest.fixture
def with_fewer(made: Path, installation: Settings) -> Settings:
    """An installation that has published ten grants, and then been given five."""
    shutil.copytree(made, installation.data_dir)
    return installation


def publish(installation: Settings, config: Mapping[str, object] | None = None) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.ephemeral() as instance:
        return dg.materialize(
            [published_asset],
            instance=instance,
            resources={"night": Night.of(installation)},
            run_config=config,
            tags={"rsp/user": "åsa"},
            raise_on_error=False,
        )


def test_what_is_held_back_is_no_materialization_and_its_check_says_why(with_fewer: Settings) -> None:
    done = publish(with_fewer)
    assert not done.success
    assert done.get_asset_materialization_events() == []
    found = {check.check_name: check for check in done.get_asset_check_evaluations()}
    assert len(found) == len(GATES)
    assert [name for name, check in found.items() if not check.passed] == ["raderna_finns_kvar"]
    assert found["raderna_finns_kvar"].severity is dg.AssetCheckSeverity.ERROR
    assert "grants/a.csv gav 10 rader och ger nu 5." in str(found["raderna_finns_kvar"].description)
    assert why(done).startswith("Den nya filen hålls tillbaka.\nStödbeslut 2025: 5 rader mot 10")


def test_an_overridden_gate_is_a_warning_with_its_reason(with_fewer: Settings) -> None:
    done = publish(with_fewer, override_config(Override(("raderna_finns_kvar",), "Dubbletter rensade")))
    assert done.success
    (warned,) = [check for check in done.get_asset_check_evaluations() if not check.passed]
    assert warned.severity is dg.AssetCheckSeverity.WARN
    assert warned.metadata["Åsidosatt"].value == "Dubbletter rensade"
    told = ask(with_fewer.published_file, "SELECT overridden, overridden_by FROM meta.build")
    assert told == [("raderna_finns_kvar", "åsa")]


def test_an_override_without_a_reason_fails_with_a_sentence(with_fewer: Settings) -> None:
    config = {"ops": {"warehouse__published": {"config": {"override": ["raderna_finns_kvar"]}}}}
    (failed,) = publish(with_fewer, config).filter_events(lambda event: event.is_step_failure)
    assert "Ett villkor åsidosätts bara med ett skäl" in str(failed.step_failure_data.error)


def test_a_run_from_the_page_waits_for_one_from_the_shell(installation: Settings, history: dg.DagsterInstance) -> None:
    job = build_definitions(installation).resolve_implicit_global_asset_job_def()
    run_id, told = str(uuid4()), []
    with held_by_another(installation.warehouse_dir) as holder:

        def let_go(entry: dg.EventLogEntry) -> None:
            if "Väntar tills den är klar" in entry.user_message:
                told.append(entry.user_message)
                holder.communicate("\n")

        history.add_event_listener(run_id, let_go)
        municipalities = dg.AssetKey(["core", "municipalities"])
        done = job.execute_in_process(instance=history, run_id=run_id, asset_selection=[municipalities])
    assert done.success
    assert len(told) == 1


def test_the_schedule_does_not_wait_for_a_run(installation: Settings, history: dg.DagsterInstance) -> None:
    with held_by_another(installation.warehouse_dir):
        assert decided("nightly", installation, history).run_requests
