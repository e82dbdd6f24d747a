"""`rsp nation`: many regions at once, whose programme files lie in one folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rsp_pipeline.nation.regions import SETTING, UNUSABLE, Nation
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.settings import SettingsError, channels_of
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS
from rsp_pipeline.shell.given import by_group, members_of, nation_given, refuse
from rsp_pipeline.store.system_errors import what_and_why
from rsp_pipeline.swedish import Gender, Noun, counted, number

REGION = Noun("region", "regioner", Gender.UTRUM)


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
        refuse(_unknown(unknown[0], served))
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


@nation.command()
@click.argument("indicator", metavar="NYCKELTAL")
@click.option("--year", type=int, metavar="ÅR", help="År som siffran gäller.")
@click.option("--region", "name", default="", metavar="REGION", help="Visa i stället raderna bakom regionens siffra.")
@by_group
def trace(indicator: str, year: int | None, name: str, **group: str | None) -> None:
    """Visa regionernas siffror bakom en av landets, eller med --region raderna bakom en regions. Inget skrivs.

    REGION är vad regionens programfil heter.
    Slutkod 0: siffran är lika med det som den vilar på. 1: den är det inte. 2: det som efterfrågas finns inte.
    """
    import duckdb

    from rsp_pipeline.lineage.figures import NotTraceable
    from rsp_pipeline.shell import nation_trace_report

    served = _served()
    if name and name not in served.names:
        refuse(_unknown(name, served))
    try:
        place = latest(served.settings_of(name) if name else served.together)
    except UNUSABLE as error:
        refuse(str(error))
    except OSError as error:
        refuse(what_and_why(error))
    path = place.warehouse_dir / served.published_file.name
    if not path.exists():
        refuse(f"Databasfilen {place.told(path)} finns inte. Kör rsp nation refresh först.")
    try:
        lines, agrees = nation_trace_report.traced(
            path, indicator.upper(), year, members_of(group), of_region=bool(name)
        )
    except NotTraceable as reason:
        refuse(str(reason))
    except duckdb.Error as error:
        refuse(f"Databasfilen {path} är skadad, eller byggd av en annan version. Kör rsp nation refresh. ({error})")
    for line in lines:
        click.echo(line)
    sys.exit(GOOD if agrees else GOOD_WITH_REMARKS)


def _unknown(name: str, served: Nation) -> str:
    return f"Regionen ”{name}” har ingen programfil. Regionerna är {', '.join(served.names)}."


@nation.command()
@click.option(
    "--open", "folder", type=click.Path(path_type=Path), required=True, metavar="MAPP", help="Mapp för öppna data."
)
def export(folder: Path) -> None:
    """Skriv regionernas och landets öppna data: en mapp för varje region, landets siffror, stöden och en katalog.

    Mappen är ny, tom eller en tidigare export av landet, som ersätts. Varje region lämnar ut det som dess programfil
    säger.
    Slutkod 0: allt är skrivet. 1: någon region, eller dcat.rdf, saknas. 2: inget är skrivet.
    """
    served = _served()
    from rsp_pipeline.nation import open_data
    from rsp_pipeline.nation.open_data import PUBLISHER
    from rsp_pipeline.open_data import ExportRefused

    try:
        done = open_data.export(served, folder)
    except ExportRefused as reason:
        refuse(str(reason))
    click.echo(f"Öppna data: {counted(len(done.regions), REGION)} och hela landet i {done.folder}")
    if done.listed:
        click.echo(f"Beviljade stöd: {number(done.listed)} i listan, att söka i sok.html")
    for name, why in done.left_out.items():
        click.echo(f"Regionen {name} är inte med: {why}", err=True)
    if not done.has_metadata:
        file = served.programmes / "nation" / PUBLISHER
        click.echo(f"dcat.rdf saknas: filen {file} säger inte vem som ger ut landets öppna data.", err=True)
    sys.exit(GOOD_WITH_REMARKS if done.left_out or not done.has_metadata else GOOD)


@nation.command()
@click.option("--weekly", is_flag=True, required=True, help="Skicka veckobrevet: hur varje region står.")
def tell(**_: bool) -> None:
    """Skicka veckobrevet om alla regioner till dem som RSP_TELL anger.

    Om en region eller landet som stannar, och när allt fungerar igen, skickas brev av sig själva.
    Slutkod 0: brevet är skickat. 1: det nådde inte alla. 2: det nådde ingen.
    """
    served = _served()
    from rsp_pipeline.nation import weekly
    from rsp_pipeline.shell.telling import NOBODY, told_of_letter

    try:
        if not channels_of(served.environment):
            refuse(NOBODY)
        sent = weekly.send(served)
    except SettingsError as refused:
        refuse(str(refused))
    except OSError as error:
        refuse(what_and_why(error))
    told_of_letter(*sent)


def _served() -> Nation:
    """The regions; where none is served the command ends here."""
    served = nation_given()
    if not served:
        refuse(f"Säg i {SETTING} i vilken mapp regionernas programfiler ligger.")
    if not served.names:
        refuse(f"I mappen {served.programmes} finns ingen programfil.")
    return served
