"""The memo's tables of the grants decided in the year: per form of aid and per municipality."""

from __future__ import annotations

from decimal import Decimal

from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.followup.memo.material import Material, Row
from rsp_pipeline.report.over_time import ALL_FORMS
from rsp_pipeline.swedish import UNKNOWN, amount, change, number, percent_change

ENDED = "upphört"


def forms_of(material: Material) -> list[Row]:
    """The rows of the single forms of aid."""
    return [row for row in material["grants"] if row["grant_form"] != ALL_FORMS]


def whole(material: Material) -> Row | None:
    """The row of all forms of aid together; none when the year has no figures at all."""
    return next((row for row in material["grants"] if row["grant_form"] == ALL_FORMS), None)


def by_form(material: Material) -> Table:
    """The grant table; a form of aid that has ended since the year before keeps its row."""
    year, before = material.year, material.year_before
    current = {row["grant_form"] for row in material["grants"]}
    ended = [row for row in material["grants_before"] if row["grant_form"] not in current]
    rows = [_form_cells(material, row) for row in forms_of(material)]
    rows += [_ended_cells(row) for row in ended]
    if row := whole(material):
        rows.append(_form_cells(material, row))
    return Table(
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
        note=f"Jämförelsen gäller hela {before}; {year} pågår." if not material.has_ended else "",
    )


def _form_cells(material: Material, row: Row) -> tuple[Cell, ...]:
    members = {} if row["grant_form"] == ALL_FORMS else {"grant_form": row["grant_form"]}
    n_cases, granted, share = row["n_cases"], row["granted_sek"], row["granted_change_percent"]
    before, granted_before = row["previous_year_n_cases"], row["previous_year_granted_sek"]
    return (
        Cell(row["grant_form"]),
        Cell(_count(n_cases), n_cases, material.source("S01", **members)),
        Cell(_count(before), before),
        Cell(amount(granted), granted, material.source("S02", **members)),
        Cell(amount(granted_before), granted_before),
        Cell(_change(row["granted_change_sek"]), row["granted_change_sek"]),
        Cell(_percent_change(share, row["granted_change_sek"]), share),
    )


def _ended_cells(row: Row) -> tuple[Cell, ...]:
    before, granted_before = row["n_cases"], row["granted_sek"]
    return (
        Cell(row["grant_form"]),
        Cell(ENDED),
        Cell(_count(before), before),
        Cell(ENDED),
        Cell(amount(granted_before), granted_before),
        Cell(ENDED),
        Cell(ENDED),
    )


def _count(value: Decimal | int | None) -> str:
    """A whole number; kronor per municipality are rounded so."""
    return UNKNOWN if value is None else number(value)


def _change(value: Decimal | None) -> str:
    """A change in kronor, with öre only when there are any."""
    return change(value, 0 if value is None or value == value.to_integral_value() else 2)


def _percent_change(share: Decimal | None, in_kronor: Decimal | None) -> str:
    """A change in percent; none can be told from zero kronor."""
    if share is None:
        return UNKNOWN if in_kronor is None else "från 0"
    return percent_change(share)


def by_municipality(material: Material) -> Table:
    """The table of grants per municipality and for the whole county."""
    year, before = material.year, material.year_before
    return Table(
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
        tuple(_municipality_cells(material, row) for row in material["by_municipality"]),
        has_total=bool(material["by_municipality"]),
        note="Beloppen är avrundade till hela kronor.",
    )


def _municipality_cells(material: Material, row: Row) -> tuple[Cell, ...]:
    members = {"municipality_code": row["municipality_code"]} if row["municipality_code"] else {}
    per_inhabitant, share = row["granted_per_inhabitant_sek"], row["granted_change_percent"]
    return (
        Cell(row["municipality_name"]),
        Cell(_count(row["n_cases"]), row["n_cases"], material.source("S01", **members)),
        Cell(_count(row["granted_sek"]), row["granted_sek"], material.source("S02", **members)),
        Cell(_count(per_inhabitant), per_inhabitant, material.source("M01", **members)),
        Cell(_count(row["previous_year_granted_sek"]), row["previous_year_granted_sek"]),
        Cell(change(row["granted_change_sek"]), row["granted_change_sek"]),
        Cell(_percent_change(share, row["granted_change_sek"]), share),
    )
