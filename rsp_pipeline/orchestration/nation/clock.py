"""What starts by itself: each region's night at two, the partitions of new programme files, and the nation after."""

import dagster as dg
from dagster._core.storage.tags import PARTITION_NAME_TAG

from rsp_pipeline.nation.regions import UNUSABLE, Nation
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.letters import told_of_stopped
from rsp_pipeline.orchestration.nation.file import national_job
from rsp_pipeline.orchestration.nation.file import still_stands as nation_still_stands
from rsp_pipeline.orchestration.nation.regions import (
    PARTITIONS,
    REGION_NIGHT,
    NationResource,
    region_asset,
    region_job,
    still_stands,
)
from rsp_pipeline.orchestration.nightly import AT_TWO, why_skipped
from rsp_pipeline.store.clock import TIMEZONE
from rsp_pipeline.store.kept import fingerprint

TICK_SECONDS = 30
ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
GOING_ON = [status for status in dg.DagsterRunStatus if status not in ENDED]
NOTHING_CHANGED = "Inget har ändrats i någon region."


@dg.schedule(
    name=REGION_NIGHT,
    job=region_job,
    cron_schedule=AT_TWO,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description=(
        "Varje natt klockan två: en körning för varje region som något har ändrats i. En region som inte går att läsa "
        "får också en körning, som säger varför; de andra märker inget."
    ),
)
def region_schedule(
    context: dg.ScheduleEvaluationContext, nation: NationResource
) -> list[dg.RunRequest] | dg.SkipReason:
    """One run for each region in which there is something to do, or which cannot be judged."""
    names = nation.names
    _meet(names, context.instance)
    skipped = {name: _why_skipped(name, nation, context) for name in names}
    for name, why in skipped.items():
        context.log.info(f"{name}: {why or 'körs.'}")
    night = f"{context.scheduled_execution_time:%Y-%m-%d}"
    requested = [dg.RunRequest(f"{night} {name}", partition_key=name) for name in names if not skipped[name]]
    if not names:
        return dg.SkipReason(f"I mappen {nation.programmes} finns ingen programfil.")
    if not requested:
        context.instance.report_runless_asset_event(nation_still_stands(nation, NOTHING_CHANGED))
    return requested or dg.SkipReason(NOTHING_CHANGED)


def _why_skipped(name: str, nation: Nation, context: dg.ScheduleEvaluationContext) -> str:
    """Why a region is skipped; empty where something has changed, or where its run has to say what is wrong."""
    try:
        return why_skipped(Night.of(nation.settings_of(name)), still_stands, context)
    except Exception as error:  # whatever it is, the other regions go on
        context.log.warning(f"{name}: {error}")
        return ""


def _meet(names: tuple[str, ...], instance: dg.DagsterInstance) -> None:
    """Let the partitions be the regions that there are."""
    assert PARTITIONS.name
    known = instance.get_dynamic_partitions(PARTITIONS.name)
    instance.add_dynamic_partitions(PARTITIONS.name, [name for name in names if name not in known])
    for gone in [name for name in known if name not in names]:
        instance.delete_dynamic_partition(PARTITIONS.name, gone)


@dg.sensor(
    name="regioner",
    target=region_asset,
    minimum_interval_seconds=TICK_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="En ny programfil i mappen RSP_NATION blir en ny region, och en som tas bort är ingen längre.",
)
def regions_sensor(context: dg.SensorEvaluationContext, nation: NationResource) -> dg.SkipReason:
    """Let the partitions be the regions that there are: what a region has delivered and published is left."""
    _meet(nation.names, context.instance)
    return dg.SkipReason(f"Regionerna är {', '.join(nation.names) or 'inga'}.")


@dg.run_failure_sensor(
    name="stannade_natter",
    monitored_jobs=[region_job],
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Berättar för dem som RSP_TELL anger att en regions natt stannade, också när dess process dog.",
)
def stopped_sensor(context: dg.RunFailureSensorContext, nation: NationResource) -> dg.SkipReason:
    """Tell of a region's night that stopped."""
    name = context.dagster_run.tags[PARTITION_NAME_TAG]
    try:
        night = Night.of(nation.settings_of(name))
    except UNUSABLE as refused:
        return dg.SkipReason(str(refused))  # its run has told that
    return told_of_stopped(night, dg.RunsFilter(job_name=REGION_NIGHT, tags={PARTITION_NAME_TAG: name}), context)


@dg.sensor(
    name="hela_landet",
    job=national_job,
    minimum_interval_seconds=TICK_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Bygger hela landets databasfil när alla regioners körningar är klara, hur de än gick.",
)
def national_sensor(context: dg.SensorEvaluationContext, nation: NationResource) -> dg.SensorResult:
    """One run when no region's is going on or waiting, and one has ended, or come or gone, since the last time.

    The cursor tells what the last run was asked for.
    """
    runs = context.instance
    if going_on := runs.get_runs_count(dg.RunsFilter(job_name=REGION_NIGHT, statuses=GOING_ON)):
        return dg.SensorResult(skip_reason=f"Regioner som körs eller väntar: {going_on}.")
    last = runs.get_runs(dg.RunsFilter(job_name=REGION_NIGHT, statuses=ENDED), limit=1)
    if not last:
        return dg.SensorResult(skip_reason="Ingen region har körts.")
    after = fingerprint((last[0].run_id, nation.names))
    if after == context.cursor:
        return dg.SensorResult(skip_reason="Ingen region har körts, kommit till eller tagits bort sedan dess.")
    return dg.SensorResult([dg.RunRequest(after)], cursor=after)
