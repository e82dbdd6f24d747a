from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.problems import HIDDEN_VALUE
from rsp_pipeline.reading.read import Reading, read_register
from rsp_pipeline.registers import CORRECTIONS, Register
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline.store.schema import Table
from rsp_pipeline_tests.builders import COMPANY, OTHER_COMPANY, PROGRAMME, TODAY, Row, grant, read, visit, write_csv

MEND_AMOUNT: Row = {
    "Register": "Stödbeslut",
    "Nyckel": "2025-1:1",
    "Kolumn": "Belopp",
    "Förväntat värde": "enl. beslut",
    "Rättat värde": "120 000",
    "Skäl": "Avskrivet från beslutet",
    "Vem": "A.B.",
    "När": "2025-04-01",
}


def read_with(corrections: list[Row], register: Register, raw: Path) -> Reading:
    """The register read after the corrections, as the nightly does."""
    write_csv(raw, "reference/corrections.csv", corrections)
    accepted = read(CORRECTIONS, raw).accepted

    def others(table: Table) -> pd.DataFrame:
        return accepted if table == CORRECTIONS.table else table.no_rows

    return read_register(register, raw, Circumstances(PROGRAMME, TODAY, b"test key", others))


def told(reading: Reading) -> tuple[str, str]:
    (correction,) = reading.corrections.to_dict("records")
    return correction["status"], correction["message"]


def test_a_correction_applies_while_the_cell_says_what_it_expects(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp="enl. beslut"), grant(Ärendenr="2025-2")])
    reading = read_with([MEND_AMOUNT], GRANTS, tmp_path)
    assert reading.quarantine.empty
    rows = reading.accepted.set_index("case_id")
    assert rows["granted_sek"].astype(int).to_dict() == {"2025-1": 120_000, "2025-2": 100_000}
    assert rows["corrected_columns"].fillna("").to_dict() == {"2025-1": "granted_sek", "2025-2": ""}
    assert told(reading) == ("applied", "Rättad i grants/a.csv, rad 2.")
    correction = reading.corrections.iloc[0]
    assert (correction["column_name"], correction["expected_value"], correction["corrected_value"]) == (
        "granted_sek",
        "enl. beslut",
        "120 000",
    )
    assert date.fromisoformat(correction["corrected_on"]) == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("100 000", "I grants/a.csv, rad 2 står nu ”100 000”. Ta bort rättelsen eller skriv om den."),
        ("120 000", "Cellen är redan rättad i grants/a.csv, rad 2. Ta bort rättelsen."),
    ],
)
def test_a_correction_of_a_cell_that_has_changed_is_obsolete_and_the_file_counts(
    amount: str, expected: str, tmp_path: Path
) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp=amount)])
    reading = read_with([MEND_AMOUNT], GRANTS, tmp_path)
    assert reading.accepted["granted_sek"].astype(int).to_list() == [int(amount.replace(" ", ""))]
    assert reading.accepted["corrected_columns"].isna().all()
    assert told(reading) == ("obsolete", expected)


def test_a_correction_of_a_row_that_is_gone_is_obsolete(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Ärendenr="2025-2")])
    reading = read_with([MEND_AMOUNT], GRANTS, tmp_path)
    assert told(reading) == (
        "obsolete",
        "Ingen rad har nyckeln; närmast är 2025-2:1. Ta bort rättelsen eller rätta nyckeln.",
    )


def test_where_no_key_is_near_none_is_told(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Ärendenr="Verifikat A")])
    assert told(read_with([MEND_AMOUNT], GRANTS, tmp_path))[1].startswith("Ingen rad har nyckeln. Ta bort")


def test_a_row_in_quarantine_is_near_too(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Ärendenr="2025-0012", Kommun="Atlantis")])
    mend = {**MEND_AMOUNT, "Nyckel": "RJH 2025/0012:1"}
    assert "närmast är 2025-0012:1" in told(read_with([mend], GRANTS, tmp_path))[1]


def test_an_empty_cell_can_be_filled_and_a_cell_emptied(tmp_path: Path) -> None:
    write_csv(tmp_path, "visits/a.csv", [visit(Deltagare="", Ort="Fel ort")])
    of_visit = {**MEND_AMOUNT, "Register": "visits", "Nyckel": "B1"}
    fill = {**of_visit, "Kolumn": "deltagare", "Förväntat värde": "", "Rättat värde": "Region"}
    clear = {**of_visit, "Kolumn": "Ort", "Förväntat värde": "Fel ort", "Rättat värde": ""}
    reading = read_with([fill, clear], VISITS, tmp_path)
    (row,) = reading.accepted.to_dict("records")
    assert (row["participants"], pd.isna(row["locality"])) == ("Region", True)
    assert row["corrected_columns"] == "participants, locality"


def test_a_kind_of_space_that_no_eye_can_tell_makes_no_correction_obsolete(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp="12\N{NARROW NO-BREAK SPACE}000 tkr?")])
    assert told(read_with([{**MEND_AMOUNT, "Förväntat värde": "12 000 tkr?"}], GRANTS, tmp_path))[0] == "applied"


def test_a_key_that_lacks_a_part_with_a_default_is_found_by_the_default(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Beslutsnr="", Belopp="enl. beslut")])
    assert told(read_with([MEND_AMOUNT], GRANTS, tmp_path))[0] == "applied"


def test_the_same_row_in_two_files_is_corrected_in_both(tmp_path: Path) -> None:
    for name in "ab":
        write_csv(tmp_path, f"grants/{name}.csv", [grant(Belopp="enl. beslut")])
    reading = read_with([MEND_AMOUNT], GRANTS, tmp_path)
    assert told(reading) == ("applied", "Rättad i grants/a.csv, rad 2 och grants/b.csv, rad 2.")
    assert len(reading.accepted) == 1


def test_of_two_corrections_of_one_cell_the_second_is_obsolete(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp="enl. beslut")])
    reading = read_with([MEND_AMOUNT, {**MEND_AMOUNT, "Kolumn": "granted_sek"}], GRANTS, tmp_path)
    assert reading.corrections["status"].to_list() == ["applied", "obsolete"]


def test_a_corrected_cell_is_judged_like_any_other(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp="enl. beslut")])
    reading = read_with([{**MEND_AMOUNT, "Rättat värde": "mycket"}], GRANTS, tmp_path)
    assert reading.accepted.empty
    assert "”mycket”" in reading.quarantine["message"][0]


def test_what_a_restricted_column_held_is_not_told(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(**{"Org.nr": COMPANY})])
    mend = {**MEND_AMOUNT, "Kolumn": "Org.nr", "Förväntat värde": COMPANY, "Rättat värde": OTHER_COMPANY}
    for expected in (COMPANY, "5560360794"):
        reading = read_with([{**mend, "Förväntat värde": expected}], GRANTS, tmp_path)
        (correction,) = reading.corrections.to_dict("records")
        assert correction["expected_value"] == correction["corrected_value"] == HIDDEN_VALUE
        assert not {COMPANY, OTHER_COMPANY, expected} & set(" ".join(map(str, correction.values())).split())
    restricted = {field.name for field in CORRECTIONS.table.fields if field.restricted}
    assert restricted == {"expected_value", "corrected_value"}


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Register", "Bidragen", "unknown_term"),
        ("Kolumn", "Beloppet", "unknown_correction_column"),
        ("Skäl", "", "missing_value"),
        ("När", "2027-01-01", "in_future"),
    ],
)
def test_a_correction_that_cannot_be_used_is_refused_with_its_reason(
    column: str, value: str, code: str, tmp_path: Path
) -> None:
    write_csv(tmp_path, "reference/corrections.csv", [{**MEND_AMOUNT, column: value}])
    assert read(CORRECTIONS, tmp_path).quarantine["code"].to_list() == [code]
