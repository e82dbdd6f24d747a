"""What asks for more than its share of the machine is told so; what merely looks large is read, without undue work."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from rsp_pipeline.reading import delimited
from rsp_pipeline.reading.encodings import encoded_text
from rsp_pipeline.reading.extents import most_cells
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.read import Reading, read_register
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import GIVEN, GRANT, csv_text, grant, read, write_csv, write_workbook

HEADER = [list(GRANT)]
ROW = list(GRANT.values())


def read_within(raw: Path, limits: Limits) -> Reading:
    return read_register(GRANTS, raw, replace(GIVEN, limits=limits))


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


def changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Write a workbook anew with the parts of its archive changed."""
    parts = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(parts) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)))


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "too_large"),
        (Limits(rows=1), "too_many_rows"),
        (Limits(columns=5), "too_many_columns"),
        (Limits(cell_characters=20), "cell_too_long"),
    ],
)
def test_a_text_beyond_a_limit_is_rejected_with_its_reason(tmp_path: Path, limits: Limits, code: str) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(), grant(Ärendenr="2")])
    assert codes(read_within(tmp_path, limits)) == [code]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(unpacked_bytes=100), "too_large"),
        (Limits(lean_bytes=0, expansion=1), "too_large"),
        (Limits(rows=1), "too_many_rows"),
        (Limits(columns=5), "too_many_columns"),
    ],
)
def test_a_workbook_beyond_a_limit_is_rejected_with_its_reason(tmp_path: Path, limits: Limits, code: str) -> None:
    write_workbook(tmp_path, "grants/a.xlsx", {"Beslut": [*HEADER, ROW, ROW]})
    assert codes(read_within(tmp_path, limits)) == [code]


def test_a_cell_in_the_farthest_corner_of_a_sheet_rejects_the_workbook_before_it_fills_the_memory(
    tmp_path: Path,
) -> None:
    path = write_workbook(tmp_path, "grants/a.xlsx", {"Beslut": [*HEADER, ROW]})
    changed(path, lambda part: part.replace(b'r="B2"', b'r="XFD1048576"'))
    (remark,) = read(GRANTS, tmp_path).remarks
    assert remark.code == "sheet_too_large"
    assert "sträcker sig över 17179869184 celler; högst 30000000 läses" in remark.message


def test_a_sheet_that_only_says_it_is_large_is_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path, "grants/a.xlsx", {"Beslut": [*HEADER, ROW]})
    changed(path, lambda part: part.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', 1))
    assert len(read(GRANTS, tmp_path).accepted) == 1


def test_a_merge_all_over_the_sheet_reaches_no_further_than_its_rows(tmp_path: Path) -> None:
    path = write_workbook(tmp_path, "grants/a.xlsx", {"Beslut": [*HEADER, ROW]})
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="Z1:XFD1048576"/></mergeCells>'
    changed(path, lambda part: part.replace(b"</sheetData>", merged, 1))
    assert len(read(GRANTS, tmp_path).accepted) == 1


def ods_row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


ODS_EMPTY = '<table:table-cell table:number-columns-repeated="300"/>'
ODS_FILLED = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
ODS_WIDE = ODS_FILLED.replace(" ", ' table:number-columns-repeated="300" ', 1)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (ods_row(ODS_FILLED), 1),
        (ods_row(ODS_WIDE, 1000), 300_000),
        (ods_row(ODS_FILLED) + ods_row(ODS_EMPTY, 1000), 1),
        (ods_row(ODS_EMPTY, 9) + ods_row(ODS_EMPTY + ODS_FILLED), 10 * 301),
    ],
)
def test_the_cells_of_an_ods_sheet_are_counted_as_often_as_they_are_repeated(rows: str, cells: int) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("content.xml", rows)
    assert most_cells(content.getvalue()) == cells


def test_a_stray_quotation_mark_on_every_row_costs_a_few_lines_each() -> None:
    """A careless reader would read on for a hundred lines after each of them."""
    count = 300
    text = csv_text([grant(Ärendenr=f"2025-{n}", Sökande="#X") for n in range(count)]).replace("#", '"')
    given_back = 0

    class Counted(delimited._Lines):
        def give_back(self, lines: list[str]) -> None:
            nonlocal given_back
            given_back += len(lines)
            super().give_back(lines)

    with patch.object(delimited, "_Lines", Counted):
        rows = list(delimited.csv_sheet(encoded_text(text.encode()), ";", Limits()).rows())
    assert len(rows) == count + 1
    assert given_back <= 2 * count


def test_a_line_with_more_delimiters_than_columns_and_a_cell_can_hold_is_not_split() -> None:
    sheet = delimited.csv_sheet(encoded_text(b";" * 1_000), ";", Limits(columns=10, cell_characters=100))
    with pytest.raises(FileRejected, match="Rad 1 har 1001 celler; högst 10 läses"):
        list(sheet.rows())


def test_a_sentence_names_the_first_rows_and_how_many_more_there_are(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant() for _ in range(30)])
    (remark,) = read(GRANTS, tmp_path).remarks
    assert remark.message.endswith(
        "rad 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22 och 9 till."
    )


def test_of_many_rows_with_one_key_each_names_a_few_others(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp=n) for n in range(30)])
    told = read(GRANTS, tmp_path).quarantine
    assert set(told["code"]) == {"conflicting_key"}
    assert told["message"].str.count("grants/a.csv, rad").max() == 21
    assert told["message"].str.contains("rad 21 och 9 till men annat innehåll").any()
