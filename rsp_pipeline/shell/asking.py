"""The commands that tell how all stands: what there is to do, and what breaks the rules. They write nothing."""

from __future__ import annotations

import sys

import click

from rsp_pipeline.shell.given import refuse, settings_to_read


@click.command()
@click.option("--json", "as_object", is_flag=True, help="Skriv ett JSON-objekt i stället för text.")
def status(as_object: bool) -> None:
    """Säg hur nätterna har gått, hur varje år står och vad som är att göra, det värsta först. Inget skrivs.

    Slutkod 0: inget är att göra. 1: något är att göra. 2: den senaste natten misslyckades eller är för länge
    sedan, eller inget är publicerat.
    """
    settings = settings_to_read()
    from rsp_pipeline.night.step import Night
    from rsp_pipeline.shell import status_report
    from rsp_pipeline.store.tables import TableOutdated

    try:
        found = status_report.status(Night.of(settings))
    except TableOutdated as outdated:
        refuse(str(outdated))
    for line in [status_report.as_json(found)] if as_object else status_report.as_text(found):
        click.echo(line)
    sys.exit(found.exit_code)


@click.command()
@click.option("--rule", default="", metavar="REGEL", help="Visa bara regelns avvikelser, till exempel R23.")
@click.option("--csv", "to_accept", is_flag=True, help="Skriv de nya som rader till accepted_findings.csv.")
def findings(rule: str, to_accept: bool) -> None:
    """Lista avvikelserna: om var och en är ny, godtagen eller sedd, var den står och vad den säger. Inget skrivs.

    Den som låter en avvikelse stå lägger dess rad från --csv i accepted_findings.csv och fyller i skäl, namn och dag.

    Slutkod 0: ingen är ny. 1: någon är ny. 2: regeln finns inte, eller inget är publicerat.
    """
    import duckdb

    from rsp_pipeline.lineage.figures import NotTraceable
    from rsp_pipeline.lineage.findings import standing_findings
    from rsp_pipeline.shell import findings_report

    path = settings_to_read().published_file
    if not path.exists():
        refuse(f"Databasfilen {path} finns inte. Kör rsp refresh först.")
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            found = standing_findings(connection, rule.upper())
    except NotTraceable as reason:
        refuse(str(reason))
    except (duckdb.CatalogException, duckdb.BinderException):
        refuse(f"Databasfilen {path} är byggd av en annan version av programmet. Kör rsp refresh.")
    for line in (findings_report.as_acceptances if to_accept else findings_report.as_text)(found):
        click.echo(line)
    sys.exit(findings_report.exit_code(found))


ASKING = (status, findings)
