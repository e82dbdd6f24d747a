"""The commands for the day when something is lost or wrong: copies of the installation, and files brought back."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from rsp_pipeline.shell.given import refuse, settings_given


@click.command()
@click.option("--previous", is_flag=True, help="Den förra databasfilen.")
@click.option("--snapshot", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAG", help="Dagens sparade databasfil.")
@click.option("--reason", default="", help="Skälet; det sparas i databasen.")
@click.option("--yes", is_flag=True, help="Lägg tillbaka den. Annars visas bara vad det ändrar.")
def restore(previous: bool, day: datetime | None, reason: str, yes: bool) -> None:
    """Lägg tillbaka en tidigare databasfil när nattens siffror är fel. Ensamt: visa vilka som finns.

    Den som gällde blir den förra. Den återställda står kvar tills något ändras i det som siffrorna räknas ur.
    Slutkod 0: tillbakalagd. 1: inget är ändrat, bara visat. 2: det gick inte.
    """
    settings = settings_given()
    if previous and day:
        refuse("Ange --previous eller --snapshot, inte båda.")
    from rsp_pipeline.night.step import Night
    from rsp_pipeline.publishing.generations import previous_file, snapshot_file
    from rsp_pipeline.shell import restoring

    night, published = Night.of(settings), settings.published_file
    if not previous and not day:
        sys.exit(restoring.listed(night))
    chosen = snapshot_file(published, day) if day else previous_file(published)
    sys.exit(restoring.restored(night, chosen, reason) if yes else restoring.shown(night, chosen))


KEEPING = (restore,)
