"""The report on what it rests on: the money for the work, how well the registers could be read, and definitions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rsp_pipeline.followup.amounts import amount_cell, rounding_note
from rsp_pipeline.followup.document import Align, Block, Cell, Column, Emphasis, Paragraph, Source, Spans, Table
from rsp_pipeline.followup.full_report.material import Material, Row
from rsp_pipeline.programme.programme import Project
from rsp_pipeline.registers import REGISTERS, TITLES
from rsp_pipeline.report.network import ALL_FINANCIERS
from rsp_pipeline.swedish import (
    Gender,
    Noun,
    counted,
    counted_in_words,
    enumeration,
    in_words,
    number,
    percent,
    quoted,
    sentence,
    whole_kronor,
)

ROW, FILE = Noun("rad", "rader", Gender.UTRUM), Noun("fil", "filer", Gender.UTRUM)
UNKNOWN_TERMS = ("unknown_municipality", "unknown_term")


def resources(material: Material) -> tuple[Block, ...]:
    """Who pays for carrying the programme out, and what was used."""
    columns = (
        Column("Finansiär"),
        Column(f"Budget {material.year}, kronor", Align.END),
        Column("Använt, kronor", Align.END),
        Column("Andel", Align.END),
    )
    tables: list[Block] = []
    for project, rows in groupby(material["funding"], key=lambda row: row["project"]):
        cells = tuple(map(_financier_cells, rows))
        caption = f"Finansiering {material.year} av projektet {project}"
        tables.append(Table("resurser", caption, columns, cells, has_total=True, note=rounding_note(cells)))
    return (*paid_by(material), *tables)


def paid_by(material: Material) -> tuple[Block, ...]:
    """Who pays for carrying the programme out, in words: a paragraph for each project."""
    opening = f"Genomförandet bekostas i huvudsak inom {material.programme.background.paid_by}."
    told = [_used_of(material, project) for project in material["projects"]]
    own = material.programme.project
    if own and own.name not in {project["project"] for project in material["projects"]}:
        told = [_described(own), *told]
    if not material.is_known("funding"):
        told = [*told[:-1], (*(told[-1] if told else ()), *(" " if told else ""), material.missing("funding"))]
    first, *others = told or [()]
    return tuple(map(Paragraph, ((opening, *(" " if first else ""), *first), *others)))


def _described(project: Project) -> Spans:
    """A project, whom it is paid by and what it is for."""
    years = "–".join(dict.fromkeys((str(project.first_year), str(project.last_year))))
    financiers = enumeration([_financier(name) for name in project.financiers])
    told = ["Projektet är förlängt."] if project.is_extended else []
    told += [f"Syftet är {project.purpose}."] if project.purpose else []
    by = f" ({years}), som finansieras av {financiers}."
    return ("Därutöver finns projektet ", Emphasis(project.name), " ".join([by, *told]))


def _used_of(material: Material, row: Row) -> Spans:
    """A project of the register, as the programme file describes it where it does, and what was used of its budget."""
    own = material.programme.project
    delivered = Project(row["project"], row["first_year"], row["last_year"], False, tuple(row["financiers"]), "")
    spans = _described(own if own and own.name == row["project"] else delivered)
    in_year = [each for each in material["funding"] if each["project"] == row["project"]]
    whole = next((each for each in in_year if each["financier"] == ALL_FINANCIERS), None)
    if whole is None or whole["used_sek"] is None or whole["budget_sek"] is None:
        return spans
    used, budget = whole_kronor(whole["used_sek"]), whole_kronor(whole["budget_sek"])
    share = f" ({percent(whole['used_percent'])})" if whole["used_percent"] is not None else ""
    used_of = f"{used} av projektets budget på {budget}{share}"
    return (*spans, " ", *material.happened("användes", "använts", used_of), ".")


def _financier(name: str) -> str:
    """A financier in running text: only what is not a name of its own loses its capital letter."""
    return f"r{name[1:]}" if name.startswith("Regionens ") else name


def _financier_cells(row: Row) -> tuple[Cell, ...]:
    return (
        Cell(row["financier"]),
        amount_cell(row["budget_sek"]),
        amount_cell(row["used_sek"]),
        Cell(percent(row["used_percent"]), row["used_percent"]),
    )


def quality(material: Material) -> tuple[Block, ...]:
    """Two sentences: what the follow-up rests on, and what was left out and why."""
    if not material["files"]:
        return (Paragraph((f"Inga register har levererats för {material.year}.",)),)
    files = {file for row in material["files"] for file in row["source_files"]}
    n_rows = sum(row["n_rows"] for row in material["files"])
    rests_on = f"Uppföljningen bygger på {counted(n_rows, ROW)} i {counted(len(files), FILE)}."
    rejected = [quoted(row["source_file"]) for row in material["rejected"]]
    left_out = [_reason(row) for row in material["left_out"]]
    if not left_out and not rejected:
        return (Paragraph((f"{rests_on} Ingenting har behövt lämnas utanför.",)),)
    parts = []
    if left_out:
        count = counted_in_words(sum(row["n_rows"] for row in material["left_out"]), ROW)
        parts.append(f"{count} gick inte att tolka och räknas därför inte med: {enumeration(left_out)}")
    if rejected:
        count = counted_in_words(len(rejected), FILE)
        parts.append(f"{count} gick inte att läsa och räknas därför inte med: {enumeration(rejected)}")
    return (Paragraph((f"{rests_on} {sentence('; '.join(parts))}",)),)


def _reason(row: Row) -> str:
    """How many rows of a register, and what was wrong with them."""
    register = next(each for each in REGISTERS if each.name == row["register"])
    column = quoted(register.column(row["column_name"]).header)
    if row["code"] == "missing_value":
        why = f"{column} är inte ifyllt"
    elif row["code"] in UNKNOWN_TERMS:
        why = f"{column} har ett okänt värde"
    elif row["code"] in {check.code for check in register.checks}:
        why = f"{column} stämmer inte med resten av raden"
    else:
        why = f"{column} har ett värde som inte går att läsa"
    return f"{in_words(row['n_rows'])} i registret {register.title.lower()} ({why})"


def definitions(sources: Iterable[Source]) -> tuple[Block, ...]:
    """What each indicator of the report shows, and how it is worked out."""
    used = sorted({source.indicator for source in sources}, key=lambda indicator: indicator.id)
    columns = (Column("Nyckeltal"), Column("Vad det visar"), Column("Så räknas det"))
    rows = tuple((Cell(f"{each.id} {each.title}"), Cell(each.description), Cell(each.processing)) for each in used)
    return (Table("definitioner", "Nyckeltalen i uppföljningen", columns, rows),)


def origins(material: Material) -> tuple[Block, ...]:
    """Which files the figures come from."""
    introduction = (
        "Siffrorna räknas fram ur de register som räknas upp här, och varje siffra kan följas till de rader som den "
        "bygger på, med fil och radnummer."
    )
    columns = (Column("Register"), Column("Filer"), Column("Rader", Align.END))
    rows = tuple(
        (
            Cell(TITLES[row["register"]]),
            Cell(", ".join(row["source_files"])),
            Cell(number(row["n_rows"]), row["n_rows"]),
        )
        for row in material["files"]
    )
    return (
        Paragraph((introduction,)),
        Table("kallor", f"Filer som uppföljningen av {material.year} bygger på", columns, rows),
    )
