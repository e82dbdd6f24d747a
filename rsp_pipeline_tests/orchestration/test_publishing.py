"""The gate and the turns as Dagster shows them."""

import shutil
from datetime import UTC, datetime
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
def installation(made: Path, tmp_path: Path) -> Settings:
    """An installation that has published ten grants, and then been given five."""
    installation = settings(tmp_path)
    shutil.copytree(made, installation.data_dir)
    return installation


def publish(installation: Settings, override: Override | None = None) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.ephemeral() as instance:
        return dg.materialize(
            [published_asset],
            instance=instance,
            resources={"night": Night.of(installation)},
            run_config=override_config(override or Override()),
            tags={"rsp/user": "åsa"},
            raise_on_error=False,
        )


def test_what_is_held_back_is_no_materialization_and_its_check_says_why(installation: Settings) -> None:
    done = publish(installation)
    assert not done.success
    assert done.get_asset_materialization_events() == []
    found = {check.check_name: check for check in done.get_asset_check_evaluations()}
    assert len(found) == len(GATES)
    assert [name for name, check in found.items() if not check.passed] == ["raderna_finns_kvar"]
    assert found["raderna_finns_kvar"].severity is dg.AssetCheckSeverity.ERROR
    assert "grants/a.csv gav 10 rader och ger nu 5." in str(found["raderna_finns_kvar"].description)
    (failure,) = done.filter_events(lambda event: event.is_step_failure)
    told = failure.step_failure_data.user_failure_data
    assert told
    assert str(told.description).startswith("Den nya filen hålls tillbaka.\nStödbeslut 2025: 5 rader mot 10")


def test_an_overridden_gate_is_a_warning_with_its_reason(installation: Settings) -> None:
    done = publish(installation, Override(("raderna_finns_kvar",), "Dubbletter rensade"))
    assert done.success
    (warned,) = [check for check in done.get_asset_check_evaluations() if not check.passed]
    assert warned.severity is dg.AssetCheckSeverity.WARN
    assert warned.metadata["Åsidosatt"].value == "Dubbletter rensade"
    told = ask(installation.published_file, "SELECT overridden, overridden_by FROM meta.build")
    assert told == [("raderna_finns_kvar", "åsa")]


def test_an_override_without_a_reason_fails_with_a_sentence(installation: Settings) -> None:
    config = {"ops": {"warehouse__published": {"config": {"override": ["raderna_finns_kvar"]}}}}
    with (
        dg.DagsterInstance.ephemeral() as instance,
        pytest.raises(Exception, match="Ett villkor åsidosätts bara med ett skäl"),
    ):
        dg.materialize(
            [published_asset], instance=instance, resources={"night": Night.of(installation)}, run_config=config
        )


def test_a_run_from_the_page_waits_for_one_from_the_shell(tmp_path: Path) -> None:
    installation = settings(tmp_path)
    job = build_definitions(installation).resolve_implicit_global_asset_job_def()
    with held_by_another(installation.warehouse_dir) as holder, dg.DagsterInstance.ephemeral() as instance:
        told: list[str] = []

        def let_go(entry: dg.EventLogEntry) -> None:
            if "Väntar tills den är klar" in entry.user_message:
                told.append(entry.user_message)
                holder.communicate("\n")

        run_id = str(uuid4())
        instance.add_event_listener(run_id, let_go)
        done = job.execute_in_process(
            instance=instance, run_id=run_id, asset_selection=[dg.AssetKey(["core", "municipalities"])]
        )
    assert done.success
    assert len(told) == 1


def test_the_schedule_does_not_wait_for_a_run(tmp_path: Path) -> None:
    installation = settings(tmp_path)
    definitions = build_definitions(installation)
    with (
        held_by_another(installation.warehouse_dir),
        dg.DagsterInstance.ephemeral() as instance,
        dg.build_schedule_context(
            instance,
            scheduled_execution_time=datetime(2026, 11, 1, tzinfo=UTC),
            repository_def=definitions.get_repository_def(),
            resources={"settings": installation},
        ) as context,
    ):
        assert definitions.resolve_schedule_def("nightly").evaluate_tick(context).run_requests
