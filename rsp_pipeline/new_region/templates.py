"""Templates of the registers: header and nothing else, as csv and as a workbook that offers the terms to choose from.

What an export must have is the declaration of the register; a template filled in is read as any delivery.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.office.workbook import LONGEST_TITLE, looks, settled
from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.kinds import (
    Amount,
    Choice,
    Choices,
    Day,
    Flag,
    MunicipalityCode,
    OrgNo,
    Whole,
    in_programme,
)
from rsp_pipeline.registers.register import Column, Register
from rsp_pipeline.store.atomic import replaced

if TYPE_CHECKING:
    from rsp_pipeline.office.workbook import Workbook, Worksheet

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
ROWS = 5_000  # below the header that offer terms
LONGEST_LIST = 255  # characters that a spreadsheet allows a list, commas and all
ABOUT_TERMS = "Välj ett värde ur listan. Andra stavningar som registret känner igen går också bra."
LOOKS = {Day: "yyyy-mm-dd", Amount: "#,##0.00", Whole: "0", OrgNo: "@", MunicipalityCode: "@"}
READABLE = 0o644


def write_csv_template(path: Path, register: Register) -> None:
    """Write the header as a csv file."""
    with replaced(path, READABLE) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerow([column.header for column in register.columns])


def write_workbook_template(path: Path, register: Register, programme: Programme) -> None:
    """Write the header as a workbook: a note on each column, and drop-downs of the terms below it.

    What is told of the columns stands in notes and not in cells: a sheet of headers would be read as one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with settled(path, MADE_AT, programme.region, register.title, "sv-SE") as workbook:
        lay_out(workbook, register, programme)


def lay_out(workbook: Workbook, register: Register, programme: Programme) -> Worksheet:
    """A sheet with the register's header, and what is told and offered for each column."""
    look = looks(workbook)
    sheet = workbook.add_worksheet(register.title[:LONGEST_TITLE])
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(register.columns):
        sheet.write_string(0, place, column.header, look(bold=column.required, bottom=1))
        format_ = look(num_format=LOOKS[type(column.kind)]) if type(column.kind) in LOOKS else None
        sheet.set_column(place, place, max(14, len(column.header) + 3), format_)
        sheet.write_comment(0, place, _explained(column, programme), {"x_scale": 2, "y_scale": 2})
        _offer(sheet, place, column, programme)
    return sheet


def terms_of(column: Column, programme: Programme) -> list[str]:
    """The terms that a column's cells are chosen from; none where they are not."""
    match kind := in_programme(column.kind, programme):
        case Choice():
            return list(kind.values)
        case Flag():
            return ["ja", "nej"]
        case MunicipalityCode():
            return [municipality.name for municipality in programme.municipalities]
    return []


def offered(column: Column, programme: Programme) -> list[str]:
    """The terms as a drop-down lists them: where the municipalities' names are too long together, their codes.

    A longer list would have to stand in cells of the workbook, which are read as a delivery's; of one that is too long
    still, the note on the header tells alone.
    """
    terms = terms_of(column, programme)
    if len(",".join(terms)) > LONGEST_LIST and isinstance(column.kind, MunicipalityCode):
        terms = [municipality.code for municipality in programme.municipalities]
    return terms if len(",".join(terms)) <= LONGEST_LIST else []


def _offer(sheet: Worksheet, place: int, column: Column, programme: Programme) -> None:
    """Offer the terms below a header."""
    if not (terms := offered(column, programme)):
        return
    rule = {
        "validate": "list",
        "source": terms,
        "error_type": "warning",
        "error_title": column.header[:32],
        "error_message": ABOUT_TERMS,
        "show_error": not isinstance(column.kind, Choices),  # several may stand in one cell
    }
    sheet.data_validation(1, place, ROWS, place, rule)


def _explained(column: Column, programme: Programme) -> str:
    """What a column is for, as the note on its header says it."""
    choices = terms_of(column, programme)
    several = "Ett eller flera av" if isinstance(column.kind, Choices) else "Något av"
    told = [
        f"{column.comment}.",
        "Måste fyllas i." if column.required else "",
        f"{several}: {', '.join(choices)}." if choices else "",
    ]
    return " ".join(filter(None, told))
