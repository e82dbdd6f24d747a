"""`rsp approve`: closing a year from the shell, and how it went told."""

from collections.abc import Mapping

import click

from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.runs import run_approving
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.store.lock import Busy, sole_use


def approve(night: Night, year: int, decision: Mapping[str, object]) -> int:
    """Close a year with what the asset's config wants to know; the exit code of `rsp approve`."""
    try:
        with sole_use(night.settings.warehouse_dir, click.echo):
            failed = run_approving(night, year, decision)
    except (Busy, OSError, LookupError) as hindrance:
        click.echo(f"{hindrance}", err=True)
        return REFUSED
    for each in failed:
        click.echo(each.why, err=True)
    if failed:
        return REFUSED
    version = night.archive.versions(year)[-1]
    click.echo(f"{year} är fastställt som version {version.number}: {version.folder}")
    click.echo("Siffrorna står fast. Databasen visar dem som fastställda efter nästa nattkörning, eller rsp refresh.")
    if remark := night.settings.programme.diary_numbers.remark(str(decision["diary_no"])):
        click.echo(remark, err=True)
        return GOOD_WITH_REMARKS
    return GOOD
