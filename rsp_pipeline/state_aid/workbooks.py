"""The two workbooks: de_minimis.xlsx to work from, and centralt_register.xlsx to hand over; never published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.office.tables import FILTER_BUTTON, add_table
from rsp_pipeline.office.workbook import HEADER_COLOUR, UNDATED, harmless, looks, set_width, settled
from rsp_pipeline.registers.rule_parameters import GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING
from rsp_pipeline.state_aid.lists import Listed
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.swedish import number

if TYPE_CHECKING:
    from rsp_pipeline.office.workbook import Format, Worksheet

KINDS = {
    GENERAL_AID_CEILING: "Stöd av mindre betydelse",
    GENERAL_INTEREST_CEILING: "Tjänster av allmänt ekonomiskt intresse",
}
WIDTH = 16
WIDE = {"Mottagare": 40, "Slag av stöd": 40}
AMOUNT, DAY = "#,##0.00", "yyyy-mm-dd"

Cell = Callable[[Mapping[str, Any]], Any]
ROOM_COLUMNS: dict[str, Cell] = {
    "Organisationsnummer": lambda row: row["recipient_org_no"],
    "Mottagare": lambda row: row["recipient_name"],
    "Slag av stöd": lambda row: KINDS[row["ceiling"]],
    "Antal ärenden": lambda row: row["n_cases"],
    "Beviljat (kr)": lambda row: row["granted_sek"],
    "Beviljat (euro)": lambda row: row["granted_eur"],
    "Tak (euro)": lambda row: row["ceiling_eur"],
    "Kvar under taket (euro)": lambda row: row["left_eur"],
    "Äldsta stödet beviljat": lambda row: row["oldest_on"],
    "Äldsta stödet (euro)": lambda row: row["oldest_eur"],
    "Räknas inte från": lambda row: row["falls_out_on"],
}


def write_room_left(path: Path, listed: Listed, mode: int) -> None:
    """Put the work list in place: what each recipient has left, and when its oldest aid falls out of the period."""
    _write(path, "Stöd av mindre betydelse", ROOM_COLUMNS, listed, mode)


def write_to_register(path: Path, listed: Listed, authority: str, mode: int) -> None:
    """Put in place what the central register asks for of each aid (article 6.1), granted by `authority`."""
    columns: dict[str, Cell] = {
        "Organisationsnummer": lambda row: row["recipient_org_no"],
        "Mottagare": lambda row: row["recipient_name"],
        "Stödbelopp (kr)": lambda row: row["granted_sek"],
        "Stödbelopp (euro)": lambda row: row["granted_eur"],
        "Beviljat": lambda row: row["first_approved_on"],
        "Beviljande myndighet": lambda _: authority,
        "Stödinstrument": lambda _: "Bidrag",
        "Bransch (NACE)": lambda row: row["nace_code"],
        "EU-förordning": lambda row: row["state_aid_basis"],
        "Ärende-ID": lambda row: row["case_id"],
        "Registreras senast": lambda row: row["register_by"],
    }
    _write(path, "Centralt register", columns, listed, mode)


def _write(path: Path, title: str, columns: Mapping[str, Cell], listed: Listed, mode: int) -> None:
    with replaced(path, mode) as beside, settled(beside, UNDATED, "rsp_pipeline", title) as workbook:
        look, sheet = looks(workbook), workbook.add_worksheet(title)
        header_look = look(bold=True, bg_color=HEADER_COLOUR, text_wrap=True, valign="top")
        add_table(sheet, 0, list(columns), [header_look] * len(columns), len(listed.rows))
        for place, header in enumerate(columns):
            set_width(sheet, place, WIDE.get(header, WIDTH + FILTER_BUTTON))
        for at, row in enumerate(listed.rows, start=1):
            for place, cell in enumerate(columns.values()):
                _write_cell(sheet, at, place, cell(row), look)
        sheet.freeze_panes(1, 2)
        if listed.row_count > len(listed.rows):
            shown, count = number(len(listed.rows)), number(listed.row_count)
            sheet.write_string(len(listed.rows) + 1, 0, f"Bladet visar de första {shown} av {count} rader.")


def _write_cell(sheet: Worksheet, row: int, place: int, value: Any, look: Callable[..., Format]) -> None:
    """Write a text that stays text, a count, a day or an amount; what is not known leaves the cell empty."""
    if isinstance(value, str):
        sheet.write_string(row, place, harmless(value))
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, look(num_format=DAY))
    elif value is not None:
        sheet.write_number(row, place, value, look(num_format=AMOUNT))
