"""The nightly job run from the shell: with a progress display, and the key figures told at the end."""

import os
from functools import partial
from pathlib import Path
from uuid import uuid4

import dagster as dg
from dagster._core.execution.plan.objects import StepFailureData
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from rsp_pipeline.followup import key_figures
from rsp_pipeline.followup.documents.pdf import MISSING as PDF_MISSING
from rsp_pipeline.followup.documents.write import pdf_name
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.common import QUIET
from rsp_pipeline.orchestration.followup import stored_figures
from rsp_pipeline.orchestration.nightly import NIGHTLY, range_tags
from rsp_pipeline.orchestration.publishing import override_config
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import NOTHING_OVERRIDDEN, Override, OverrideError, refuse_ungrantable
from rsp_pipeline.reading.corrections import OBSOLETE
from rsp_pipeline.reading.tables import ACCEPTED, CORRECTION, QUARANTINE, REJECTED, SOURCE_FILE
from rsp_pipeline.rules.tables import RULE
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.store.lock import Busy, sole_use
from rsp_pipeline.store.tables import Tables

REASONS_SHOWN = 20
FROM_SHELL = {"rsp/started_from": "shell"}
HINDRANCES = {
    "No space left on device": "Disken är full. Frigör utrymme och kör igen.",
    "Read-only file system": "Mappen går inte att skriva i: filsystemet är skrivskyddat.",
    "Permission denied": "Mappen går inte att skriva i: behörighet saknas.",
}


def refresh_now(settings: Settings, override: Override = NOTHING_OVERRIDDEN) -> int:
    """Run the nightly job over the open years and tell how it went; the exit code of `rsp refresh`."""
    console = Console(highlight=False, soft_wrap=True)
    if not settings.raw_dir.is_dir():
        console.print(f"Mappen {settings.raw_dir} finns inte. Lägg de exporterade registren där.", markup=False)
        return REFUSED
    try:
        refuse_ungrantable(override, GATES)
        with sole_use(settings.warehouse_dir, partial(console.print, markup=False)), history() as instance:
            _close_killed_runs(instance)
            result = _run(settings, instance, console, override)
    except (Busy, OverrideError, OSError) as hindrance:
        console.print(_in_swedish(str(hindrance)), markup=False)
        return REFUSED
    if not result.success:
        _tell_failures(result, console)
        return REFUSED
    tables = Tables(settings.tables_dir)
    _tell_key_figures(settings, tables, console)
    _tell_outputs(settings, console)
    _tell_findings(tables, console)
    return GOOD_WITH_REMARKS if _tell_remarks(settings, tables, console) else GOOD


def history() -> dg.DagsterInstance:
    """Dagster's history: where DAGSTER_HOME says, else as dagster.yaml in this folder says, else none."""
    if os.environ.get("DAGSTER_HOME"):
        return dg.DagsterInstance.get()
    if Path("dagster.yaml").exists():
        return dg.DagsterInstance.from_config(str(Path.cwd()))
    return dg.DagsterInstance.ephemeral()


def _close_killed_runs(instance: dg.DagsterInstance) -> None:
    """Mark as failed what a killed shell left as running: it would hold up the queue of the web page.

    Whoever has the warehouse to itself knows that no run from a shell is going on.
    """
    for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED], tags=FROM_SHELL)):
        instance.report_run_failed(run, "Körningen avbröts av att dess process dog.")


def _run(
    settings: Settings, instance: dg.DagsterInstance, console: Console, override: Override
) -> dg.ExecuteInProcessResult:
    job = build_definitions(settings).resolve_job_def(NIGHTLY)
    run_id = str(uuid4())
    steps = len(list(job.nodes))
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=steps)

        def show(entry: dg.EventLogEntry) -> None:
            event = entry.dagster_event
            if event and event.is_step_start:
                progress.update(task, description=str(event.step_key).replace("__", "/"))
            elif event and event.is_step_success:
                progress.advance(task)

        instance.add_event_listener(run_id, show)
        return job.execute_in_process(
            run_config=QUIET | override_config(override),
            instance=instance,
            run_id=run_id,
            tags=range_tags(settings.open_years) | FROM_SHELL,
            resources={"settings": settings},  # the turn is taken already
            raise_on_error=False,
        )


def _tell_key_figures(settings: Settings, tables: Tables, console: Console) -> None:
    figures = stored_figures(tables)
    for year in settings.open_years:
        console.print(key_figures.heading(year), style="bold")
        for bullet in key_figures.bullets(figures, year):
            console.print(bullet, markup=False)
        console.print()


def _tell_outputs(settings: Settings, console: Console) -> None:
    console.print(f"Databas: {settings.published_file}", markup=False)
    console.print(f"Uppföljningen, år för år: {settings.followup_dir(settings.open_years[0]).parent}", markup=False)
    if not all((settings.followup_dir(year) / pdf_name(year)).exists() for year in settings.open_years):
        console.print(PDF_MISSING, markup=False)


def _tell_findings(tables: Tables, console: Console) -> None:
    """Tell in one line how the rules went; what breaks one is counted as everything else, and so is no remark."""
    with tables.session([RULE]) as session:
        ((broken, broken_rules, rules, not_tried),) = session.sql(
            f"""
            SELECT
                coalesce(sum(n_broken), 0)::INTEGER,
                count(*) FILTER (n_broken > 0),
                count(*),
                count(*) FILTER (n_tried = 0)
            FROM {RULE.full_name}
            """
        ).fetchall()
    untried = f" {not_tried} av dem kunde inte prövas på någon rad, se quality.rule." if not_tried else ""
    console.print(f"Regler: {broken} avvikelser från {broken_rules} av {rules} regler, se quality.finding.{untried}")


def _tell_remarks(settings: Settings, tables: Tables, console: Console) -> bool:
    """Tell what was rejected or quarantined; whether there was anything to tell."""
    with tables.session([SOURCE_FILE, QUARANTINE, CORRECTION]) as session:
        files = session.execute(
            f"SELECT source_file, verdict, message FROM {SOURCE_FILE.full_name} WHERE verdict <> ? ORDER BY ALL",
            [ACCEPTED],
        ).fetchall()
        obsolete = session.execute(
            f"SELECT register, row_key, message FROM {CORRECTION.full_name} WHERE status = ? ORDER BY ALL", [OBSOLETE]
        ).fetchall()
        reasons = [message for (message,) in session.sql(f"SELECT message FROM {QUARANTINE.full_name}").fetchall()]
    rejected = [f"Avvisad fil: {name}. {message}" for name, verdict, message in files if verdict == REJECTED]
    outdated = [f"Inaktuell rättelse i {register}, {key}: {message}" for register, key, message in obsolete]
    told = [*rejected, *outdated, *(f"Karantän: {reason}" for reason in reasons)]
    if told:
        console.print()
    for remark in told[:REASONS_SHOWN]:
        console.print(remark, markup=False)
    if len(told) > REASONS_SHOWN:
        console.print(f"… och {len(told) - REASONS_SHOWN} till; alla står i quality.quarantine.", markup=False)
    if reasons:
        console.print(f"Att rätta, rad för rad: {settings.quarantine_file}", markup=False)
    return bool(told)


def _tell_failures(result: dg.ExecuteInProcessResult, console: Console) -> None:
    """Tell which steps failed and why, in the words of the innermost error."""
    console.print("Uppdateringen avbröts. Den publicerade filen är kvar som den var.", style="bold")
    for event in result.filter_events(lambda event: event.is_step_failure):
        console.print(f"{str(event.step_key).replace('__', '/')}: {why(event.step_failure_data)}", markup=False)


def why(failure: StepFailureData) -> str:
    """What a person reads about a failed step: what it says itself, else the innermost error."""
    if failure.user_failure_data and failure.user_failure_data.description:
        return str(failure.user_failure_data.description)
    error = failure.error
    while error and error.cause:
        error = error.cause
    return _in_swedish(error.message if error else "okänt fel")


def _in_swedish(message: str) -> str:
    """The message after a Swedish sentence on what hinders, where the operating system's words tell."""
    told = [swedish for english, swedish in HINDRANCES.items() if english in message]
    return " ".join([*told, message])
