"""`rsp import`: a publisher's figures merged into the steward's tables, and what became of them told in Swedish."""

from __future__ import annotations

from pathlib import Path

import click

from rsp_pipeline.importing import Imported, fetch, import_file, import_text
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.swedish import number


def of_file(path: Path, settings: Settings) -> int:
    """Import a file and tell what became of it; the exit code of `rsp import`."""
    return _tell(import_file(path, settings.raw_dir, _given(settings)))


def fetched(what: str, settings: Settings) -> int:
    """Import what a publisher answers, likewise."""
    return _tell(import_text(fetch(what, settings.programme), settings.raw_dir, _given(settings)))


def _given(settings: Settings) -> Circumstances:
    no_key = b""  # there is no pseudonym in these tables
    return Circumstances(settings.programme, settings.today, no_key, limits=settings.limits)


def _tell(done: Imported) -> int:
    merged = done.merged
    counts = f"{number(merged.added)} nya, {number(merged.changed)} ändrade, {number(merged.unchanged)} som förut"
    click.echo(f"{done.what}: {counts}, i {merged.path}")
    to_look_at = [*merged.told, *done.remarks]
    for sentence in (*to_look_at, *done.notes):
        click.echo(plain(sentence))
    return GOOD_WITH_REMARKS if to_look_at else GOOD
