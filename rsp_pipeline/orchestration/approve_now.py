"""Closing a year from the shell: the asset `warehouse/approved` materialised by its own job, and how it went told."""

from collections.abc import Mapping

import click
import dagster as dg

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.orchestration.approving import APPROVE, KEY
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.common import QUIET
from rsp_pipeline.orchestration.refresh import FROM_SHELL, history, why
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.exit_codes import GOOD, REFUSED
from rsp_pipeline.store.lock import Busy, sole_use


def approve_now(settings: Settings, year: int, config: Mapping[str, object]) -> int:
    """Close a year with the asset's config and tell how it went; the exit code of `rsp approve`."""
    job = build_definitions(settings).resolve_job_def(APPROVE)
    try:
        with sole_use(settings.warehouse_dir, click.echo), history() as instance:
            result = job.execute_in_process(
                run_config=QUIET | {"ops": {"__".join(KEY.path): {"config": dict(config)}}},
                partition_key=str(year),
                instance=instance,
                tags=FROM_SHELL,
                resources={"settings": settings},  # the turn is taken already
                raise_on_error=False,
            )
    except (Busy, OSError, dg.DagsterUnknownPartitionError) as hindrance:
        click.echo(f"{hindrance}", err=True)
        return REFUSED
    for event in result.filter_events(lambda event: event.is_step_failure):
        click.echo(why(event.step_failure_data), err=True)
    if not result.success:
        return REFUSED
    version = Archive.beside(settings.published_file).versions(year)[-1]
    click.echo(f"{year} är fastställt som version {version.number}: {version.folder}")
    click.echo("Siffrorna står fast. Databasen visar dem som fastställda efter nästa nattkörning, eller rsp refresh.")
    return GOOD
