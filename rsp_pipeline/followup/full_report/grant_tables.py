"""The memo's tables of the grants decided in the year: per form of aid and per municipality."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from rsp_pipeline.followup.amounts import amount_cell, rounding_note
from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.followup.full_report.material import Material, Row
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.report.over_time import ALL_FORMS
from rsp_pipeline.swedish import UNKNOWN, change, number, percent_change

ENDED = "upphört"


def forms_of(material: Material) -> list[Row]:
    """The rows of the single forms of aid."""
    return [row for row in material["grants"] if row["grant_form"] != ALL_FORMS]


def whole(material: Material) -> Row | None:
    """The row of all forms of aid together; none when the year has no figures at all."""
    return next((row for row in material["grants"] if row["grant_form"] == ALL_FORMS), None)


def _compared(material: Material, table: Table, with_year_before: Collection[int]) -> Table:
    """A table without the columns that need the year before, where that is not known."""
    if material.has_year_before:
        return table
    return replace(table.without(with_year_before), caption=table.caption.partition(", jämfört med")[0])


def by_form(material: Material) -> Table:
    """The grant table; a form of aid that has ended since the year before keeps its row."""
    year, before = material.year, material.year_before
    current = {row["grant_form"] for row in material["grants"]}
    ended = [row for row in material["grants_before"] if row["grant_form"] not in current]
    rows = [_form_cells(material, row) for row in forms_of(material)]
    rows += [_ended_cells(row) for row in ended]
    if row := whole(material):
        rows.append(_form_cells(material, row))
    table = Table(
        "beslutade_stod",
        f"Under {year} beslutade stöd per stödform, jämfört med {before}",
        (
            Column("Stöd"),
            Column(f"Antal {year}", Align.END),
            Column(f"Antal {before}", Align.END),
            Column(f"Belopp {year}, kronor", Align.END),
            Column(f"Belopp {before}, kronor", Align.END),
            Column("Förändring, kronor", Align.END),
            Column("Förändring", Align.END),
        ),
        tuple(rows),
        has_total=bool(rows),
        note=_note(material, rows),
    )
    return _compared(material, table, (2, 4, 5, 6))


def _form_cells(material: Material, row: Row) -> tuple[Cell, ...]:
    form = () if row["grant_form"] == ALL_FORMS else (GRANT_FORM.at(row["grant_form"]),)
    before, granted_before = row["previous_year_n_cases"], row["previous_year_granted_sek"]
    return (
        Cell(row["grant_form"]),
        material.cell(S01, *form),
        Cell(_count(before), before),
        material.cell(S02, *form),
        amount_cell(granted_before),
        Cell(change(row["granted_change_sek"]), row["granted_change_sek"]),
        _percent_change(row),
    )


def _ended_cells(row: Row) -> tuple[Cell, ...]:
    before, granted_before = row["n_cases"], row["granted_sek"]
    return (
        Cell(row["grant_form"]),
        Cell(ENDED),
        Cell(_count(before), before),
        Cell(ENDED),
        amount_cell(granted_before),
        Cell(ENDED),
        Cell(ENDED),
    )


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else number(value)


def _percent_change(row: Row) -> Cell:
    """A change in percent; none can be told from zero kronor."""
    share = row["granted_change_percent"]
    if share is None:
        return Cell(UNKNOWN if row["granted_change_sek"] is None else "från 0")
    return Cell(percent_change(share), share)


def by_municipality(material: Material) -> Table:
    """The table of grants per municipality and for the whole county."""
    year, before = material.year, material.year_before
    rows = tuple(_municipality_cells(material, row) for row in material["by_municipality"])
    table = Table(
        "stod_per_kommun",
        f"Under {year} beslutade stöd per kommun, jämfört med {before}",
        (
            Column("Kommun"),
            Column("Antal", Align.END),
            Column(f"Belopp {year}, kronor", Align.END),
            Column("Kronor per invånare", Align.END),
            Column(f"Belopp {before}, kronor", Align.END),
            Column("Förändring, kronor", Align.END),
            Column("Förändring", Align.END),
        ),
        rows,
        has_total=bool(rows),
        note=_note(material, rows),
    )
    return _compared(material, table, (4, 5, 6))


def _note(material: Material, rows: Sequence[tuple[Cell, ...]]) -> str:
    """What is said below a table: what the year is compared with, and that amounts are rounded."""
    comparison = f"Jämförelsen gäller hela {material.year_before}; {material.year} pågår."
    is_halfway = material.has_year_before and not material.has_ended
    return " ".join(filter(None, (comparison if is_halfway else "", rounding_note(rows))))


def _municipality_cells(material: Material, row: Row) -> tuple[Cell, ...]:
    municipality = (MUNICIPALITY.at(row["municipality_code"]),) if row["municipality_code"] else ()
    return (
        Cell(row["municipality_name"]),
        material.cell(S01, *municipality),
        material.cell(S02, *municipality),
        material.cell(M01, *municipality),
        amount_cell(row["previous_year_granted_sek"]),
        Cell(change(row["granted_change_sek"]), row["granted_change_sek"]),
        _percent_change(row),
    )
