"""`rsp nation refresh`: the regions one after another on this machine, and then the nation."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

import click

from rsp_pipeline.nation.regions import UNUSABLE, Nation
from rsp_pipeline.nation.telling import tell_of_refusal
from rsp_pipeline.night.hindrances import cause
from rsp_pipeline.night.step import Night
from rsp_pipeline.shell import nation_report, refreshing
from rsp_pipeline.shell.exit_codes import GOOD, REFUSED
from rsp_pipeline.store.lock import sole_use


def refresh(nation: Nation, names: Sequence[str]) -> int:
    """Refresh some regions and put the nation together; the exit code of what went worst."""
    codes = [_by_itself(name, nation) for name in names]
    click.echo("\nHela landet")
    codes.append(_national(nation))
    click.echo("")
    for line in nation_report.as_text([each for each in nation_report.status(nation) if each.name in names]):
        click.echo(line)
    return max(codes)


def _by_itself(name: str, nation: Nation) -> int:
    """Refresh a region: an error that nobody foresaw is shown, and ends that region alone."""
    click.echo(f"\nRegionen {name}")
    try:
        return _region(name, nation)
    except Exception:
        traceback.print_exc()
        return REFUSED


def _region(name: str, nation: Nation) -> int:
    try:
        settings = nation.settings_of(name)
    except UNUSABLE as refused:
        for sentence in [str(refused), *tell_of_refusal(str(refused), name, nation)]:
            click.echo(sentence)
        return REFUSED
    return refreshing.refresh(Night.of(settings))


def _national(nation: Nation) -> int:
    from rsp_pipeline.nation.build import build

    try:
        with sole_use(nation.nation_dir, click.echo):
            build(nation, nation.today)
    except Exception as error:
        click.echo(cause(error))
        return REFUSED
    click.echo(f"Databas: {nation.published_file}")
    return GOOD
