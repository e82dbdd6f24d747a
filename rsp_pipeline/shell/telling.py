"""`rsp tell`: the letters that a person or a clock asks for, of which the nights' own are none."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from rsp_pipeline.messages.channels import Channel
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.given import refuse, settings_to_read

NOBODY = "Ingen är angiven att skicka till. Ange mottagare i RSP_TELL; hur står i docs/drift.md."


@click.command()
@click.option("--try", "is_trial", is_flag=True, help="Skicka ett brev på prov.")
@click.option(
    "--weekly", "is_weekly", is_flag=True, help="Skicka veckobrevet: vad som är att göra, och veckans nätter."
)
def tell(is_trial: bool, is_weekly: bool) -> None:
    """Skicka ett brev till dem som RSP_TELL anger: på prov, eller veckobrevet.

    Om en natt som stannar, och när allt fungerar igen, skickas brev av sig själva.
    Slutkod 0: brevet är skickat. 1: det nådde inte alla. 2: det nådde ingen.
    """
    settings = settings_to_read()
    if is_trial == is_weekly:
        refuse("Ange vilket brev som ska skickas: rsp tell --try eller rsp tell --weekly.")
    if not settings.channels:
        refuse(NOBODY)
    from rsp_pipeline.messages.post import send_to_all
    from rsp_pipeline.night import weekly
    from rsp_pipeline.night.step import Night
    from rsp_pipeline.night.telling import trial

    night = Night.of(settings)
    told_of_letter(*(send_to_all(trial(night), settings.channels) if is_trial else weekly.send(night)))


def told_of_letter(arrived: Sequence[Channel], remarks: Sequence[str]) -> NoReturn:
    """Tell how sending a letter went, and end the command."""
    for channel in arrived:
        click.echo(f"Brevet är skickat: {channel.name}.")
    for remark in remarks:
        click.echo(remark, err=True)
    sys.exit(REFUSED if not arrived else GOOD_WITH_REMARKS if remarks else GOOD)
