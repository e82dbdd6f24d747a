"""`rsp nation refresh`: the regions one after another on this machine, and then the nation."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

import click

from rsp_pipeline.nation.regions import UNUSABLE, Nation
from rsp_pipeline.nation.telling import tell_of_refusal
from rsp_pipeline.nation.together import NotPutTogether, put_together
from rsp_pipeline.night.step import Night
from rsp_pipeline.shell import nation_report, refreshing
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED


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
    click.echo(f"\n{name}")
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
    try:
        built = put_together(nation, click.echo)
    except NotPutTogether as reason:
        click.echo(str(reason))
        return REFUSED
    for region in built.left_out:
        click.echo(f"Uppgift saknas för {region.region}: {region.why}")
    click.echo(f"Databas: {nation.together.told(built.path)}")
    return GOOD_WITH_REMARKS if built.left_out else GOOD
