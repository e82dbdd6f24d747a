import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rsp_pipeline.reading.read import Reading
from rsp_pipeline.registers.funding import FUNDING
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.outlets import OUTLETS
from rsp_pipeline.registers.service_plans import SERVICE_PLANS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline_tests.builders import (
    COMPANY,
    GRANT,
    MUNICIPALITY_ORG_NO,
    OTHER_COMPANY,
    PERSON,
    funding,
    grant,
    outlet,
    plan,
    read,
    read_files,
    read_rows,
    read_sheets,
    visit,
    write_csv,
    write_workbook,
)
from rsp_pipeline_tests.reading.nasty.case import table


def reasons(reading: Reading) -> list[tuple[int, str, str]]:
    return list(reading.quarantine[["source_row", "column_name", "code"]].itertuples(index=False, name=None))


def verdict(reading: Reading, row: int = 0) -> dict[str, Any]:
    return {str(name): value for name, value in reading.source_files.iloc[row].items()}


def test_a_windows_csv_is_read_with_types_and_the_place_of_every_row(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/export.csv", [grant(Belopp="1 476 300,00"), grant(Ärendenr="2025-2")], "cp1252")
    rows = read(GRANTS, tmp_path).accepted
    first = rows.iloc[0]
    assert list(first[["record_id", "source_file", "source_row"]]) == ["grants:2025-1:1", "grants/export.csv", 2]
    assert first["granted_sek"] == Decimal("1476300.00")
    assert first["decided_on"] == date(2025, 3, 14)
    assert first["municipality_code"] == "2313"
    assert pd.isna(first["applied_sek"])
    assert tuple(rows.columns) == GRANTS.table.columns


def test_a_workbook_is_read_below_its_title_rows_and_without_its_totals_and_notes(tmp_path: Path) -> None:
    sheet = [
        ["Stödbeslut 2025"],
        ["Uttag 2026-01-15"],
        [],
        *table([GRANT]),
        [],
        list(grant(Ärendenr="2025-2", Belopp=250000).values()),
        ["Summa", None, None, None, None, None, None, None, None, 350000],
        ["Uppgifterna avser beslut fattade under året."],
    ]
    reading = read_sheets(GRANTS, tmp_path, {"Läs mig": [["Så här används filen."]], "Beslut": sheet})
    assert list(reading.accepted["granted_sek"]) == [Decimal(100000), Decimal(250000)]
    assert list(reading.accepted["source_row"]) == [5, 7]
    assert set(reading.accepted["source_sheet"]) == {"Beslut"}
    assert reasons(reading) == []
    assert "Togs som summa och räknas inte: rad 8." in verdict(reading)["message"]
    note = "rad 9 ”Uppgifterna avser beslut fattade under året.”"
    assert f"Togs som anteckning och räknas inte: {note}." in verdict(reading)["message"]


def test_an_unreadable_amount_is_told_with_file_sheet_row_column_value_and_what_to_write(tmp_path: Path) -> None:
    reading = read_sheets(GRANTS, tmp_path, {"Beslut": table([grant(Belopp="abc"), grant(Ärendenr="2")])})
    reason = "kolumnen ”Belopp”: värdet ”abc” är inget belopp. Skriv till exempel 1 476 300 eller 1476300,50."
    assert reading.quarantine.to_dict("records") == [
        {
            "register": "grants",
            "source_file": "grants/a.xlsx",
            "source_sheet": "Beslut",
            "source_row": 2,
            "column_name": "granted_sek",
            "value": "abc",
            "code": "not_an_amount",
            "message": f"grants/a.xlsx, blad ”Beslut”, rad 2, {reason}",
            "reason": reason,
        }
    ]
    assert list(reading.accepted["case_id"]) == ["2"]
    none = dict.fromkeys(("lines_title", "lines_blank", "lines_total", "lines_note", "lines_unread"), 0)
    assert verdict(reading) == none | {
        "register": "grants",
        "source_file": "grants/a.xlsx",
        "sha256": verdict(reading)["sha256"],
        "verdict": "accepted_with_quarantine",
        "rows_read": 2,
        "rows_accepted": 1,
        "rows_quarantined": 1,
        "lines_delivered": 3,
        "lines_header": 1,
        "lines_row": 2,
        "message": "I karantän: 1 rad.",
    }


def test_every_failure_of_a_row_is_told_once(tmp_path: Path) -> None:
    row = grant(Belopp="", Kommun="Sundsvall", Beslutsdatum="2027-01-01", **{"Org.nr": "5560360794"})
    assert reasons(read_rows(GRANTS, tmp_path, row)) == [
        (2, "recipient_org_no", "org_no_checksum"),
        (2, "municipality_code", "unknown_municipality"),
        (2, "decided_on", "in_future"),
        (2, "granted_sek", "missing_value"),
    ]


def test_a_negative_amount_and_a_decision_number_below_one_are_refused(tmp_path: Path) -> None:
    reading = read_rows(GRANTS, tmp_path, grant(Belopp="-1", Beslutsnr="0"))
    assert reasons(reading) == [(2, "decision_no", "below_least"), (2, "granted_sek", "below_least")]
    assert "värdet ”-1” är mindre än 0." in reading.quarantine["message"].iloc[1]


def test_the_value_of_a_restricted_column_is_not_repeated(tmp_path: Path) -> None:
    told = read_rows(GRANTS, tmp_path, grant(**{"Org.nr": "8101619801"})).quarantine
    assert "8101619801" not in told.to_csv()
    assert list(told["value"]) == ["(skyddad uppgift)"]


@pytest.mark.parametrize(("org_no", "refused"), [(MUNICIPALITY_ORG_NO, False), (COMPANY, True)])
def test_hemsandning_goes_to_municipalities_only(tmp_path: Path, org_no: str, refused: bool) -> None:
    reading = read_rows(GRANTS, tmp_path, grant(Typ_av_stöd="Hemsändning", **{"Org.nr": org_no}))
    assert reasons(reading) == [(2, "recipient_org_no", "hemsandning_recipient")] * refused


def test_the_told_kind_of_recipient_goes_before_its_org_number(tmp_path: Path) -> None:
    assert reasons(read_rows(GRANTS, tmp_path, grant(Typ_av_stöd="Hemsändning", Mottagartyp="Kommun"))) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Antagandedatum": ""}, "adopted_without_date"),
        ({"Beslutsinstans": ""}, "adopted_without_body"),
        ({"Gäller_till": "2023-12-31"}, "ends_before_it_begins"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(tmp_path: Path, changed: dict[str, str], code: str) -> None:
    assert [found for *_, found in reasons(read_rows(SERVICE_PLANS, tmp_path, plan(**changed)))] == [code]


def test_a_visit_without_participants_is_refused(tmp_path: Path) -> None:
    assert reasons(read_rows(VISITS, tmp_path, visit(Deltagare=""))) == [(2, "participants", "missing_value")]


def test_contact_persons_are_never_stored(tmp_path: Path) -> None:
    reading = read_rows(VISITS, tmp_path, visit(Kontaktperson="Påhittade Petra", Telefon="070-1740699"))
    stored = reading.accepted.to_csv() + reading.quarantine.to_csv() + reading.source_files.to_csv()
    assert "Petra" not in stored
    assert "1740699" not in stored
    assert verdict(reading)["message"] == ""  # known columns, left out on purpose


def test_identical_twins_collapse_and_are_told(tmp_path: Path) -> None:
    reading = read_files(GRANTS, tmp_path, [grant(), grant()], [grant()])
    assert len(reading.accepted) == 1
    assert [verdict(reading, row)["rows_accepted"] for row in (0, 1)] == [1, 0]
    assert [verdict(reading, row)["rows_read"] for row in (0, 1)] == [2, 1]
    assert "räknas en gång: rad 3." in verdict(reading, 0)["message"]


def test_the_same_key_with_other_content_is_refused_in_both_places(tmp_path: Path) -> None:
    reading = read_files(GRANTS, tmp_path, [grant(Belopp="1")], [grant(Belopp="2"), grant(Ärendenr="9")])
    assert reasons(reading) == [(2, "case_id", "conflicting_key"), (2, "case_id", "conflicting_key")]
    assert "samma nyckel som grants/b.csv, rad 2 men" in reading.quarantine["message"].iloc[0]
    assert "samma nyckel som grants/a.csv, rad 2 men" in reading.quarantine["message"].iloc[1]
    assert list(reading.accepted["case_id"]) == ["9"]


def test_rows_without_an_id_are_known_by_their_content(tmp_path: Path) -> None:
    row = visit(**{"Besöks-ID": ""})
    record_ids = list(read_rows(VISITS, tmp_path, row, {**row, "Form": "Telefon"}).accepted["record_id"])
    assert len(set(record_ids)) == 2
    assert all(record_id.startswith("visits:rad-") for record_id in record_ids)


def test_a_missing_required_column_rejects_the_file_and_names_the_near_header(tmp_path: Path) -> None:
    row = {("Orgnummer" if name == "Org.nr" else name): value for name, value in GRANT.items()}
    reading = read_rows(GRANTS, tmp_path, row)
    assert verdict(reading)["verdict"] == "rejected"
    assert verdict(reading)["message"] == (
        "Kolumnen ”Organisationsnummer” saknas i rubrikraden (rad 1). Är det ”Orgnummer” som avses?"
    )
    assert reading.accepted.empty


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    (tmp_path / "grants" / "b.xlsx").write_bytes(b"not a workbook")
    (tmp_path / "grants" / "c.csv").write_text("helt annat;innehåll\n1;2\n", encoding="utf-8")
    (tmp_path / "grants" / "~$a.xlsx").write_bytes(b"lock")
    os.mkfifo(tmp_path / "grants" / "d.csv")
    reading = read(GRANTS, tmp_path)
    assert list(reading.source_files["verdict"]) == ["accepted", "rejected", "rejected", "rejected"]
    assert len(reading.accepted) == 1
    assert "Ingen rubrikrad för stödbeslut hittades" in verdict(reading, 2)["message"]


def test_headers_are_known_despite_case_space_colon_and_line_break(tmp_path: Path) -> None:
    row = {f" {name.upper().replace(' ', chr(10))}: ": value for name, value in GRANT.items()}
    assert len(read_rows(GRANTS, tmp_path, row).accepted) == 1


def test_a_recipient_has_the_same_pseudonym_everywhere_and_another_has_another(tmp_path: Path) -> None:
    recipients = (COMPANY, COMPANY, PERSON, OTHER_COMPANY)
    rows = [grant(Ärendenr=number, **{"Org.nr": org_no}) for number, org_no in enumerate(recipients)]
    pseudonyms = list(read_rows(GRANTS, tmp_path, *rows).accepted["recipient_id"])
    assert pseudonyms[0] == pseudonyms[1]
    assert len(set(pseudonyms)) == 3
    assert PERSON not in "".join(pseudonyms)


def test_a_register_without_files_is_empty_but_whole(tmp_path: Path) -> None:
    reading = read(GRANTS, tmp_path)
    assert reading.accepted.empty
    assert tuple(reading.accepted.columns) == GRANTS.table.columns
    assert reading.source_files.empty


def test_a_header_without_rows_is_accepted_and_told(tmp_path: Path) -> None:
    reading = read_sheets(GRANTS, tmp_path, {"Beslut": [list(GRANT)]})
    assert verdict(reading)["message"] == "Under rubrikraden finns inga rader."


def test_of_dated_deliveries_the_latest_counts_beside_what_lies_in_the_folder_itself(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/old.csv", [grant(Ärendenr="1")])
    write_csv(tmp_path, "grants/2025-11-30/a.csv", [grant(Ärendenr="2")])
    write_csv(tmp_path, "grants/2026-01-15/a.csv", [grant(Ärendenr="2", Belopp="5"), grant(Ärendenr="3")])
    reading = read(GRANTS, tmp_path)
    assert list(reading.accepted["record_id"]) == ["grants:1:1", "grants:2:1", "grants:3:1"]
    assert list(reading.source_files["source_file"]) == ["grants/old.csv", "grants/2026-01-15/a.csv"]


def test_a_dated_delivery_of_which_a_file_cannot_be_read_gives_way_to_the_one_before(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/2025-11-30/a.csv", [grant(Ärendenr="2")])
    write_csv(tmp_path, "grants/2026-01-15/a.csv", [grant(Ärendenr="3")])
    (tmp_path / "grants" / "2026-01-15" / "b.csv").write_bytes(b"")
    reading = read(GRANTS, tmp_path)
    assert list(reading.accepted["case_id"]) == ["2"]
    assert list(reading.source_files["verdict"]) == ["rejected", "rejected", "accepted"]
    assert "inte fullständig, eftersom grants/2026-01-15/b.csv inte kan läsas" in verdict(reading, 0)["message"]


def test_a_total_that_differs_from_its_rows_is_told_with_both_sums(tmp_path: Path) -> None:
    total = ["Summa", *[None] * 8, 350000]
    told = verdict(read_sheets(GRANTS, tmp_path, {"Beslut": [*table([GRANT]), total]}))["message"]
    assert "Summaraden (rad 3) säger 350\u00a0000,00 för ”Belopp”, men raderna ger 100\u00a0000,00." in told


def test_a_fault_nobody_foresaw_rejects_its_file_and_not_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """What a reader written in another language raises when it fails."""

    def panics(*_: object) -> None:
        raise Panic("slice index out of range")

    monkeypatch.setattr("rsp_pipeline.reading.workbook.workbooks.workbook_sheets", panics)
    write_csv(tmp_path, "grants/a.csv", [grant()])
    write_workbook(tmp_path, "grants/b.xlsx", {"Beslut": table([GRANT])})
    reading = read(GRANTS, tmp_path)
    assert list(reading.source_files["verdict"]) == ["accepted", "rejected"]
    assert "Filen kunde inte läsas (Panic: slice index out of range)." in verdict(reading, 1)["message"]


def test_a_day_so_far_ahead_that_it_must_be_another_is_refused(tmp_path: Path) -> None:
    late = outlet(**{"Ställe-ID": "S2"}, Öppnade="2057-01-01")
    reading = read_rows(OUTLETS, tmp_path, outlet(Öppnade="2056-12-31"), late)
    assert list(reading.accepted["outlet_id"]) == ["S1"]
    assert list(reading.quarantine["code"]) == ["far_ahead"]
    assert reading.quarantine["message"].iloc[0].endswith("dagen 2057-01-01 ligger mer än 30 år fram.")


@pytest.mark.parametrize("year", ["2057", "45658", "202501", "1000000"])
def test_a_number_that_is_too_great_for_a_year_is_refused_and_not_counted_in_a_year_that_nobody_sees(
    tmp_path: Path, year: str
) -> None:
    reading = read_rows(FUNDING, tmp_path, funding(), funding(Projekt="Annat", År=year))
    assert list(reading.accepted["year"]) == [2025]
    assert list(reading.quarantine["code"]) == ["far_ahead"]
    assert reading.quarantine["message"].iloc[0].endswith(f"året {year} ligger mer än 30 år fram.")
