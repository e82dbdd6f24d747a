"""The commands for the day when something is lost or wrong: copies of the installation, and files brought back."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from rsp_pipeline.shell.given import refuse, settings_given, settings_to_read
from rsp_pipeline.store.system_errors import what_and_why


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL")
def backup(file: Path) -> None:
    """Kopiera det levererade och allt som är gjort av det till en fil, till exempel rsp-kopia.tar.gz.

    Filen har personuppgifter och nyckeln till pseudonymerna, och kan bara läsas av sin ägare.
    Slutkod 0: kopian är gjord. 1: den är gjord, men något måste sparas för sig. 2: ingen kopia är gjord.
    """
    settings = settings_given()
    from rsp_pipeline.shell import copying

    sys.exit(copying.backed_up(settings, file))


@click.command()
@click.option("--previous", is_flag=True, help="Den förra databasfilen.")
@click.option("--snapshot", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAG", help="Dagens sparade databasfil.")
@click.option("--from", "file", type=click.Path(path_type=Path), metavar="FIL", help="Hela säkerhetskopian i en fil.")
@click.option("--reason", default="", help="Skälet; det sparas i databasen.")
@click.option("--yes", is_flag=True, help="Lägg tillbaka. Annars visas bara vad det ändrar.")
def restore(previous: bool, day: datetime | None, file: Path | None, reason: str, yes: bool) -> None:
    """Lägg tillbaka en tidigare databasfil när siffrorna är fel, eller en säkerhetskopia. Ensamt: visa vilka som finns.

    Databasfilen som gällde blir den förra. Den återställda står kvar tills något ändras i det som siffrorna räknas ur.
    Slutkod 0: tillbakalagd. 1: inget är ändrat, bara visat. 2: det gick inte.
    """
    settings = settings_to_read()
    if sum(map(bool, (previous, day, file))) > 1:
        refuse("Ange en av --previous, --snapshot och --from.")
    from rsp_pipeline.night.step import Night
    from rsp_pipeline.publishing.generations import previous_file, snapshot_file
    from rsp_pipeline.shell import copying, restoring

    if file:
        sys.exit(copying.put_back_from(settings, file, yes))
    night, published = Night.of(settings), settings.published_file
    if not previous and not day:
        sys.exit(restoring.listed(night))
    chosen = snapshot_file(published, day) if day else previous_file(published)
    sys.exit(restoring.restored(night, chosen, reason) if yes else restoring.shown(night, chosen))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL")
@click.option("--what", default="rsp.duckdb", show_default=True, metavar="NAMN", help="Vad som hämtas ur warehouse.")
def fetch(file: Path, what: str) -> None:
    """Hämta databasfilen, eller något annat som natten har gjort, från en objektlagring till en egen fil.

    Det som hämtas är helt, också medan en natt publicerar.
    Slutkod 0: filen är hämtad. 2: den finns inte, eller går inte att hämta.
    """
    settings = settings_given()
    if not settings.address:
        refuse(f"Inget behöver hämtas: det ligger på disk i {settings.warehouse_dir}.")
    from rsp_pipeline.remote.bucket import Bucket
    from rsp_pipeline.remote.copy import fetch_made

    try:
        fetch_made(Bucket(settings.address), what, file)
    except OSError as error:
        refuse(what_and_why(error))
    click.echo(f"{what} är hämtad till {file}.")


KEEPING = (backup, restore, fetch)
