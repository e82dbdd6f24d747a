"""Letters that the night itself cannot send: of one whose process died, and the week's."""

from collections.abc import Callable, Sequence

import dagster as dg

from rsp_pipeline.messages.channels import Channel
from rsp_pipeline.night import weekly
from rsp_pipeline.night.noted import KILLED
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.telling import Stopped, tell
from rsp_pipeline.orchestration.common import SettingsResource
from rsp_pipeline.orchestration.failures import failed_of
from rsp_pipeline.orchestration.nightly import NIGHTLY, log_all, nightly_job
from rsp_pipeline.remote.turn import in_turn, latest
from rsp_pipeline.store.clock import TIMEZONE
from rsp_pipeline.store.lock import Busy

WEEKLY = "veckobrev"
MONDAY_AT_SEVEN = "0 7 * * 1"
NOBODY = "Ingen är angiven i RSP_TELL."
WILL_BE_RETRIED = "dagster/will_retry"


@dg.run_failure_sensor(
    name="stannade_natter",
    monitored_jobs=[nightly_job],
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Berättar för dem som RSP_TELL anger att en natt stannade, också när dess process dog.",
)
def stopped_sensor(context: dg.RunFailureSensorContext, settings: SettingsResource) -> dg.SkipReason:
    """Tell of a night that stopped."""
    return told_of_stopped(Night.of(settings), dg.RunsFilter(job_name=NIGHTLY), context)


def told_of_stopped(night: Night, nights: dg.RunsFilter, context: dg.RunFailureSensorContext) -> dg.SkipReason:
    """Tell of a run that failed, unless another of the same `nights` has begun since: that one tells how it went."""
    run = context.dagster_run
    if run.tags.get(WILL_BE_RETRIED) == "true":
        return dg.SkipReason("Körningen görs om.")
    (last,) = context.instance.get_runs(nights, limit=1)
    events = context.get_step_failure_events()
    failed = failed_of(events[0]) if events else None
    try:
        with in_turn(night.settings, patience=0):
            if last.run_id != run.run_id:
                return dg.SkipReason("En senare natt har körts.")
            stopped = Stopped(failed.step, failed.why) if failed else Stopped("", KILLED)
            return dg.SkipReason("\n".join(tell(night, stopped)) or "De som ska veta det är underrättade.")
    except Busy:
        return dg.SkipReason("En senare natt pågår.")


@dg.op(out=dg.Out(dg.Nothing), description="Skickar veckobrevet till dem som RSP_TELL anger.")
def send_weekly_letter(context: dg.OpExecutionContext, settings: SettingsResource) -> None:
    """The week's letter; a failure if it came to nobody."""
    told_of_letter(*weekly.send(Night.of(latest(settings))), context)


def told_of_letter(arrived: Sequence[Channel], remarks: Sequence[str], context: dg.OpExecutionContext) -> None:
    """Tell how sending a letter went.

    Raises:
        Failure: it came to nobody.
    """
    log_all(remarks, context)
    if not arrived:
        raise dg.Failure("\n".join(remarks), allow_retries=False)


@dg.job(name=WEEKLY, description="Veckobrevet: vad som är att göra, och vad veckans nätter ändrade.")
def weekly_job() -> None:
    """The letter's one op."""
    send_weekly_letter()


def on_mondays(
    job: dg.JobDefinition,
) -> Callable[[Callable[..., dg.RunRequest | dg.SkipReason]], dg.ScheduleDefinition]:
    """Make a schedule, of when a job that sends a weekly letter runs, of a function that says whether it is to."""
    return dg.schedule(
        name=WEEKLY,
        job=job,
        cron_schedule=MONDAY_AT_SEVEN,
        execution_timezone=TIMEZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Varje måndag klockan sju, om någon är angiven i RSP_TELL.",
    )


@on_mondays(weekly_job)
def weekly_schedule(settings: SettingsResource) -> dg.RunRequest | dg.SkipReason:
    """One run, if there is anyone to send to."""
    return dg.RunRequest() if settings.channels else dg.SkipReason(NOBODY)
