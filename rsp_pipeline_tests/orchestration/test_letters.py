"""Letters that Dagster sends: by the night's own op, by the sensor for nights whose process died, and the week's."""

from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from rsp_pipeline.messages.channels import Mail, MailServer
from rsp_pipeline.night.noted import KILLED
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.letters import stopped_sensor, weekly_job
from rsp_pipeline.orchestration.nightly import nightly_job
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import sole_use
from rsp_pipeline_tests.builders import PROGRAMME, settings
from rsp_pipeline_tests.installations import decided
from rsp_pipeline_tests.receiving import Letterbox, free_port

STOPPED = "RSP-uppföljningen: uppdateringen stannade"


def told_at(port: int, folder: Path) -> Settings:
    mail = Mail(MailServer("localhost", port), "rsp@region.se", ("anna@region.se",))
    return replace(settings(folder), programme=replace(PROGRAMME, first_year=2026), channels=(mail,))


@pytest.fixture
def installation(box: Letterbox, tmp_path: Path) -> Settings:
    return told_at(box.port, tmp_path)


def stop(installation: Settings) -> None:
    """See to it that a night stops at its first step."""
    installation.warehouse_dir.mkdir(parents=True)
    installation.tables_dir.write_text("ingen mapp", encoding="utf-8")


def night(installation: Settings, history: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    job = build_definitions(installation).resolve_job_def("nightly")
    return job.execute_in_process(instance=history, raise_on_error=False)


def seen(installation: Settings, history: dg.DagsterInstance, run: dg.DagsterRun) -> str:
    """What the sensor says of a run that failed."""
    failed = history.report_run_failed(run, "Detected run worker status FAILED.")
    context = dg.build_run_status_sensor_context(
        "stannade_natter", failed, history, run, resources={"settings": installation}
    ).for_run_failure()
    skipped = stopped_sensor(context)
    assert isinstance(skipped, dg.SkipReason)
    return str(skipped.skip_message)


def test_a_night_that_stops_tells_so_itself_and_the_sensor_not_again(
    installation: Settings, box: Letterbox, history: dg.DagsterInstance
) -> None:
    stop(installation)
    run = night(installation, history).dagster_run
    ((subject, text),) = box.taken()
    assert subject == STOPPED
    assert text.startswith("Uppdateringen stannade i steget core/municipalities.\nFileExistsError: [Errno 17]")
    assert str(installation.tables_dir) in text
    seen(installation, history, run)
    night(installation, history)
    assert box.taken() == []


def test_a_night_whose_process_died_is_told_by_the_sensor_once(
    installation: Settings, box: Letterbox, history: dg.DagsterInstance
) -> None:
    for _ in range(2):
        run = create_run_for_test(history, "nightly", status=dg.DagsterRunStatus.STARTED)
        assert seen(installation, history, run) == "De som ska veta det är underrättade."
    ((subject, text),) = box.taken()
    assert (subject, text.split("\n\n")[0]) == (STOPPED, f"Uppdateringen stannade.\n{KILLED}")


def test_a_night_that_is_run_again_or_was_followed_by_another_is_not_told(
    installation: Settings, box: Letterbox, history: dg.DagsterInstance
) -> None:
    going = dg.DagsterRunStatus.STARTED
    retried = create_run_for_test(history, "nightly", status=going, tags={"dagster/will_retry": "true"})
    assert seen(installation, history, retried) == "Körningen görs om."
    earlier = create_run_for_test(history, "nightly", status=going)
    with sole_use(installation.warehouse_dir):
        assert seen(installation, history, earlier) == "En senare natt pågår."
    create_run_for_test(history, "nightly", status=dg.DagsterRunStatus.SUCCESS)
    assert seen(installation, history, earlier) == "En senare natt har körts."
    assert box.taken() == []


def test_a_mail_server_that_is_away_is_told_in_the_log_and_the_night_is_as_without(
    tmp_path: Path, history: dg.DagsterInstance
) -> None:
    installation = told_at(free_port(), tmp_path)
    stop(installation)
    result = night(installation, history)
    (failure,) = result.filter_events(lambda event: event.is_step_failure)
    assert "FileExistsError" in str(failure.step_failure_data)
    logged = [entry.user_message for entry in history.all_logs(result.run_id)]
    assert any(line.startswith("Brevet skickades inte: e-postservern localhost:") for line in logged)


def test_the_sensor_is_on_for_the_nightly_job_alone(definitions: dg.Definitions) -> None:
    sensor = definitions.resolve_sensor_def("stannade_natter")
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING
    assert nightly_job.name == "nightly"


def test_the_weeks_letter_is_asked_for_on_mondays_if_there_is_anyone_to_send_to(
    definitions: dg.Definitions, installation: Settings, box: Letterbox, history: dg.DagsterInstance
) -> None:
    schedule = definitions.resolve_schedule_def("veckobrev")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 7 * * 1", "Europe/Stockholm")
    assert len(decided("veckobrev", installation, history).run_requests or []) == 1
    assert not decided("veckobrev", replace(installation, channels=()), history).run_requests
    done = weekly_job.execute_in_process(instance=history, resources={"settings": installation})
    assert done.success
    assert [subject for subject, _ in box.taken()] == ["RSP-uppföljningen: veckobrev"]


def test_a_weeks_letter_that_came_to_nobody_fails_its_run(tmp_path: Path, history: dg.DagsterInstance) -> None:
    installation = told_at(free_port(), tmp_path)
    done = weekly_job.execute_in_process(instance=history, resources={"settings": installation}, raise_on_error=False)
    assert not done.success
