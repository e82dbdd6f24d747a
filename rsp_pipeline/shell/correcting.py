"""`rsp correct`: what was typed in the quarantine's workbook put into corrections.csv, and told row by row."""

from __future__ import annotations

import secrets
from collections import Counter
from pathlib import Path

import click

from rsp_pipeline.mending.aside import asides
from rsp_pipeline.mending.corrections_file import CorrectionsUnusable, file_of
from rsp_pipeline.mending.mend import Became, Outcome, mend
from rsp_pipeline.mending.typed import typed_in
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.quarantine_workbook import RIGHT_VALUE
from rsp_pipeline.remote.turn import in_turn
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.store.lock import Busy
from rsp_pipeline.store.system_errors import what_and_why
from rsp_pipeline.store.tables import Tables
from rsp_pipeline.swedish import Gender, Noun, counted, sentence

CORRECTION = Noun("rättelse", "rättelser", Gender.UTRUM)


def correct(path: Path, by: str, reason: str, settings: Settings) -> int:
    """Take what was typed, and tell what became of it; the exit code of `rsp correct`."""
    no_key = secrets.token_bytes(32)  # no pseudonym is kept
    given = Circumstances(
        settings.programme, settings.today, no_key, Tables(settings.tables_dir).frame, settings.limits
    )
    try:
        lines = typed_in(path, settings.limits)
        if not lines:
            click.echo(f"Inget är ifyllt i kolumnen ”{RIGHT_VALUE}” i {path}.", err=True)
            return REFUSED
        with in_turn(settings, click.echo):
            outcomes = mend(lines, by, reason, settings.raw_dir, given, settings.restricted_mode)
    except FileRejected as rejected:
        click.echo(f"{path}: {rejected.message}", err=True)
        return REFUSED
    except (CorrectionsUnusable, Busy) as hindrance:
        click.echo(str(hindrance), err=True)
        return REFUSED
    except OSError as error:
        click.echo(what_and_why(error), err=True)
        return REFUSED
    for line in _told(outcomes, file_of(settings.raw_dir)):
        click.echo(plain(line))
    if path.absolute() in asides(settings.quarantine_file) and not any(map(_is_refused, outcomes)):
        path.unlink()
        click.echo(f"Allt i {path.name} är inlagt, och arbetsboken är borttagen.")
    return _exit_code(outcomes)


def _told(outcomes: list[Outcome], file: Path) -> list[str]:
    lines = [
        f"{_place(outcome)}: {'Inte inlagd. ' if outcome.became is Became.REFUSED else ''}{sentence(outcome.told)}"
        for outcome in outcomes
    ]
    count = Counter(outcome.became for outcome in outcomes)
    end = f"Inlagt i {file}: {counted(count[Became.ADDED], CORRECTION)}."
    if count[Became.KNOWN]:
        end += f" {count[Became.KNOWN]} fanns redan."
    if count[Became.REFUSED]:
        end += f" {count[Became.REFUSED]} kunde inte läggas in."
    after = ["De gäller från nästa natt, eller rsp refresh."] if count[Became.ADDED] else []
    return [*lines, "", end, *after]


def _is_refused(outcome: Outcome) -> bool:
    return outcome.became is Became.REFUSED


def _place(outcome: Outcome) -> str:
    return f"Blad ”{outcome.line.sheet}”, rad {outcome.line.at}" if outcome.line.sheet else f"Rad {outcome.line.at}"


def _exit_code(outcomes: list[Outcome]) -> int:
    """0 when all is taken and nothing else is wrong with its rows, 2 when nothing is."""
    if all(map(_is_refused, outcomes)):
        return REFUSED
    is_left = any(_is_refused(outcome) or outcome.is_left for outcome in outcomes)
    return GOOD_WITH_REMARKS if is_left else GOOD
