"""The nightly refresh: one job that runs the night's steps, every night at two, and tells what it made of each asset.

It is one op, and not the assets themselves: Dagster then keeps an event for each thing that was made, and none for each
that might have been.
"""

from collections.abc import Iterable, Iterator
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
from rsp_pipeline.store.clock import TIMEZONE
from rsp_pipeline.store.lock import Busy, sole_use

NIGHTLY = "nightly"
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


def refresh_config(override: Override, anew: bool = False) -> dict[str, object]:
    """The run config of a night."""
    config = {"override": list(override.gates), "reason": override.reason, "anew": anew}
    return {"ops": {refresh.name: {"config": config}}}


@dg.op(out=dg.Out(dg.Nothing), description="Gör om det som något har ändrats för, och berättar om det på dess sidor.")
def refresh(
    context: dg.OpExecutionContext, tonight: NightResource, config: Refreshing
) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    """The night, as `night.night` runs it: each step that is made is told of, and one that fails ends it."""
    _forget_old_runs(context)
    override = Override(tuple(config.override), config.reason, who(context.run))
    night = replace(tonight, override=override)
    if night.kept and config.anew:
        night.kept.anew = True
    at: list[str] = []

    def stopped(error: Exception) -> dg.Failure:
        step, why = at[-1] if at else "", cause(error)
        _log(tell(night, Stopped(step, why)), context)
        return dg.Failure(why, {STEP: step}, allow_retries=False)

    try:
        for step, made in making(night, before_each=lambda step: at.append(step.name)):
            after = context.instance.event_log_storage.get_maximum_record_id()
            yield from events(SHOWN[step.name], made, night, after)
    except HeldBack as held:
        yield from map(evaluation, checks(held.judgements, override))
        raise stopped(held) from None
    except Exception as error:
        raise stopped(error) from error
    _log(tell(night), context)


def _log(remarks: Iterable[str], context: dg.OpExecutionContext | dg.ScheduleEvaluationContext) -> None:
    for remark in remarks:
        context.log.warning(remark)


def _forget_old_runs(context: dg.OpExecutionContext) -> None:
    """Prune the history; one that cannot be pruned tonight stops nothing."""
    try:
        prune(context.instance, datetime.now(UTC))
    except Exception as error:
        context.log.warning(f"Dagsters historik gick inte att gallra: {in_swedish(str(error))}")


@dg.job(name=NIGHTLY, description="Läser registren, räknar nyckeltalen för de öppna åren och publicerar databasfilen.")
def nightly_job() -> None:
    """The night's one op."""
    refresh()


@dg.schedule(
    name=NIGHTLY,
    job=nightly_job,
    cron_schedule="0 2 * * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Varje natt klockan två. Har inget ändrats sedan natten före hoppas natten över.",
)
def nightly_schedule(
    context: dg.ScheduleEvaluationContext, settings: SettingsResource
) -> dg.RunRequest | dg.SkipReason:
    """One run, unless there is nothing to do: then the published file is told to stand as it is."""
    night = Night.of(settings)
    try:
        with sole_use(settings.warehouse_dir, patience=0):
            if reasons(night):
                _log(tell_of_killed(night), context)
                return dg.RunRequest()
            skipped = skip(night)
            context.instance.report_runless_asset_event(still_stands(night, skipped))
            _log(tell(night), context)
            return dg.SkipReason(skipped)
    except Busy:
        return dg.RunRequest()  # it waits for its turn, and sees then what there is to do
    except OSError as hindrance:
        _log(tell_of_hindrance(night, in_swedish(str(hindrance))), context)
        raise
