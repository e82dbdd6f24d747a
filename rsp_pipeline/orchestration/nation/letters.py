"""The week's letter on all regions, every Monday."""

import dagster as dg

from rsp_pipeline.nation import weekly
from rsp_pipeline.orchestration.letters import NOBODY, WEEKLY, on_mondays, told_of_letter
from rsp_pipeline.orchestration.nation.regions import NationResource
from rsp_pipeline.settings import channels_of


@dg.op(out=dg.Out(dg.Nothing), description="Skickar veckobrevet om alla regioner till dem som RSP_TELL anger.")
def send_weekly_letter(context: dg.OpExecutionContext, nation: NationResource) -> None:
    """The week's letter; a failure if it came to nobody."""
    told_of_letter(*weekly.send(nation), context)


@dg.job(name=WEEKLY, description="Veckobrevet: hur varje region står, och hur mycket som är att göra där.")
def weekly_job() -> None:
    """The letter's one op."""
    send_weekly_letter()


@on_mondays(weekly_job)
def weekly_schedule(nation: NationResource) -> dg.RunRequest | dg.SkipReason:
    """One run, if there is anyone to send to."""
    return dg.RunRequest() if channels_of(nation.environment) else dg.SkipReason(NOBODY)
