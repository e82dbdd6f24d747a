from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from rsp_pipeline.reading.problems import HIDDEN_VALUE
from rsp_pipeline.reading.read import Reading
from rsp_pipeline.registers import CORRECTIONS, Register
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline_tests.builders import (
    COMPANY,
    OTHER_COMPANY,
    Row,
    correction,
    grant,
    read_after,
    read_rows,
    visit,
    write_csv,
)

AS_DECIDED = grant(Belopp="enl. beslut")


def corrected(raw: Path, row: Row, *corrections: Row, register: Register = GRANTS) -> Reading:
    """The register, with a row in a.csv, read after the corrections, or after the one of `AS_DECIDED`."""
    write_csv(raw, f"{register.name}/a.csv", [row])
    write_csv(raw, "reference/corrections.csv", corrections or [correction()])
    return read_after(CORRECTIONS, register, raw)


def told(reading: Reading) -> tuple[str, str]:
    (made,) = reading.corrections.to_dict("records")
    return made["status"], made["message"]


def test_a_correction_applies_while_the_cell_says_what_it_expects(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/b.csv", [grant(Ärendenr="2025-2")])
    reading = corrected(tmp_path, AS_DECIDED)
    assert reading.quarantine.empty
    rows = reading.accepted.set_index("case_id")
    assert rows["granted_sek"].astype(int).to_dict() == {"2025-1": 120_000, "2025-2": 100_000}
    assert rows["corrected_columns"].fillna("").to_dict() == {"2025-1": "granted_sek", "2025-2": ""}
    assert told(reading) == ("applied", "Rättad i grants/a.csv, rad 2.")
    made = reading.corrections.iloc[0]
    assert list(made[["column_name", "expected_value", "corrected_value"]]) == ["granted_sek", "enl. beslut", "120 000"]
    assert date.fromisoformat(made["corrected_on"]) == date(2025, 4, 1)


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
    reading = corrected(tmp_path, grant(Belopp=amount))
    assert reading.accepted["granted_sek"].astype(int).to_list() == [int(amount.replace(" ", ""))]
    assert reading.accepted["corrected_columns"].isna().all()
    assert told(reading) == ("obsolete", expected)


def test_a_correction_of_a_row_that_is_gone_is_obsolete(tmp_path: Path) -> None:
    assert told(corrected(tmp_path, grant(Ärendenr="2025-2"))) == (
        "obsolete",
        "Ingen rad har nyckeln; närmast är 2025-2:1. Ta bort rättelsen eller rätta nyckeln.",
    )


def test_where_no_key_is_near_none_is_told(tmp_path: Path) -> None:
    _, message = told(corrected(tmp_path, grant(Ärendenr="Verifikat A")))
    assert message.startswith("Ingen rad har nyckeln. Ta bort")


def test_a_row_in_quarantine_is_near_too(tmp_path: Path) -> None:
    refused = grant(Ärendenr="2025-0012", Kommun="Atlantis")
    _, message = told(corrected(tmp_path, refused, correction(Nyckel="RJH 2025/0012:1")))
    assert "närmast är 2025-0012:1" in message


def test_an_empty_cell_can_be_filled_and_a_cell_emptied(tmp_path: Path) -> None:
    of_visit = correction(Register="visits", Nyckel="B1")
    fill = {**of_visit, "Kolumn": "deltagare", "Förväntat värde": "", "Rättat värde": "Region"}
    clear = {**of_visit, "Kolumn": "Ort", "Förväntat värde": "Fel ort", "Rättat värde": ""}
    reading = corrected(tmp_path, visit(Deltagare="", Ort="Fel ort"), fill, clear, register=VISITS)
    (row,) = reading.accepted.to_dict("records")
    assert (row["participants"], pd.isna(row["locality"])) == ("Region", True)
    assert row["corrected_columns"] == "participants, locality"


def test_a_kind_of_space_that_no_eye_can_tell_makes_no_correction_obsolete(tmp_path: Path) -> None:
    row = grant(Belopp="12\N{NARROW NO-BREAK SPACE}000 tkr?")
    assert told(corrected(tmp_path, row, correction(Förväntat_värde="12 000 tkr?")))[0] == "applied"


def test_a_key_that_lacks_a_part_with_a_default_is_found_by_the_default(tmp_path: Path) -> None:
    assert told(corrected(tmp_path, {**AS_DECIDED, "Beslutsnr": ""}))[0] == "applied"


def test_the_same_row_in_two_files_is_corrected_in_both(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/b.csv", [AS_DECIDED])
    reading = corrected(tmp_path, AS_DECIDED)
    assert told(reading) == ("applied", "Rättad i grants/a.csv, rad 2 och grants/b.csv, rad 2.")
    assert len(reading.accepted) == 1


def test_of_two_corrections_of_one_cell_the_second_is_obsolete(tmp_path: Path) -> None:
    reading = corrected(tmp_path, AS_DECIDED, correction(), correction(Kolumn="granted_sek"))
    assert reading.corrections["status"].to_list() == ["applied", "obsolete"]


def test_a_corrected_cell_is_judged_like_any_other(tmp_path: Path) -> None:
    reading = corrected(tmp_path, AS_DECIDED, correction(Rättat_värde="mycket"))
    assert reading.accepted.empty
    assert "”mycket”" in reading.quarantine["message"][0]


def test_what_a_restricted_column_held_is_not_told(tmp_path: Path) -> None:
    for expected in (COMPANY, "5560360794"):
        mend = correction(Kolumn="Org.nr", Förväntat_värde=expected, Rättat_värde=OTHER_COMPANY)
        (made,) = corrected(tmp_path, grant(), mend).corrections.to_dict("records")
        assert made["expected_value"] == made["corrected_value"] == HIDDEN_VALUE
        assert not {COMPANY, OTHER_COMPANY, expected} & set(" ".join(map(str, made.values())).split())
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
    reading = read_rows(CORRECTIONS, tmp_path, correction(**{column: value}))
    assert reading.quarantine["code"].to_list() == [code]
