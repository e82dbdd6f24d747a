"""What the data steward can do about a quarantined cell: one Swedish sentence for each reason.

Why the cell was refused is told by the reason itself.
"""

from __future__ import annotations

from rsp_pipeline.registers import CORRECTIONS, Register, kinds
from rsp_pipeline.registers.register import Column

OF_CODE = {
    "adopted_without_body": "fyll i vem som antog planen, eller ändra statusen",
    "adopted_without_date": "fyll i dagen då planen antogs, eller ändra statusen",
    "ambiguous_amount": "skriv tusental med mellanslag (12 500) eller ören med två siffror (12,50)",
    "ambiguous_date": "skriv år, månad och dag, till exempel 2025-12-31",
    "day_as_amount": "skriv beloppet, med mellanslag mellan tusental; en dag hör till en annan kolumn",
    "ends_before_it_begins": "jämför båda dagarna med beslutet och rätta den som är fel",
    "error_value": "rätta formeln i källan, eller skriv det rätta värdet i cellen",
    "formula_without_value": "öppna filen i kalkylprogrammet och spara den, så att formlerna räknas ut",
    "hemsandning_recipient": "ange kommunen med dess organisationsnummer, eller rätta stödformen",
    "identity_as_day": "formatera kolumnen som text och skriv identiteten som i källsystemet",
    "identity_as_number": "formatera kolumnen som text och skriv identiteten som i källsystemet",
    "in_future": "jämför dagen med beslutet; det som inte har hänt än hör inte hit",
    "lost_letter": "skriv identiteten som i källsystemet, och exportera filen som UTF-8",
    "number_as_day": "skriv år, månad och dag, till exempel 2025-12-31; ett belopp hör till en annan kolumn",
    "org_no_as_amount": "skriv beloppet; ett organisationsnummer hör till en annan kolumn",
    "org_no_as_number": "formatera kolumnen som text och skriv alla tio siffror",
    "org_no_checksum": "jämför numret med registreringsbeviset; någon siffra är fel",
    "shifted_row": "flytta tillbaka cellerna under sina rubriker; saknas en cell, fyll i den",
    "too_many_decimals": "avrunda till två decimaler",
    "too_many_cells": "flytta tillbaka cellerna under sina rubriker, eller sätt citattecken om text med skiljetecken",
    "unknown_municipality": "skriv kommunens namn eller kod; hör raden till ett annat län ska den tas bort",
}

ELSEWHERE = "Det går inte att rätta här, för {why}. Rätta i filen, och lägg in den på nytt."
OF_THE_WHOLE_ROW = {
    "commented_by_hash", "commented_out", "cut_off", "shifted_row", "struck_row", "too_many_cells",
}  # fmt: skip
OF_SEVERAL_ROWS = {"conflicting_key", "revised_row"}


def elsewhere(register: Register, code: str, has_key: bool) -> str:
    """Why no correction mends the cell of a row that has a key or not, and what to do instead; nothing where one may.

    A sentence or two.
    """
    if register == CORRECTIONS:
        return "Rätta raden i corrections.csv."
    if code in OF_THE_WHOLE_ROW:
        return ELSEWHERE.format(why="felet gäller hela raden")
    if code in OF_SEVERAL_ROWS:
        return ELSEWHERE.format(why="nyckeln säger inte vilken av raderna det gäller")
    if not has_key:
        parts = " och ".join(register.column(name).header for name in register.key)
        return ELSEWHERE.format(why=f"raden känns inte igen utan {parts}")
    return ""


def suggestion(register: Register, column_name: str, code: str) -> str:
    """What to do about a reason, as a sentence that begins with the column's official header."""
    column = register.column(column_name)
    return f"{column.header}: {_what_to_do(register, column, code)}."


def _what_to_do(register: Register, column: Column, code: str) -> str:
    if code in OF_CODE:
        return OF_CODE[code]
    if code == "conflicting_key":
        key = " och ".join(register.column(name).header for name in register.key)
        return f"behåll den av raderna som gäller, eller ge dem olika {key}"
    if code == "revised_row":
        return "behåll den av raderna som gäller; är det två olika saker, ge dem var sitt nummer"
    if code == "below_least":
        return f"skriv {column.at_least} eller mer"
    if any(check.code == code for check in register.checks):
        return "jämför raden med källsystemet och rätta det som inte stämmer"
    return (
        f"fyll i {_wanted(column.kind)}"
        if code in ("missing_value", "stands_for_missing")
        else f"skriv {_wanted(column.kind)}"
    )


def _wanted(kind: kinds.Kind) -> str:
    match kind:
        case kinds.Amount() | kinds.Number():
            return "ett tal i siffror, till exempel 1 476 300 eller 1476300,50"
        case kinds.Whole():
            return "ett heltal, till exempel 12"
        case kinds.Day():
            return "år, månad och dag, till exempel 2025-12-31"
        case kinds.Flag():
            return "ja eller nej"
        case kinds.OrgNo():
            return "tio siffror, till exempel 212000-9994"
        case kinds.MunicipalityCode():
            return "kommunens namn eller kod"
        case kinds.PriorityArea():
            return "ett av programmets prioriterade områden"
        case kinds.Choices():
            return f"ett eller flera av {', '.join(kind.values)}, med komma emellan"
        case kinds.Choice():
            return f"ett av {', '.join(kind.values)}"
        case kinds.Text() | kinds.Verbatim():
            return "det som står i källsystemet"
