"""What an xls file says beside the values that its reader tells: formulas without one, cells twice, texts in parts."""

import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from rsp_pipeline.reading.workbook.biff_values import SharedText, shared_texts
from rsp_pipeline_tests.reading.nasty.case import HEADER, biff_record, old_excel, read_content, table

AMOUNT, KIND, NAME = (HEADER.index(header) for header in ("Belopp", "Beslutstyp", "Sökande"))


def table_with(place: int, value: object) -> list[list[object]]:
    """The honest register with another value in a cell of its first row."""
    rows: list[list[object]] = [[*cells] for cells in table()]
    rows[1][place] = value
    return rows


def formula(row: int, place: int, value: bytes, cache: int = 0) -> bytes:
    at = struct.pack("<HHH", row, place, 0)
    return biff_record(0x06, at, value, struct.pack("<HI", 0, cache), struct.pack("<H", 3), b"\x1e\x01\x00")


EMPTY_TEXT = bytes([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])
NUMBER = struct.pack("<d", 7)


def told(tmp_path: Path, content: bytes) -> list[tuple[int, str, str]]:
    quarantine = read_content(content, tmp_path).quarantine
    return list(quarantine[["source_row", "code", "value"]].itertuples(index=False, name=None))


def test_a_formula_that_a_program_left_without_a_value_is_told_and_takes_no_default(tmp_path: Path) -> None:
    content = old_excel(table_with(KIND, None), of_sheet=formula(1, KIND, EMPTY_TEXT))
    assert told(tmp_path, content) == [(2, "formula_without_value", "#FORMEL! =")]


@pytest.mark.parametrize(
    "others", [b"", formula(1, 20, NUMBER)], ids=["that Excel remembers", "beside one that has a number"]
)
def test_a_formula_that_was_worked_out_to_an_empty_text_is_empty(tmp_path: Path, others: bytes) -> None:
    of_sheet = formula(1, KIND, EMPTY_TEXT, cache=0 if others else 0xFD000001)
    assert told(tmp_path, old_excel(table_with(KIND, None), of_sheet=of_sheet + others)) == []


def test_a_cell_that_is_given_twice_is_refused_with_both_values(tmp_path: Path) -> None:
    again = biff_record(0x0203, struct.pack("<HHH", 1, AMOUNT, 0), struct.pack("<d", 17_000))
    content = old_excel(table(), of_sheet=again)
    assert told(tmp_path, content) == [(2, "cell_given_twice", "#TVÅ VÄRDEN! 100 000,00 och 17000")]


def test_a_cell_that_is_given_twice_as_the_same_counts(tmp_path: Path) -> None:
    small = biff_record(0x027E, struct.pack("<HHHI", 1, AMOUNT, 0, (17_000 << 2) | 2))
    hundredth = biff_record(0x027E, struct.pack("<HHHI", 1, AMOUNT, 0, (1_700_000 << 2) | 3))
    assert told(tmp_path, old_excel(table_with(AMOUNT, 17_000), of_sheet=small + hundredth)) == []


def _book(*texts: bytes) -> bytes:
    font = struct.pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0) + b"\x05\0Arial"
    fonts = [font] * 4 + [font[:2] + struct.pack("<H", 8) + font[4:]]
    shared = struct.pack("<II", len(texts), len(texts)) + b"".join(texts)
    return b"".join(biff_record(0x31, font) for font in fonts) + biff_record(0xFC, shared)


def _rich(text: str, *runs: tuple[int, int]) -> bytes:
    letters = text.encode("utf-16-le")
    return struct.pack("<HBH", len(text), 9, len(runs)) + letters + b"".join(struct.pack("<HH", *run) for run in runs)


@pytest.mark.parametrize(
    ("runs", "struck", "other"),
    [
        (((0, 5), (6, 0)), "Gamla ", "Handeln"),
        (((6, 5),), "Handeln", "Gamla "),
        (((0, 5),), "Gamla Handeln", ""),
        (((0, 1), (6, 0)), "", "Gamla Handeln"),
    ],
)
def test_a_text_that_is_struck_through_in_part_is_refused(
    tmp_path: Path, runs: Sequence[tuple[int, int]], struck: str, other: str
) -> None:
    cell = biff_record(0xFD, struct.pack("<HHHI", 1, NAME, 0, 0))
    content = old_excel(table_with(NAME, None), of_book=_book(_rich("Gamla Handeln", *runs)), of_sheet=cell)
    assert [code for _, code, _ in told(tmp_path, content)] == ["struck_through"] * bool(struck)
    assert SharedText("Gamla Handeln", tuple(runs)).struck([False] * 5 + [True]) == (struck, other)


def test_shared_texts_go_on_from_one_record_to_the_next_in_letters_of_another_width() -> None:
    first = struct.pack("<II", 2, 2) + struct.pack("<HB", 6, 0) + b"Han"
    second = b"\1" + "del".encode("utf-16-le") + struct.pack("<HBHI", 2, 0x0D, 1, 3) + "By".encode("utf-16-le")
    third = struct.pack("<HH", 0, 5) + b"ext"
    assert shared_texts([first, second, third]) == [SharedText("Handel", ()), SharedText("By", ((0, 5),))]
