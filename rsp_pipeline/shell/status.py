"""`rsp status`: how the follow-up stands and what is left to do, for people and for a watchdog. Nothing is made."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console

from rsp_pipeline.night.noted import past
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import UNCHANGED
from rsp_pipeline.shell import left_to_do
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.store.clock import changed_at, now
from rsp_pipeline.swedish import long_date

TOO_OLD = timedelta(hours=26)


def status(night: Night) -> int:
    """Tell when the last night was, how each year stands and what is left to do; the exit code of `rsp status`."""
    console = Console(highlight=False, soft_wrap=True)
    published = night.settings.published_file
    if not published.exists():
        console.print(f"Ingenting är publicerat: {published} finns inte. Kör rsp refresh.", markup=False)
        return REFUSED
    last = max([changed_at(published), *(went.began_at for went in past(night) if went.outcome == UNCHANGED)])
    console.print(f"Senaste natten var {long_date(last.date())} kl. {last:%H.%M}.")
    for year in reversed(night.years):
        console.print(f"{year}: {_standing(year, night)}.")
    is_left = left_to_do.tell(night, console)
    if now() - last > TOO_OLD:
        hours = TOO_OLD // timedelta(hours=1)
        console.print(f"Det är mer än {hours} timmar sedan: natten har stannat eller inte startat.", style="bold")
        return REFUSED
    return GOOD_WITH_REMARKS if is_left else GOOD


def _standing(year: int, night: Night) -> str:
    if year in night.archive.years:
        return "fastställd"
    return "året pågår, siffrorna är preliminära" if year == night.settings.today.year else "inte fastställd än"
