"""What asks for more than its share of the machine is told so; what merely looks large is read, without undue work."""

import gc
import io
import weakref
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from xlsxwriter import Workbook

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.read import Reading, read_register
from rsp_pipeline.reading.text import delimited
from rsp_pipeline.reading.text.encodings import encoded_text
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import GIVEN, GRANT, csv_text, grant, read_rows
from rsp_pipeline_tests.reading.nasty.case import Case, one, read_content, rewritten, table, text
from rsp_pipeline_tests.reading.nasty.looks import calc

HEADER, ROW = table([GRANT])
BOOK = one(HEADER, ROW)


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


def ended(end: str) -> bytes:
    """The workbook with another end of the cells of its sheet."""
    return rewritten("</sheetData>", end, BOOK)


@pytest.mark.parametrize(
    ("kind", "limits", "code"),
    [
        ("csv", Limits(file_bytes=100), "too_large"),
        ("csv", Limits(rows=1), "too_many_rows"),
        ("csv", Limits(columns=5), "too_many_columns"),
        ("csv", Limits(cell_characters=20), "cell_too_long"),
        ("xlsx", Limits(unpacked_bytes=100), "too_large"),
        ("xlsx", Limits(lean_bytes=0, expansion=1), "too_large"),
        ("xlsx", Limits(rows=1), "too_many_rows"),
        ("xlsx", Limits(columns=5), "too_many_columns"),
    ],
)
def test_a_text_or_a_workbook_beyond_a_limit_is_rejected_with_its_reason(
    tmp_path: Path, kind: str, limits: Limits, code: str
) -> None:
    Case("", text() if kind == "csv" else one(HEADER, ROW, ROW)).written(tmp_path)
    assert codes(read_register(GRANTS, tmp_path / "raw", replace(GIVEN, limits=limits))) == [code]


def test_a_cell_in_the_farthest_corner_of_a_sheet_rejects_the_workbook_before_it_fills_the_memory(
    tmp_path: Path,
) -> None:
    (remark,) = read_content(rewritten('r="B2"', 'r="XFD1048576"', BOOK), tmp_path).remarks
    assert remark.code == "sheet_too_large"
    assert "sträcker sig över 17179869184 celler; högst 30000000 läses" in remark.message
    assert remark.message.endswith("Ta bort det som står långt bort, i XFD1048576.")


def test_of_a_sheet_that_reaches_far_both_its_lowest_and_its_rightmost_cell_are_named(tmp_path: Path) -> None:
    wide = rewritten('r="B2"', 'r="XFD2"', BOOK)
    (remark,) = read_content(rewritten('r="C2"', 'r="C1048576"', wide), tmp_path).remarks
    assert remark.code == "sheet_too_large"
    assert "i C1048576 och XFD2." in remark.message


def test_cells_that_do_not_say_where_they_stand_are_counted_too(tmp_path: Path) -> None:
    wide = "<row>" + "<c><v>1</v></c>" * 2_000 + "</row>"
    many = "<row><c><v>1</v></c></row>" * 20_000
    assert codes(read_content(ended(f"{wide}{many}</sheetData>"), tmp_path)) == ["sheet_too_large"]


@pytest.mark.parametrize("farthest", ["A1048576", "XFD1", "XFD1048576"])
def test_cells_that_are_only_formatted_take_no_room(tmp_path: Path, farthest: str) -> None:
    styled = f'<row r="1048576"><c r="{farthest}" s="0"/><c r="{farthest}" s="0"><v></v></c></row></sheetData>'
    reading = read_content(ended(styled), tmp_path)
    assert (len(reading.accepted), codes(reading)) == (1, [])


def test_a_long_text_that_many_cells_share_rejects_the_workbook_before_it_fills_the_memory(tmp_path: Path) -> None:
    content = io.BytesIO()
    with Workbook(content) as workbook:
        sheet = workbook.add_worksheet("Beslut")
        sheet.write_row(0, 0, HEADER)
        sheet.write_column(1, 0, ["x" * 30_000] * 8_000)
    (remark,) = read_content(content.getvalue(), tmp_path).remarks
    assert (remark.code, remark.message) == ("too_large", "Arbetsboken packar upp till mer data än vad som läses.")


def test_a_text_that_many_cells_share_is_read_where_it_is_short(tmp_path: Path) -> None:
    rows = [[*ROW[:-1], "x" * 1_000], *([[f"2025-{n}", *ROW[1:]] for n in range(2, 500)])]
    assert len(read_content(one(HEADER, *rows), tmp_path).accepted) == 498


def test_a_sheet_that_only_says_it_is_large_is_read(tmp_path: Path) -> None:
    content = rewritten("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>', BOOK)
    assert len(read_content(content, tmp_path).accepted) == 1


def test_a_merge_all_over_the_sheet_reaches_no_further_than_its_rows(tmp_path: Path) -> None:
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="Z1:XFD1048576"/></mergeCells>'
    assert len(read_content(ended(merged), tmp_path).accepted) == 1


ODS_EMPTY = '<table:table-cell table:number-columns-repeated="300"/>'
ODS_FILLED = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
ODS_WIDE = ODS_FILLED.replace(" ", ' table:number-columns-repeated="300" ', 1)


def ods_row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row(ODS_WIDE, 100_001), "sheet_too_large"),
        (ods_row(ODS_WIDE.replace("300", "16384")), "too_many_columns"),
        (ods_row(ODS_FILLED.replace(">a<", f">{'a' * 30_000}<"), 1_000_000), "too_large"),
        (ods_row(ODS_EMPTY, 999_999_999) + ods_row(ODS_EMPTY), None),
        (ods_row(ODS_EMPTY, 200_000) + ods_row(ODS_FILLED.replace("string", "float")), None),
    ],
)
def test_what_an_ods_sheet_repeats_is_counted_before_it_is_laid_out(
    tmp_path: Path, rows: str, code: str | None
) -> None:
    assert codes(read_content(calc(below=rows), tmp_path)) == ([code] if code else [])


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


def test_a_text_is_let_go_of_with_its_rows_before_python_next_looks_for_garbage() -> None:
    text = encoded_text(csv_text([grant(), grant()]).encode())
    held, rows = weakref.ref(text), delimited.csv_sheet(text, ";", Limits()).rows()
    del text
    gc.disable()
    try:
        next(rows)
        assert held()
        del rows
        assert not held()
    finally:
        gc.enable()


def test_a_line_with_more_delimiters_than_columns_and_a_cell_can_hold_is_not_split() -> None:
    sheet = delimited.csv_sheet(encoded_text(b";" * 1_000), ";", Limits(columns=10, cell_characters=100))
    with pytest.raises(FileRejected, match="Rad 1 har 1001 celler; högst 10 läses"):
        list(sheet.rows())


def test_a_sentence_names_the_first_rows_and_how_many_more_there_are(tmp_path: Path) -> None:
    (remark,) = read_rows(GRANTS, tmp_path, *[grant()] * 30).remarks
    assert remark.message.endswith(
        "rad 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22 och 9 till."
    )


def test_of_many_rows_with_one_key_each_names_a_few_others(tmp_path: Path) -> None:
    told = read_rows(GRANTS, tmp_path, *(grant(Belopp=n) for n in range(30))).quarantine
    assert set(told["code"]) == {"conflicting_key"}
    assert told["message"].str.count("grants/a.csv, rad").max() == 21
    assert told["message"].str.contains("rad 21 och 9 till men annat innehåll").any()
