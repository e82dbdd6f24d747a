"""`rsp refresh`: the nightly job run from the shell, with a progress display, and what it came to told at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console

from rsp_pipeline.followup import key_figures
from rsp_pipeline.night.followup import stored_figures
from rsp_pipeline.night.hindrances import cause, in_swedish, is_foreseen, no_registers
from rsp_pipeline.night.night import STEPS, reasons
from rsp_pipeline.night.noted import skip, stop
from rsp_pipeline.night.outcome import RuleCounts, counted_deliveries, rule_counts
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.telling import Stopped, tell, tell_of_hindrance, tell_of_killed
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import OverrideError, refuse_ungrantable
from rsp_pipeline.registers import TITLES
from rsp_pipeline.remote.turn import in_turn, latest
from rsp_pipeline.report.todo_kinds import QUARANTINE
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.progress import progress
from rsp_pipeline.shell.todo_report import in_short, is_grave, todo
from rsp_pipeline.store.lock import Busy

if TYPE_CHECKING:
    from rsp_pipeline.orchestration.failures import Failed


def refresh(night: Night) -> int:
    """Run what there is to do tonight and tell how it went; the exit code of `rsp refresh`."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        if missing := no_registers(latest(night.settings)):
            _say([missing, *tell_of_hindrance(night, missing)], console)
            return REFUSED
        refuse_ungrantable(night.override, GATES)
        with in_turn(night.settings, partial(console.print, markup=False)):
            if because := reasons(night):
                _say(tell_of_killed(night), console)
                failed = _noted(partial(_run, replace(night, because=because), console), night)
            else:
                console.print(skip(night), style="bold")
                failed = []
            _say(tell(night, Stopped(failed[0].step, failed[0].why) if failed else None), console)
    except OverrideError as refused:
        _say([str(refused)], console)
        return REFUSED
    except (Busy, OSError) as hindrance:
        why = in_swedish(str(hindrance))
        _say([why, *tell_of_hindrance(night, why)], console)
        return REFUSED
    except Exception as error:  # as of Dagster, whose history may lie on the disk that is full
        why = cause(error)
        _say([why, *tell_of_hindrance(night, why)], console)
        if is_foreseen(why):
            return REFUSED
        raise
    if failed:
        _tell_failures(failed, console)
        return REFUSED
    _tell_key_figures(night, console)
    _tell_outputs(night, console)
    _tell_rules(rule_counts(night.tables), console)
    _tell_deliveries(night, console)
    return GOOD_WITH_REMARKS if _tell_todo(night, console) else GOOD


def _say(sentences: Iterable[str], console: Console) -> None:
    for sentence in sentences:
        console.print(sentence, markup=False)


def _run(night: Night, console: Console) -> list[Failed]:
    from rsp_pipeline.orchestration.runs import run_nightly

    told_here = replace(night.settings, channels=())  # who refreshes tells how it went
    with progress(console, sum(len(step.makes) for step in STEPS)) as show:
        return run_nightly(replace(night, settings=told_here), show)


def _noted(run: Callable[[], list[Failed]], night: Night) -> list[Failed]:
    """What a run gives; an error outside the night's steps is noted as what stopped it."""
    try:
        return run()
    except Exception as error:
        stop(night, error)
        raise


def _tell_failures(failed: list[Failed], console: Console) -> None:
    console.print("Uppdateringen avbröts. Den publicerade filen är kvar som den var.", style="bold")
    for each in failed:
        console.print(f"{each.step}: {each.why}", markup=False)


def _tell_key_figures(night: Night, console: Console) -> None:
    figures = stored_figures(night.tables)
    for year in night.years:
        console.print(key_figures.heading(year), style="bold")
        for bullet in key_figures.bullets(figures, year, night.settings.programme.grant_lines):
            console.print(bullet, markup=False)
        console.print()


def _tell_outputs(night: Night, console: Console) -> None:
    settings = night.settings
    console.print(f"Databas: {settings.told(settings.published_file)}", markup=False)
    console.print(f"Uppföljningen, år för år: {settings.followup_dir(night.years[0]).parent}", markup=False)


def _tell_rules(counts: RuleCounts, console: Console) -> None:
    """Tell in one line how the rules went; what breaks one is counted as everything else, and so is no remark."""
    untried = f" {counts.not_tried} av dem kunde inte prövas på någon rad, se quality.rule." if counts.not_tried else ""
    console.print(
        f"Regler: {counts.findings} avvikelser från {counts.broken} av {counts.rules} regler, se quality.finding."
        f"{untried}"
    )


def _tell_deliveries(night: Night, console: Console) -> None:
    for name, day in counted_deliveries(night.tables):
        console.print(f"{TITLES[name]}: leveransen {name}/{day} gäller.", markup=False)


def _tell_todo(night: Night, console: Console) -> bool:
    """Tell what there is to do; whether anything of it keeps something from counting."""
    rows = todo(night)
    if rows:
        console.print()
    for line in in_short(rows):
        console.print(line, markup=False)
    if any(row["kind"] == QUARANTINE for row in rows):
        console.print(f"Att rätta, rad för rad: {night.settings.quarantine_file}", markup=False)
    return is_grave(rows)
