"""Personal data in delivered rows: masked wherever it would be kept or told, and counted."""

from pathlib import Path

import pytest

from rsp_pipeline.reading.read import Reading
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline_tests.builders import Row, grant, read_files, read_rows, visit

PHONE, E_MAIL, PERSONAL_NUMBER = "070-174 06 05", "asa@example.com", "19810131-9800"


def kept(reading: Reading) -> str:
    """Everything that is written or told of a register."""
    frames = (reading.accepted, reading.quarantine, reading.refused, reading.source_files, reading.corrections)
    return " ".join(frame.to_csv() for frame in frames) + str(reading.remarks)


def delivered(tmp_path: Path, *rows: Row) -> Reading:
    return read_rows(VISITS, tmp_path, *rows)


def test_free_text_is_kept_without_it_and_an_identifier_as_written(tmp_path: Path) -> None:
    row = visit(**{"Besöks-ID": "20250115-0012"}, Ort=f"Ring {PHONE}", Resultat=f"Mejla {E_MAIL} om {PERSONAL_NUMBER}")
    (kept_row,) = delivered(tmp_path, row).accepted.to_dict("records")
    assert kept_row["visit_id"] == "20250115-0012"
    assert kept_row["locality"] == "Ring [dolt telefonnummer]"
    assert kept_row["result"] == "Mejla [dold e-postadress] om [dolt personnummer]"


def test_a_remark_counts_what_was_masked_and_names_the_rows(tmp_path: Path) -> None:
    first, last = {"Besöks-ID": "B1", "Resultat": f"{PHONE} och {E_MAIL}"}, {"Besöks-ID": "B3", "Resultat": E_MAIL}
    reading = delivered(tmp_path, visit(**first), visit(**{"Besöks-ID": "B2"}), visit(**last))
    sentence = "Personuppgifter i fritext är dolda: 2\u00a0e-postadresser och 1\u00a0telefonnummer (rad 2, 4)."
    assert [(remark.code, remark.message) for remark in reading.remarks] == [("masked_personal_data", sentence)]
    assert reading.source_files["message"].to_list() == [sentence]


@pytest.mark.parametrize("column", ["Besöks-ID", "Besöksdatum", "Form", "Kommun", "Deltagare", "Resultat"])
@pytest.mark.parametrize("secret", [PHONE, E_MAIL, PERSONAL_NUMBER])
def test_no_cell_of_a_refused_row_keeps_it(column: str, secret: str, tmp_path: Path) -> None:
    reading = delivered(tmp_path, visit(**{"Form": "Brev", "Kommun": "Sundsvall"} | {column: f"se {secret}"}))
    assert len(reading.refused) == 1
    assert secret not in kept(reading)


@pytest.mark.parametrize("secret", [PHONE, E_MAIL, PERSONAL_NUMBER])
def test_no_header_and_no_reason_tells_it(secret: str, tmp_path: Path) -> None:
    reading = read_files(GRANTS, tmp_path, [{**grant(), secret: "x"}], [{secret: "x", "Belopp": "1"}])
    assert list(reading.source_files["verdict"]) == ["accepted", "rejected"]
    assert secret not in kept(reading)
