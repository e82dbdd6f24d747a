"""The command `rsp`: what can be done from the shell.

Exit codes: 0 good, 1 good with remarks (something was rejected or quarantined), 2 refused.
"""

from __future__ import annotations

import secrets
import sys
from getpass import getuser
from pathlib import Path

import click

from rsp_pipeline.shell.asking import ASKING
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.given import by_group, members_of, refuse, settings_given, settings_to_read
from rsp_pipeline.shell.keeping import KEEPING
from rsp_pipeline.shell.nation import nation
from rsp_pipeline.shell.page import ui, user
from rsp_pipeline.shell.setting_up import SETTING_UP
from rsp_pipeline.shell.telling import tell
from rsp_pipeline.shell.words import speak_swedish
from rsp_pipeline.store.system_errors import what_and_why
from rsp_pipeline.swedish import number

speak_swedish()


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120}, subcommand_metavar="KOMMANDO …"
)
@click.version_option(
    package_name="rsp_pipeline", prog_name="rsp", message="%(prog)s %(version)s", help="Visa versionen."
)
def main() -> None:
    """Uppföljning av ett regionalt serviceprogram."""


@main.command()
@click.option("--override", "gates", metavar="VILLKOR", multiple=True, help="Publicera fast villkoret inte håller.")
@click.option(
    "--reason", default="", metavar="SKÄL", help="Skälet till att ett villkor åsidosätts; det sparas i databasen."
)
@click.option("--force", is_flag=True, help="Gör om allt, också det som inget har ändrats för.")
def refresh(gates: tuple[str, ...], reason: str, force: bool) -> None:
    """Läs registren, räkna nyckeltalen och publicera, som varje natt.

    Bara det som något har ändrats för görs om. Pdf skrivs där make pdf är gjort.
    Slutkod 0: allt är gott. 1: något är avvisat eller i karantän. 2: inget är publicerat.
    """
    settings = settings_given(of_nights=True)
    from rsp_pipeline.publishing.gate import Override, OverrideError

    try:
        override = Override(gates, reason)
    except OverrideError as error:
        refuse(str(error))
    from rsp_pipeline.night.step import Night
    from rsp_pipeline.shell import refreshing

    sys.exit(refreshing.refresh(Night.of(settings, override, anew=force)))


@main.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FIL")
@click.option(
    "--register", "name", default="", metavar="NAMN", help="Registrets namn; annars känns det igen på rubrikerna."
)
@click.option("--json", "as_object", is_flag=True, help="Skriv ett JSON-objekt i stället för text.")
def check(file: Path, name: str, as_object: bool) -> None:
    """Läs en fil som natten skulle göra, och säg vad som behöver rättas. Inget skrivs.

    Rättelserna i corrections.csv prövas mot registren i data/raw.
    Slutkod 0: godtagen. 1: godtagen med rader i karantän eller anmärkningar. 2: avvisad.
    """
    settings = settings_to_read()
    from rsp_pipeline.mending.checking import with_what_they_correct
    from rsp_pipeline.reading.check import check_file, named, rejected
    from rsp_pipeline.reading.circumstances import Circumstances
    from rsp_pipeline.reading.files import FileRejected
    from rsp_pipeline.shell import check_report
    from rsp_pipeline.store.tables import Tables

    no_key = secrets.token_bytes(32)  # no pseudonym is told
    given = Circumstances(
        settings.programme, settings.today, no_key, Tables(settings.tables_dir).frame, settings.limits
    )
    try:
        found = check_file(file, given, named(name) if name else None)
        found = with_what_they_correct(found, settings.raw_dir, given)
    except FileRejected as reason:
        found = rejected(file, reason)
    lines = [check_report.as_json(found)] if as_object else check_report.as_text(found)
    for line in lines:
        click.echo(line)
    sys.exit(check_report.exit_code(found))


@main.command()
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FIL]")
@click.option(
    "--by", default=getuser, metavar="NAMN", help="Vem som rättar, där arbetsboken inte säger det; annars du."
)
@click.option("--reason", default="", metavar="SKÄL", help="Varför, där arbetsboken inte säger det.")
def correct(file: Path | None, by: str, reason: str) -> None:
    """Lägg in det som är ifyllt i karantänens arbetsbok i corrections.csv, när det är prövat.

    FIL är quarantine.xlsx, om inget annat anges. Det som ändå inte går att läsa läggs inte in.
    Slutkod 0: allt är inlagt. 1: något kunde inte läggas in, eller raden är kvar i karantän. 2: inget är ändrat.
    """
    settings = settings_to_read()
    from rsp_pipeline.shell import correcting

    sys.exit(correcting.correct(file or settings.quarantine_file, by, reason, settings))


@main.command()
@click.argument("subject", metavar="NYCKELTAL|REGEL")
@click.option("--year", type=int, metavar="ÅR", help="År som siffran gäller.")
@by_group
@click.option("--record", default="", metavar="POST", help="Visa bara regelns fynd om den här posten.")
def trace(subject: str, year: int | None, record: str, **group: str | None) -> None:
    """Visa raderna bakom en siffra eller bakom en regels fynd: fil, blad, rad och post. Inget skrivs.

    En kommun anges med kod eller namn.
    Slutkod 0: siffran är lika med vad raderna ger. 1: den är det inte. 2: det som efterfrågas finns inte.
    """
    import duckdb

    from rsp_pipeline.indicators import BY_ID
    from rsp_pipeline.lineage.figures import NotTraceable, trace_figure
    from rsp_pipeline.lineage.findings import trace_findings
    from rsp_pipeline.shell import trace_report as text

    asked = members_of(group)
    path = settings_to_read().published_file
    if not path.exists():
        refuse(f"Databasfilen {path} finns inte. Kör rsp refresh först.")
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            if subject.upper() in BY_ID:
                if record:
                    refuse("--record gäller en regels fynd. En siffra väljs med år och grupp.")
                figure = trace_figure(connection, subject.upper(), year, asked)
                lines, agrees = text.figure_lines(figure), figure.agrees
            else:
                findings = trace_findings(connection, subject.upper(), record)
                if year or asked:
                    refuse("År och grupp gäller en siffra. En regels fynd väljs med --record.")
                lines, agrees = text.findings_lines(findings), True
    except NotTraceable as reason:
        refuse(str(reason))
    except duckdb.CatalogException:
        refuse(f"Databasfilen {path} saknar det som behövs för att följa {subject}. Kör rsp refresh.")
    for line in lines:
        click.echo(line)
    sys.exit(GOOD if agrees else GOOD_WITH_REMARKS)


@main.command()
@click.argument("year", type=int, required=False, metavar="ÅR")
@click.option("--diary-no", default="", metavar="NUMMER", help="Beslutets diarienummer.")
@click.option("--paragraph", type=int, metavar="NUMMER", help="Beslutets paragraf i protokollet.")
@click.option("--decided-on", default="", metavar="DAG", help="Dagen för beslutet, till exempel 2026-03-24.")
@click.option("--revision", is_flag=True, help="Spara dagens siffror som en ny version av ett fastställt år.")
@click.option("--reason", default="", metavar="SKÄL", help="Skälet till en revidering.")
@click.option("--verify", is_flag=True, help="Kontrollera bara att allt fastställt är orört.")
def approve(
    year: int | None, diary_no: str, paragraph: int | None, decided_on: str, revision: bool, reason: str, verify: bool
) -> None:
    """Fastställ ett år när nämnden har beslutat om dess uppföljning: siffror, rader och dokument sparas för gott.

    Det som inte skrivs frågas det efter i en terminal.

    Slutkod 0: fastställt, eller orört. 1: fastställt, med en anmärkning. 2: det gick inte, eller något är ändrat.
    """
    settings = settings_to_read()
    if verify:
        from rsp_pipeline.approval.revisions import verified

        damage = verified(settings.published_file)
        for sentence in damage or ["Allt fastställt är orört."]:
            click.echo(sentence)
        sys.exit(REFUSED if damage else GOOD)
    from rsp_pipeline.night.step import Night
    from rsp_pipeline.shell import approving

    said = approving.Said(year, diary_no, paragraph, decided_on, revision, reason)
    sys.exit(approving.approve(Night.of(settings), said))


@main.command("draft-plan")
@click.argument("year", type=int, metavar="ÅR")
def draft_plan(year: int) -> None:
    """Skriv ett utkast till årets handlingsplan, att arbeta vidare med: en arbetsbok i registrets egen form.

    Utkastet tar upp insatser som pågår, mål som inte är nådda, serviceplaner som löper ut och ställen med stöd som
    inte har fått något besök på 24 månader, och säger varför.
    Slutkod 0: utkastet är skrivet. 2: det gick inte.
    """
    import duckdb

    from rsp_pipeline.next_plan import NoDraft
    from rsp_pipeline.shell import planning

    settings = settings_to_read()
    if not settings.published_file.exists():
        refuse(f"Databasfilen {settings.published_file} finns inte. Kör rsp refresh först.")
    try:
        with duckdb.connect(str(settings.published_file), read_only=True) as connection:
            lines = planning.draft(connection, settings, year)
    except NoDraft as reason:
        refuse(str(reason))
    except OSError as error:
        refuse(what_and_why(error))
    except (duckdb.CatalogException, duckdb.BinderException):
        refuse(f"Databasfilen {settings.published_file} saknar det som utkastet bygger på. Kör rsp refresh.")
    for line in lines:
        click.echo(line)


@main.command()
@click.argument("old", default="", metavar="[A]")
@click.argument("new", default="", metavar="[B]")
def diff(old: str, new: str) -> None:
    """Visa vad som skiljer A från B: siffror, och raderna bakom dem.

    A och B är databasfiler eller fastställda versioner som 2025/v1; annars den förra databasfilen och den som gäller.
    Slutkod 0: inget skiljer. 1: något skiljer. 2: det går inte att jämföra.
    """
    settings = settings_to_read()
    from rsp_pipeline.approval.archive import Archive
    from rsp_pipeline.publishing.difference import NotComparable, basis, difference
    from rsp_pipeline.publishing.generations import previous_file
    from rsp_pipeline.shell import diff_report

    archive = Archive.beside(settings.published_file)
    try:
        before = basis(old or str(previous_file(settings.published_file)), archive)
        found = difference(before, basis(new or str(settings.published_file), archive))
    except NotComparable as reason:
        refuse(str(reason))
    names = {each.code: each.name for each in settings.programme.municipalities}
    for line in diff_report.as_text(found, names):
        click.echo(line)
    sys.exit(GOOD_WITH_REMARKS if found.figures or found.rows else GOOD)


@main.command()
@click.option(
    "--open", "folder", type=click.Path(path_type=Path), required=True, metavar="MAPP", help="Mapp för öppna data."
)
def export(folder: Path) -> None:
    """Skriv de offentliga tabellerna som öppna data: csv, Parquet, datapackage.json och dcat.rdf.

    Mappen är ny, tom eller en tidigare export, som ersätts. Siffror som vilar på för få mottagare döljs. Beviljade stöd
    till juridiska personer listas där programfilen säger grants = true, med en sida att söka i dem.
    Slutkod 0: allt är skrivet. 1: dcat.rdf saknas, för programfilen säger inte vem som ger ut. 2: inget är skrivet.
    """
    from rsp_pipeline import open_data
    from rsp_pipeline.store.tables import Tables

    settings = settings_to_read()
    try:
        done = open_data.export(settings.published_file, folder, settings.programme, Tables(settings.tables_dir))
    except open_data.ExportRefused as reason:
        refuse(str(reason))
    click.echo(f"Öppna data: {done.tables} tabeller med {number(done.rows)} rader i {done.folder}")
    click.echo(
        f"{number(done.hidden)} siffror är dolda: de vilar på för få mottagare, eller skulle röja dem som gör det."
    )
    if done.listed is not None:
        click.echo(f"Beviljade stöd: {number(done.listed)} i listan{', att söka i sok.html' if done.listed else ''}")
    if not done.has_metadata:
        click.echo(
            f"dcat.rdf och licens saknas: programmet ”{settings.programme.id}” har inget avsnitt [open_data]. "
            "Vad det ska säga står i docs/programfilen.md.",
            err=True,
        )
    sys.exit(GOOD if done.has_metadata else GOOD_WITH_REMARKS)


for _command in (*ASKING, *SETTING_UP, *KEEPING, nation, tell, ui, user):
    main.add_command(_command)
for _command in (main, *main.commands.values()):
    _command.options_metavar = "[TILLVAL]"
