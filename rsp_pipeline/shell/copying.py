"""`rsp backup` and `rsp restore --from`: a copy of the whole installation in one file, made and put back."""

from __future__ import annotations

from pathlib import Path

import click

from rsp_pipeline.approval.revisions import verified
from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.night.hindrances import in_swedish
from rsp_pipeline.remote.turn import in_turn
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.store.backup import PARTS, Backup, NoBackup, back_up, is_empty, put_back
from rsp_pipeline.store.clock import now
from rsp_pipeline.store.lock import Busy
from rsp_pipeline.swedish import number

KEY_IS_GIVEN = "Nyckeln i RSP_PSEUDONYM_KEY är inte med: spara den för sig, annars byts alla pseudonymer."
SECRET = "Den har personuppgifter, och nyckeln till pseudonymerna om den ligger i mappen. Förvara den därefter."


def backed_up(settings: Settings, file: Path) -> int:
    """Make a copy of an installation and tell what it holds; the exit code of `rsp backup`."""
    if any(file.resolve().is_relative_to((settings.data_dir / part).resolve()) for part in PARTS):
        return _refused(f"{file} ligger i det som ska kopieras. Ange en fil utanför {settings.data_dir}.")
    try:
        with in_turn(settings, click.echo):
            made = back_up(settings.data_dir, file, now().replace(microsecond=0), code_version())
    except Busy as busy:
        return _refused(str(busy))
    except OSError as error:
        return _refused(f"Ingen kopia är gjord. {in_swedish(str(error))}")
    click.echo(f"{file}: {number(made.files)} filer ur {settings.place}, {number(_megabytes(file))} MB.")
    click.echo(SECRET)
    if settings.given_key:
        click.echo(KEY_IS_GIVEN, err=True)
        return GOOD_WITH_REMARKS
    return GOOD


def put_back_from(settings: Settings, file: Path, yes: bool) -> int:
    """Put a copy in the place of an installation's data, and tell what was replaced; the exit code."""
    data = settings.data_dir
    if not file.exists():
        return _refused(f"{file} finns inte.")
    if settings.address and not is_empty(data):
        return _refused(
            f"Inget är ändrat. I {settings.address} finns redan data, som inte kan flyttas undan där. Lägg tillbaka "
            "kopian på en tom plats: ange en annan i RSP_DATA_DIR."
        )
    if not is_empty(data) and not yes:
        click.echo(f"Inget är ändrat. I {data} finns redan data, som flyttas undan. Lägg tillbaka kopian med --yes.")
        return GOOD_WITH_REMARKS
    moment = now()
    aside = data / f"ersatt-{moment:%Y-%m-%d-%H%M%S}"
    try:
        with in_turn(settings, click.echo):
            backup = put_back(file, data, aside)
    except (Busy, NoBackup) as hindrance:
        return _refused(f"Inget är ändrat. {hindrance}")
    except OSError as error:
        return _refused(f"Inget är ändrat. {in_swedish(str(error))}")
    return _told(settings, backup, aside)


def _told(settings: Settings, backup: Backup, aside: Path) -> int:
    moment = f"{backup.made_at:%Y-%m-%d kl. %H.%M}"
    click.echo(f"Säkerhetskopian från {moment} är tillbakalagd i {settings.place}: {number(backup.files)} filer.")
    if aside.exists():
        click.echo(f"Det som ersattes ligger i {aside}. Ta bort det när allt är som det ska.")
    if backup.code_version != code_version():
        click.echo(f"Kopian är gjord av programmets version {backup.code_version}: nästa natt räknar om allt.")
    if damage := verified(settings.published_file):
        for sentence in damage:
            click.echo(sentence, err=True)
        return REFUSED
    click.echo("Allt fastställt är orört. Kör rsp refresh.")
    return GOOD


def _refused(sentence: str) -> int:
    click.echo(sentence, err=True)
    return REFUSED


def _megabytes(file: Path) -> int:
    return -(-file.stat().st_size // 1_000_000)
