"""A row that is shifted gives one cause, and only where enough cells would be right one step aside."""

from pathlib import Path

import pytest

from rsp_pipeline.reading.read import Reading
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import GRANT, grant, read_rows, write_csv

CELLS = list(grant(Ärendenr="2").values())
RIGHT, LEFT = "ett steg åt höger", "ett steg åt vänster"


def read_with(raw: Path, *cells: object) -> Reading:
    return read_rows(GRANTS, raw, grant(), dict(zip(GRANT, cells, strict=True)))


@pytest.mark.parametrize(
    ("cells", "column", "way"),
    [
        (["", *CELLS[:-1]], "Typ av stöd", RIGHT),  # what stands under Beslutsnr can be read there, too
        ([*CELLS[:2], "", *CELLS[2:-1]], "Beslutstyp", RIGHT),
        ([*CELLS[:6], "", *CELLS[6:-1]], "Kommun", RIGHT),
        ([*CELLS[1:], ""], "Beslutsnr", LEFT),
        ([*CELLS[:3], *CELLS[4:], ""], "Beslutstyp", LEFT),
    ],
)
def test_a_shifted_row_is_told_once_with_where_it_begins(
    tmp_path: Path, cells: list[object], column: str, way: str
) -> None:
    reading = read_with(tmp_path, *cells)
    (cell,) = reading.quarantine.to_dict("records")
    assert (cell["source_row"], cell["code"]) == (3, "shifted_row")
    assert f"”{column}”: härifrån" in cell["message"]
    assert way in cell["message"]
    assert len(reading.accepted) == 1


def test_two_cells_that_changed_places_are_told_each_by_itself(tmp_path: Path) -> None:
    reading = read_with(tmp_path, *CELLS[:7], CELLS[8], CELLS[7], CELLS[9])
    assert reading.quarantine["code"].to_list() == ["unknown_municipality", "not_a_date"]


def test_a_row_of_nonsense_is_no_shifted_row(tmp_path: Path) -> None:
    reading = read_with(tmp_path, "2", "x", "y", "z", *CELLS[4:])
    assert reading.quarantine["code"].to_list() == ["not_a_whole_number", "unknown_term", "unknown_term"]


def test_a_row_in_another_sheet_is_held_against_the_columns_of_its_own(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/b.csv", [dict(reversed(list(grant(Ärendenr="3").items())))])
    assert read_with(tmp_path, "", *CELLS[:-1]).quarantine["code"].to_list() == ["shifted_row"]
