"""The commands by which an installation gets what it works with: a programme file, reference figures, a sample."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from rsp_pipeline.programme import ProgrammeError, load_programme
from rsp_pipeline.remote.turn import in_turn_elsewhere
from rsp_pipeline.shell.given import refuse, settings_given
from rsp_pipeline.store.lock import Busy
from rsp_pipeline.store.system_errors import what_and_why


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FIL]")
@click.option("--fetch", "what", type=click.Choice(["population", "rates"]), help="Hämta från utgivaren, utan fil.")
def import_(file: Path | None, what: str | None) -> None:
    """Lägg in uppgifter ur en utgivares fil: folkmängd, eurokurser eller serviceställen.

    Det är Statistiska centralbyråns folkmängd (csv, json-stat2, px), Koladas svar om den, Europeiska centralbankens
    eurokurser (csv), eller listan från Pipos Serviceanalys (xlsx, csv). Filen känns igen på sitt innehåll. Gamla rader
    står kvar.
    Slutkod 0: allt är inlagt. 1: något att titta på, som en ändrad uppgift. 2: inget är ändrat.
    """
    settings = settings_given()
    if (file is None) == (what is None):
        refuse("Ange en fil, eller vad som ska hämtas: rsp import FIL, eller rsp import --fetch population.")
    from rsp_pipeline.importing import ImportRefused
    from rsp_pipeline.remote.bucket import Unreachable
    from rsp_pipeline.shell import importing

    try:
        with in_turn_elsewhere(settings, click.echo):
            done = importing.fetched(what, settings) if what else importing.of_file(Path(str(file)), settings)
    except ImportRefused as reason:
        refuse(f"{file.name or file}: {reason}" if file else str(reason))
    except (Busy, Unreachable) as hindrance:
        refuse(str(hindrance))
    sys.exit(done)


@click.command()
@click.option("--county", "code", required=True, metavar="KOD", help="Länets kod, till exempel 22.")
@click.option("--folder", type=click.Path(path_type=Path), metavar="MAPP", help="Mapp för regionen; annars dess namn.")
def init(code: str, folder: Path | None) -> None:
    """Börja för en ny region: programfil att fylla i, mappar för registren och mallar för dem.

    Det som redan finns står kvar.
    Slutkod 0: allt är skrivet. 1: något fanns redan. 2: inget är skrivet.
    """
    from rsp_pipeline.programme.counties import counties

    if not (county := counties().get(code)):
        known = ", ".join(f"{each.code} {each.county}" for each in counties().values())
        refuse(f"Inget län har koden ”{code}”. Länen är {known}.")
    from rsp_pipeline.shell import beginning

    try:
        sys.exit(beginning.init(folder or Path(county.file), county))
    except ProgrammeError as error:
        refuse(str(error))
    except OSError as error:
        refuse(what_and_why(error))


@click.command()
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("prov/raw"),
    show_default=True,
    metavar="MAPP",
    help="Mapp för registren.",
)
@click.option("--programme", metavar="FIL", help="Programfilen för regionen; annars den som RSP_PROGRAMME anger.")
@click.option(
    "--years", default="2023-2026", show_default=True, metavar="ÅR", help="År, till exempel 2025 eller 2023-2026."
)
@click.option("--rows", default=0, metavar="ANTAL", help="Minst så många ärenden; annars som i en vanlig region.")
@click.option(
    "--seed", default=2025, show_default=True, metavar="HELTAL", help="Slumptalens frö: samma frö ger samma filer."
)
def sample(into: Path, programme: str | None, years: str, rows: int, seed: int) -> None:
    """Skriv påhittade register att prova med, för vilken region som helst.

    Mottagarna är påhittade, med organisationsnummer som inte har delats ut.
    """
    from rsp_pipeline.sample import scale_of, write_sample

    try:
        of = load_programme(programme) if programme else settings_given().programme
        asked = _years(years)
        written = write_sample(into, of, asked, seed=seed, scale=scale_of(of, asked, rows))
    except (ProgrammeError, ValueError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(what_and_why(error))
    for path in written:
        click.echo(path)


def _years(text: str) -> range:
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", text)
    if not found:
        raise ValueError(f"”{text}” är inga år. Skriv till exempel 2025 eller 2023-2026.")
    return range(int(found[1]), int(found[2] or found[1]) + 1)


SETTING_UP = (init, import_, sample)
