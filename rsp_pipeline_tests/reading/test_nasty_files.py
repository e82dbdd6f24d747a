"""Files as senders really send them: for each the verdict, the rows, the sum of the amounts and the reasons."""

from pathlib import Path

import pytest

from rsp_pipeline_tests.reading.nasty.case import Case
from rsp_pipeline_tests.reading.nasty.cells import CELLS
from rsp_pipeline_tests.reading.nasty.rows import ROW_FILES
from rsp_pipeline_tests.reading.nasty.spellings import SPELLINGS
from rsp_pipeline_tests.reading.nasty.texts import HEADERS, TEXT_FILES
from rsp_pipeline_tests.reading.nasty.values import VALUES
from rsp_pipeline_tests.reading.nasty.workbooks import FILES, WORKBOOKS

CASES = [*TEXT_FILES, *ROW_FILES, *HEADERS, *VALUES, *SPELLINGS, *WORKBOOKS, *CELLS, *FILES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_is_read_right_or_its_sender_is_told_what_to_mend(case: Case, tmp_path: Path) -> None:
    reading = case.read(tmp_path)
    told = reading.source_files.iloc[0]
    assert [remark.code for remark in reading.remarks] == list(case.remarks), reading.remarks
    assert list(reading.quarantine["code"]) == list(case.codes), list(reading.quarantine["message"])
    assert (told["rows_accepted"], told["rows_quarantined"]) == (case.accepted, case.quarantined)
    assert reading.accepted["granted_sek"].sum() == case.total
    assert told["verdict"] == case.verdict
    assert told["source_file"] == f"grants/{case.file}".replace("\udce5", "\ufffd")


def test_there_are_at_least_a_hundred_cases() -> None:
    assert len(CASES) >= 100
