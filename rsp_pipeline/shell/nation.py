"""`rsp nation`: many regions at once, whose programme files lie in one folder."""

from __future__ import annotations

import sys

import click

from rsp_pipeline.nation.regions import SETTING, Nation
from rsp_pipeline.shell.given import nation_given, refuse


@click.group(subcommand_metavar="KOMMANDO …")
def nation() -> None:
    """Flera regioner på en gång: de som har sin programfil i mappen RSP_NATION."""


@nation.command()
@click.argument("regions", nargs=-1, metavar="[REGION …]")
def refresh(regions: tuple[str, ...]) -> None:
    """Uppdatera regionerna, en efter en, och sedan hela landets databasfil.

    Varje region uppdateras som av rsp refresh; att en inte går hindrar ingen annan. Utan REGION: alla.
    Slutkod 0: allt är gott. 1: något är avvisat eller i karantän. 2: någon region, eller landet, publicerades inte.
    """
    served = _served()
    if unknown := [name for name in regions if name not in served.names]:
        refuse(f"Regionen ”{unknown[0]}” har ingen programfil. Regionerna är {', '.join(served.names)}.")
    from rsp_pipeline.shell import nation_refreshing

    sys.exit(nation_refreshing.refresh(served, regions or served.names))


@nation.command()
@click.option("--json", "as_object", is_flag=True, help="Skriv ett JSON-objekt i stället för text.")
def status(as_object: bool) -> None:
    """Säg om varje region när den publicerades, när natten senast gick och vad som är fel. Inget skrivs.

    Slutkod 0: inget är att göra. 1: något är att göra i någon region. 2: någon regions senaste natt misslyckades eller
    är för länge sedan, eller någon region har inget publicerat.
    """
    from rsp_pipeline.shell import nation_report

    found = nation_report.status(_served())
    for line in [nation_report.as_json(found)] if as_object else nation_report.as_text(found):
        click.echo(line)
    sys.exit(nation_report.exit_code(found))


def _served() -> Nation:
    """The regions; where none is served the command ends here."""
    served = nation_given()
    if not served:
        refuse(f"Säg i {SETTING} i vilken mapp regionernas programfiler ligger.")
    if not served.names:
        refuse(f"I mappen {served.programmes} finns ingen programfil.")
    return served
