"""The two exports of grants: a workbook of investments, and a csv file from the case system.

The layouts differ as senders' do: which forms of aid, which columns, what they are called, titles and totals.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pandas as pd

from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.sample import blemishes
from rsp_pipeline.sample.amounts import KRONA
from rsp_pipeline.sample.cells import cells_of, texts_of
from rsp_pipeline.sample.files import Row, Tab, write_csv, write_workbook
from rsp_pipeline.sample.targets import last_day

NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE = "\u00a0", "\u202f"

MISCOUNTED_YEAR, MISCOUNTED_SEK = 2023, 9_000  # a total that does not agree with its rows

WORKBOOK_FORMS = ("Investeringsbidrag", "Servicebidrag", "Korrosionsskydd")
WORKBOOK_HEADERS = {
    "case_id": "Ärende-ID",
    "decision_no": "Beslut nr",
    "diary_no": "Diarienummer",
    "grant_form": "Stödform",
    "legal_basis": "Rättslig grund",
    "decision_type": "Beslutstyp",
    "outcome": "Utfall",
    "recipient_name": "Sökande",
    "recipient_org_no": "Organisationsnummer",
    "recipient_kind": "Mottagartyp",
    "outlet_name": "Butik",
    "outlet_id": "Ställe-ID",
    "municipality_code": "Kommun",
    "locality": "Ort",
    "received_on": "Inkom",
    "decided_on": "Beslutsdatum",
    "applied_sek": "Sökt belopp",
    "eligible_cost_sek": "Stödgrundande kostnad",
    "granted_sek": "Beviljat belopp",
    "funding_source": "Finansiering",
    "state_aid_basis": "Statsstödsgrund",
    "investment_kind": "Investeringstyp",
    "works_started_on": "Åtgärd påbörjad",
    "is_environmental": "Miljöåtgärd",
    "special_reasons": "Särskilda skäl",
}
HANDLED_FROM = 2025  # exports of later years have more columns
HANDLING_HEADERS = {
    "recipient_informed_on": "Upplysning om stöd av mindre betydelse",
    "de_minimis_checked_on": "Kontroll av stöd av mindre betydelse",
    "municipality_heard_on": "Synpunkter från kommunen",
    "registered_on": "Registrerad i centralt register",
    "nace_code": "SNI-kod",
}
GROUND_HEADER = {"higher_share_ground": "Grund för högre andel"}
OPERATING_HEADERS = {"is_open_all_year": "Öppet året runt", "has_service_terms": "Villkor enligt § 31"}
CSV_FORMS = ("Hemsändning", "Särskilt driftstöd")
CSV_HEADERS = {
    "case_id": "Ärendenr",
    "decision_no": "Beslutsnr",
    "diary_no": "Dnr",
    "grant_form": "Typ av stöd",
    "legal_basis": "Förordning",
    "decision_type": "Beslutstyp",
    "outcome": "Status",
    "recipient_name": "Mottagare",
    "recipient_org_no": "Org.nr",
    "recipient_kind": "Mottagartyp",
    "outlet_name": "Försäljningsställe",
    "outlet_id": "Ställe-ID",
    "municipality_code": "Kommunnamn",
    "locality": "Ort",
    "received_on": "Inkom",
    "decided_on": "Beslutsdatum",
    "starts_on": "Startdatum",
    "ends_on": "Slutdatum",
    "refers_to_year": "Avser år",
    "applied_sek": "Sökt belopp",
    "granted_sek": "Belopp",
    "funding_source": "Anslag",
    "state_aid_basis": "Statsstödsgrund",
    "households": "Antal hushåll",
    "deliveries": "Hemsändningstillfällen",
    "net_cost_sek": "Nettokostnad",
    "groceries_turnover_sek": "Nettoomsättning dagligvaror",
    "distance_km": "Avstånd km",
    "is_island": "Skärgård",
}


def write_grants(
    into: Path, decisions: pd.DataFrame, year: int, programme: Programme, workbooks: bool
) -> tuple[Path, Path]:
    """Write the year's decisions as two files; without workbooks both are csv."""
    dated = decisions[decisions["decided_on"].dt.year == year].sort_values(["decided_on", "case_id", "decision_no"])
    csv_headers, workbook_headers = CSV_HEADERS, WORKBOOK_HEADERS
    if year >= HANDLED_FROM:
        csv_headers = csv_headers | OPERATING_HEADERS | HANDLING_HEADERS
        workbook_headers = workbook_headers | GROUND_HEADER | HANDLING_HEADERS
    investments = dated[dated["grant_form"].isin(WORKBOOK_FORMS)].reset_index(drop=True)
    others = dated[dated["grant_form"].isin(CSV_FORMS)].reset_index(drop=True)
    second = _write_csv(into / f"export_{year}.csv", others, csv_headers, year, programme)
    if workbooks:
        workbook = into / f"beslut_{year}_investering.xlsx"
        return _write_workbook(workbook, investments, workbook_headers, year, programme), second
    csv = into / f"beslut_{year}_investering.csv"
    return _write_csv(csv, investments, workbook_headers, year, programme), second


def _write_csv(path: Path, decisions: pd.DataFrame, headers: dict[str, str], year: int, programme: Programme) -> Path:
    """A file as older systems write it: Windows-1252, every other year with its headers in capitals."""
    texts = texts_of(decisions[list(headers)], GRANTS, programme)
    rows = blemishes.as_senders_spell(texts, texts, programme, NO_BREAK_SPACE)
    rows = blemishes.with_planted_grants(rows, path.stem, programme)
    written = [header.upper() if year % 2 == 0 else header for header in headers.values()]
    return write_csv(path, [written, *blemishes.with_blank_lines(rows)], encoding="cp1252", line_end="\r\n")


def _write_workbook(
    path: Path, decisions: pd.DataFrame, headers: dict[str, str], year: int, programme: Programme
) -> Path:
    """A workbook as people make it: a sheet of advice, titles above the header, a total and a note below the rows."""
    own = decisions[list(headers)]
    cells = blemishes.as_senders_spell(
        cells_of(own, GRANTS, programme), texts_of(own, GRANTS, programme), programme, NARROW_NO_BREAK_SPACE
    )
    rows = blemishes.with_planted_grants(cells, path.stem, programme)
    written = [f"{header}:" if year % 2 == 0 else header for header in headers.values()]
    exported_on = last_day(year) + timedelta(days=1)
    granted = int(decisions["granted_sek"].sum()) / KRONA
    total: dict[str, object] = dict.fromkeys(headers, "")
    total |= {"case_id": "Summa", "granted_sek": granted + (MISCOUNTED_SEK if year == MISCOUNTED_YEAR else 0)}
    table: list[Row] = [
        (f"Stödbeslut {year}",),
        (f"{programme.region}: investeringsbidrag och servicebidrag",),
        ("Exportdatum", exported_on),
        (),
        written,
        *blemishes.with_blank_lines(rows),
        tuple(total.values()),
        (),
        ("Anm.: I en ändring är beloppet det nya totala beloppet.",),
    ]
    advice: list[Row] = [
        ("Läs mig",),
        ("Arbetsboken innehåller stödbeslut ur ärendesystemet, ett beslut per rad.",),
        ("Återkrav har eget beslutsnummer. Frågor ställs till regionens dataförvaltare.",),
        ("Uppgifterna är påhittade.",),
    ]
    return write_workbook(path, [Tab("Läs mig", advice), Tab(f"Beslut {year}", table)])
