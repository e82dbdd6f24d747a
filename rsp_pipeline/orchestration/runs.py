"""A job run at once in this process, for whoever has the warehouse to himself: what the shell asks Dagster for."""

from collections.abc import Callable, Mapping
from uuid import uuid4

import dagster as dg

from rsp_pipeline.approval.approve import Decision, refuse_year
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.approving import APPROVE, approve_config
from rsp_pipeline.orchestration.attribution import of_shell
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.failures import Failed, failed_of
from rsp_pipeline.orchestration.history import opened
from rsp_pipeline.orchestration.home import home
from rsp_pipeline.orchestration.nightly import NIGHTLY, refresh_config

FROM_SHELL = {"rsp/started_from": "shell"}
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}  # run config: nothing on the screen

Listener = Callable[[str], None]
"""What is told the name of each thing that was made."""


def run_nightly(night: Night, listen: Listener = lambda _: None) -> list[Failed]:
    """Run the nightly job over the night's years, and return the step that failed, if any."""
    return _run(NIGHTLY, night, refresh_config(night.override), None, listen)


def run_approving(
    night: Night, year: int, decision: Decision, is_revision: bool, asked_by: Mapping[str, str] | None = None
) -> list[Failed]:
    """Run the job that closes a year, and return the step that failed, if any.

    `asked_by` is the tag of whoever asks for it: else the one whose shell it is.

    Raises:
        NotApprovable: the year is none of the programme's, or not over.
    """
    refuse_year(year, night.settings.programme, night.settings.today)
    return _run(APPROVE, night, approve_config(decision, is_revision), str(year), asked_by=asked_by)


def _run(
    name: str,
    night: Night,
    config: Mapping[str, object],
    partition: str | None,
    listen: Listener = lambda _: None,
    asked_by: Mapping[str, str] | None = None,
) -> list[Failed]:
    job = build_definitions(night.settings).resolve_job_def(name)
    run_id = str(uuid4())

    def hear(entry: dg.EventLogEntry) -> None:
        if entry.asset_materialization:
            listen(entry.asset_materialization.asset_key.to_user_string())

    with opened(home(night.settings)) as instance:
        _close_killed_runs(instance)
        instance.add_event_listener(run_id, hear)
        result = job.execute_in_process(
            run_config=QUIET | dict(config),
            partition_key=partition,
            instance=instance,
            run_id=run_id,
            tags={**FROM_SHELL, **(asked_by or of_shell())},
            resources={"night": night, "tonight": night},  # the turn is taken already
            raise_on_error=False,
        )
    failures = result.filter_events(lambda event: event.is_step_failure)
    if any(_is_broken_off(event) for event in failures):
        raise KeyboardInterrupt
    return [failed_of(event) for event in failures]


def _close_killed_runs(instance: dg.DagsterInstance) -> None:
    """Mark as failed what a killed shell left as running: it would hold up the queue of the web page.

    Whoever has the warehouse to himself knows that no run from a shell is going on.
    """
    for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED], tags=FROM_SHELL)):
        instance.report_run_failed(run, "Körningen avbröts av att dess process dog.")


def _is_broken_off(event: dg.DagsterEvent) -> bool:
    """Whether a step ended since someone pressed Ctrl-C, which Dagster makes an error of its own."""
    error = event.step_failure_data.error
    return error is not None and error.cls_name == dg.DagsterExecutionInterruptedError.__name__
