"""The nightly refresh: one job that runs the night's steps, every night at two, and tells what it made of each asset.

It is one op, and not the assets themselves: Dagster then keeps an event for each thing that was made, and none for each
that might have been.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import dagster as dg
from pydantic import Field as ConfigField

from rsp_pipeline.night.hindrances import cause, in_swedish
from rsp_pipeline.night.night import making, reasons
from rsp_pipeline.night.noted import skip
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.telling import Stopped, tell, tell_of_hindrance, tell_of_killed
from rsp_pipeline.orchestration import (
    dashboard,
    derived,
    followup,
    indicators,
    overview,
    publishing,
    quarantine,
    registers,
    rules,
    state_aid,
    todo,
)
from rsp_pipeline.orchestration.attribution import who
from rsp_pipeline.orchestration.common import NightResource, SettingsResource
from rsp_pipeline.orchestration.failures import STEP
from rsp_pipeline.orchestration.publishing import Publishing, checks, still_stands
from rsp_pipeline.orchestration.retention import prune
from rsp_pipeline.orchestration.told import Shown, evaluation, events
from rsp_pipeline.publishing.gate import HeldBack, Override
from rsp_pipeline.remote.turn import in_turn, send_up
from rsp_pipeline.store.clock import TIMEZONE
from rsp_pipeline.store.lock import Busy

NIGHTLY = "nightly"
AT_TWO = "0 2 * * *"
Logging = dg.OpExecutionContext | dg.AssetExecutionContext | dg.ScheduleEvaluationContext
EACH: tuple[Shown[Any], ...] = (
    *registers.SHOWN,
    *derived.SHOWN,
    *indicators.SHOWN,
    rules.SHOWN,
    *followup.SHOWN,
    dashboard.SHOWN,
    quarantine.SHOWN,
    state_aid.SHOWN,
    todo.SHOWN,
    publishing.SHOWN,
    overview.SHOWN,
)
SHOWN = {shown.step.name: shown for shown in EACH}


class Refreshing(Publishing):
    """What a person may say about one night."""

    anew: bool = ConfigField(default=False, description="Gör om allt, också det som inget har ändrats för.")

    def said_of(self, night: Night, run: dg.DagsterRun) -> Night:
        """The night as that person wants it."""
        if night.kept and self.anew:
            night.kept.anew = True
        return replace(night, override=Override(tuple(self.override), self.reason, who(run)))


def refresh_config(override: Override, anew: bool = False) -> dict[str, object]:
    """The run config of a night."""
    config = {"override": list(override.gates), "reason": override.reason, "anew": anew}
    return {"ops": {refresh.name: {"config": config}}}


@contextmanager
def ended(night: Night, context: dg.OpExecutionContext | dg.AssetExecutionContext) -> Iterator[list[str]]:
    """Tell how the night ends that the block runs; it is given a list, for the name of each step that it begins.

    Raises:
        Failure: the night stopped; it says why in Swedish, and at which step.
    """
    begun: list[str] = []
    try:
        yield begun
    except Exception as error:
        step, why = begun[-1] if begun else "", cause(error)
        log_all(tell(night, Stopped(step, why)), context)
        failure = dg.Failure(why, {STEP: step}, allow_retries=False)
        raise failure from (None if isinstance(error, HeldBack) else error)
    log_all(tell(night), context)


@dg.op(out=dg.Out(dg.Nothing), description="Gör om det som något har ändrats för, och berättar om det på dess sidor.")
def refresh(
    context: dg.OpExecutionContext, tonight: NightResource, config: Refreshing
) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    """The night, as `night.night` runs it: each step that is made is told of, and one that fails ends it."""
    forget_old_runs(context)
    night = config.said_of(tonight, context.run)
    with ended(night, context) as begun:
        try:
            for step, made in making(night, before_each=lambda step: begun.append(step.name)):
                after = context.instance.event_log_storage.get_maximum_record_id()
                yield from events(SHOWN[step.name], made, night, after)
                del made  # see `night.run`
            send_up(night.settings)
        except HeldBack as held:
            yield from map(evaluation, checks(held.judgements, night.override))
            raise


def log_all(remarks: Iterable[str], context: Logging) -> None:
    """Warn in the log of a run or a tick."""
    for remark in remarks:
        context.log.warning(remark)


def forget_old_runs(context: dg.OpExecutionContext | dg.AssetExecutionContext) -> None:
    """Prune the history; one that cannot be pruned tonight stops nothing."""
    try:
        prune(context.instance, datetime.now(UTC))
    except Exception as error:
        context.log.warning(f"Dagsters historik gick inte att gallra: {in_swedish(str(error))}")


@dg.job(name=NIGHTLY, description="Läser registren, räknar nyckeltalen för de öppna åren och publicerar databasfilen.")
def nightly_job() -> None:
    """The night's one op."""
    refresh()


def why_skipped(
    night: Night, stands: Callable[[Night, str], dg.AssetMaterialization], context: dg.ScheduleEvaluationContext
) -> str:
    """Why nothing is to be done tonight, told of the file that `stands` as it is; empty when there is something to do.

    Raises:
        OSError: that cannot be seen.
    """
    try:
        with in_turn(night.settings, patience=0):
            if reasons(night):
                log_all(tell_of_killed(night), context)
                return ""
            why = skip(night)
            context.instance.report_runless_asset_event(stands(night, why))
            log_all(tell(night), context)
            return why
    except Busy:
        return ""  # the run waits for its turn, and sees then what there is to do
    except OSError as hindrance:
        log_all(tell_of_hindrance(night, in_swedish(str(hindrance))), context)
        raise


@dg.schedule(
    name=NIGHTLY,
    job=nightly_job,
    cron_schedule=AT_TWO,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Varje natt klockan två. Har inget ändrats sedan natten före hoppas natten över.",
)
def nightly_schedule(
    context: dg.ScheduleEvaluationContext, settings: SettingsResource
) -> dg.RunRequest | dg.SkipReason:
    """One run, unless there is nothing to do: then the published file is told to stand as it is."""
    why = why_skipped(Night.of(settings), still_stands, context)
    return dg.SkipReason(why) if why else dg.RunRequest()
