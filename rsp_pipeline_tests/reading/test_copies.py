"""Rows that nothing names, delivered twice: by overlapping exports, by copies of a file. Never in silence."""

from pathlib import Path

import pytest

from rsp_pipeline.reading.read import Reading
from rsp_pipeline.registers.activities import ACTIVITIES
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.payments import PAYMENTS
from rsp_pipeline.registers.service_plans import SERVICE_PLANS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline_tests.builders import (
    Row,
    activity,
    grant,
    payment,
    plan,
    read,
    read_files,
    read_rows,
    visit,
    write_csv,
)


def pay(amount: str = "100 000", **changed: str) -> Row:
    """A payment without identity."""
    return payment(**{"Utbetalnings-ID": "", "Belopp": amount, **changed})


def visited(shop: str = "Påhittade Lanthandeln", **changed: str) -> Row:
    return visit(**{"Besöks-ID": "", "Ort": "Kall", "Butik": shop, **changed})


def codes(reading: Reading) -> set[str]:
    return {remark.code for remark in reading.remarks}


def test_a_mended_payment_without_identity_is_not_paid_twice(tmp_path: Path) -> None:
    march = [pay("50 000"), pay("20 000", Ärendenr="2025-2")]
    april = [pay("55 000"), pay("20 000", Ärendenr="2025-2"), pay(Ärendenr="2025-3")]
    reading = read_files(PAYMENTS, tmp_path, march, april)
    assert sorted(reading.accepted["case_id"]) == ["2025-2", "2025-3"]
    assert set(reading.quarantine["code"]) == {"revised_row"}
    assert "raden saknar Utbetalnings-ID och liknar payments/b.csv, rad 2" in reading.quarantine["message"].iloc[0]
    assert codes(reading) >= {"revised_row", "overlapping_files", "identical_twin"}


def test_a_visit_whose_topics_were_edited_between_two_exports_is_told(tmp_path: Path) -> None:
    before = [visited(Ämnen="Drivmedel"), visited("Bua", Ämnen="Post")]
    after = [visited("PÅHITTADE  Lanthandeln", Ämnen="Drivmedel, laddning"), visited("Ny")]
    reading = read_files(VISITS, tmp_path, before, after)
    assert sorted(reading.accepted["outlet_name"]) == ["Bua", "Ny"]
    (told,) = [remark.message for remark in reading.remarks if remark.file == "visits/a.csv"]
    assert "två gånger" in told


def test_an_activity_with_another_partner_in_a_second_file_is_told(tmp_path: Path) -> None:
    row = activity(**{"Aktivitets-ID": ""})
    assert read_files(ACTIVITIES, tmp_path, [row], [{**row, "Referens": "SOU 2025:1"}]).accepted.empty


def test_two_parts_of_a_payment_on_a_day_are_no_revision(tmp_path: Path) -> None:
    parts = [pay("50 000"), pay("20 000")]
    reading = read_files(PAYMENTS, tmp_path, parts, [*parts, pay("10 000")])
    assert len(reading.accepted) == 3
    assert reading.quarantine.empty


def test_rows_with_identities_are_known_by_them_alone(tmp_path: Path) -> None:
    other = payment(**{"Utbetalnings-ID": "U2", "Belopp": "2"})
    reading = read_files(PAYMENTS, tmp_path, [payment(Belopp="1")], [other])
    assert len(reading.accepted) == 2
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("akt.csv", "akt-RJH-PC042.csv"),
        ("akt.csv", "akt (1).csv"),
        ("akt.csv", "Kopia av akt.csv"),
        ("akt.csv", "akt - kopia (2).csv"),
        ("akt.csv", "akt (Annas motstridiga kopia 2026-02-01).csv"),
        ("akt.csv", "akt.sync-conflict-20260201-101010-ABCDEFG.csv"),
        ("akt.csv", "akt.txt"),
        ("2025/akt.csv", "Copy of akt.csv"),
    ],
)
def test_a_copy_whose_rows_coincide_is_told(tmp_path: Path, name: str, copy: str) -> None:
    row = activity(**{"Aktivitets-ID": ""})
    write_csv(tmp_path, f"activities/{name}", [row])
    write_csv(tmp_path, f"activities/{copy}", [{**row, "Rubrik": "Utredningen om service"}])
    (told,) = [remark for remark in read(ACTIVITIES, tmp_path).remarks if remark.code == "likely_copy"]
    assert told.message.startswith(f"activities/{copy} ser ut att vara en kopia av activities/{name}: 1 av 1 dagar")


def test_a_copy_of_rows_with_keys_is_told_by_them(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/export.csv", [grant(Ärendenr=str(number)) for number in range(4)])
    write_csv(tmp_path, "grants/export (1).csv", [grant(Ärendenr=str(number)) for number in range(2, 6)])
    (told,) = [remark for remark in read(GRANTS, tmp_path).remarks if remark.code == "likely_copy"]
    assert "2 av 4 nycklar är desamma" in told.message


@pytest.mark.parametrize("name", ["export (1).csv", "export_2025.csv", "exporter.csv"])
def test_other_rows_under_a_like_name_are_no_copy(tmp_path: Path, name: str) -> None:
    write_csv(tmp_path, "grants/export.csv", [grant(Ärendenr=str(number)) for number in range(4)])
    write_csv(tmp_path, f"grants/{name}", [grant(Ärendenr=str(number)) for number in range(3, 9)])
    assert "likely_copy" not in codes(read(GRANTS, tmp_path))


def test_a_payment_that_one_file_names_and_another_does_not_is_paid_once(tmp_path: Path) -> None:
    named = [payment(), payment(**{"Utbetalnings-ID": "U2"}, Ärendenr="2025-2")]
    reading = read_files(PAYMENTS, tmp_path, named, [pay(), pay(Ärendenr="2025-3")])
    assert sorted(reading.accepted["case_id"]) == ["2025-1", "2025-2", "2025-3"]
    (message,) = reading.quarantine["message"]
    assert "raden saknar Utbetalnings-ID och liknar payments/a.csv, rad 2, som har ett" in message


def test_a_payment_without_identity_beside_one_that_has_it_in_the_same_file_is_another(tmp_path: Path) -> None:
    assert len(read_rows(PAYMENTS, tmp_path, payment(), pay("20 000")).accepted) == 2


def test_a_plan_without_identity_whose_status_differs_between_two_files_is_told(tmp_path: Path) -> None:
    row = plan(**{"Plan-ID": ""})
    before, after = [row, {**row, "Kommun": "Berg"}], [{**row, "Status": "Under revidering"}]
    reading = read_files(SERVICE_PLANS, tmp_path, before, after)
    assert list(reading.accepted["municipality_code"]) == ["2326"]
    assert set(reading.quarantine["code"]) == {"revised_row"}
