from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.reading.files import FileRejected, SourceFile, load
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.sheet import Row, cell_text
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.reading.text.delimited import DELIMITERS
from rsp_pipeline.reading.text.encodings import EncodedText, encoded_text
from rsp_pipeline_tests.builders import csv_text, write_workbook


def widest(rows: list[Row]) -> int:
    return max((len(cells) for _, cells in rows), default=0)


def csv_rows(text: str) -> list[tuple[int, list[str]]]:
    (sheet,) = sheets(SourceFile("a.csv", text.encode()), widest, Limits())
    return [(number, list(cells)) for number, cells in sheet.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_csv_file_is_decoded_whatever_spreadsheet_saved_it(encoding: str) -> None:
    assert str(encoded_text("Ärende – å ä ö €".encode(encoding))) == "Ärende – å ä ö €"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FileRejected, match="teckenkodning"):
        encoded_text(b"\x81\x8d\x9d")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "cp850"])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_a_text_given_out_in_pieces_is_the_text_parted_between_lines(encoding: str, size: int) -> None:
    text = "Ärende;år\r\nÅre;2025\rÖstersund\n\nå"
    pieces = list(EncodedText(text.encode(encoding), encoding).pieces(size))
    assert "".join(pieces) == text
    assert all(piece.endswith(("\n", "\r")) for piece in pieces[:-1])
    assert not any(piece.startswith("\n") and before.endswith("\r") for before, piece in pairwise(pieces))


@pytest.mark.parametrize("size", [1, 1000])
def test_a_piece_in_utf_8_is_composed_and_nul_stays_to_be_told(size: int) -> None:
    content = "\ufeffÅ\0re;A\u030are\n–\n".encode()
    assert b"".join(EncodedText(content, "utf-8-sig").utf8_pieces(size)).decode() == "Å\0re;Åre\n–\n"


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_that_looks_most_like_the_register_is_taken(delimiter: str) -> None:
    text = csv_text([{"a": "1", "b": "2", "c": "3"}], delimiter)
    assert csv_rows(text) == [(1, ["a", "b", "c"]), (2, ["1", "2", "3"])]


def test_a_row_keeps_its_line_number_after_a_cell_of_several_lines() -> None:
    assert csv_rows('a;b\n"x\ny";2\n3;4\n') == [(1, ["a", "b"]), (2, ["x\ny", "2"]), (4, ["3", "4"])]


cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"])).map(lambda text: normalize("NFC", text))
rectangles = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)
)


@given(rectangles, st.sampled_from(DELIMITERS), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_table_in_any_dialect_reads_back_cell_for_cell(
    table: list[list[str]], delimiter: str, encoding: str
) -> None:
    quoted = "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    file = SourceFile("a.csv", quoted.encode(encoding))
    (sheet,) = sheets(file, lambda rows: int([list(cells) for _, cells in rows] == table[:40]), Limits())
    assert [list(cells) for _, cells in sheet.rows()] == table


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx"]))
def test_random_bytes_are_read_or_refused_but_never_crash(content: bytes, name: str) -> None:
    try:
        for sheet in sheets(SourceFile(name, content), widest, Limits()):
            list(sheet.rows())
    except FileRejected:
        pass


def test_a_workbook_gives_every_sheet_with_the_row_numbers_seen_in_excel(tmp_path: Path) -> None:
    path = write_workbook(tmp_path, "a.xlsx", {"Läs mig": [["hej"]], "Data": [[], [], ["x", 1.5]]})
    found = sheets(SourceFile(path.name, path.read_bytes()), widest, Limits())
    assert [sheet.name for sheet in found] == ["Läs mig", "Data"]
    assert list(found[1].rows())[-1] == (3, ["x", "1,5"])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (1476300.0, "1476300"),
        (1476300.55, "1476300,55"),
        (0.1 + 0.2, "0,3"),
        (True, "ja"),
        (date(2025, 3, 4), "2025-03-04"),
        (datetime(2025, 3, 4), "2025-03-04"),  # noqa: DTZ001
        (datetime(2025, 3, 4, 10, 30), "2025-03-04 10:30:00"),  # noqa: DTZ001
    ],
)
def test_a_cell_becomes_what_a_swedish_spreadsheet_shows(cell: object, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("tom.csv", b"", "tom"), ("tom.csv", b" \n\n", "tom"), ("bild.png", b"x", "Filer av slaget ”.png” läses inte")],
)
def test_a_file_that_cannot_be_loaded_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRejected, match=told):
        load(tmp_path / name, tmp_path, Limits())


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(FileRejected, match="Arbetsboken är skadad"):
        sheets(SourceFile("a.xlsx", b"PK\x03\x04 not a workbook"), widest, Limits())
