"""The fast way to read a delimited text against the careful one: the same cell for cell, or no answer at all."""

import csv
import io
from contextlib import suppress
from unicodedata import normalize
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.sheet import Irregular, Sheet
from rsp_pipeline.reading.text import regular
from rsp_pipeline.reading.text.delimited import DELIMITERS, csv_sheet
from rsp_pipeline.reading.text.encodings import encoded_text

Rows = list[tuple[int, list[str]]]
Table = list[list[str]]
Dialect = tuple[str, int, str]


def sheet_of(content: bytes, delimiter: str = ";", limits: Limits | None = None) -> Sheet:
    return csv_sheet(encoded_text(content), delimiter, limits or Limits())


def carefully(sheet: Sheet, header: int, width: int) -> Rows:
    """The rows below the header, each at least as wide as it."""
    return [(row, [*cells, *[""] * (width - len(cells))]) for row, cells in sheet.rows() if row > header]


def fast(sheet: Sheet, header: int, width: int) -> Rows:
    columns = [str(place) for place in range(width)]
    found: Rows = []
    for batch in sheet.read_regular(header, width, range(width)):
        rows = [[row[column] for column in columns] for row in batch.columns.to_pylist()]
        found += zip(batch.numbers.tolist(), rows, strict=True)
        for place, cells in enumerate(rows):  # what else is known of a row is known of these cells
            assert (batch.cells(place) or [""] * width) == cells
            assert not batch.is_blank[place] or not any(cells)
    return found


def agree_or_irregular(sheet: Sheet, place: int, batch: int) -> None:
    """Some row is taken as the header, and the rows below it are read both ways."""
    header, cells = [*sheet.rows(), (1, [""]), (1, [""])][place]
    with patch.object(regular, "BATCH", batch), suppress(Irregular):
        assert fast(sheet, header, len(cells)) == carefully(sheet, header, len(cells))


def written(table: Table, delimiter: str, quoting: int, newline: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows(table)  # type: ignore[arg-type]
    return text.getvalue()


odd_texts = st.text(st.sampled_from('";,\n\r\0 aå\u0308–'), max_size=60)
odd_cells = st.text(st.sampled_from("\";,\t|\n'= aå–\u0308"), max_size=6)
plain_cells = st.text(st.sampled_from(' aåé0-.–"'), max_size=6)
dialects = st.tuples(
    st.sampled_from(DELIMITERS), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"])
)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    return st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=12)
    )


@settings(deadline=None)
@given(odd_texts, st.integers(0, 1), st.sampled_from([1, 7, 1000]))
def test_any_text_is_read_fast_as_it_is_with_care_or_not_at_all(text: str, place: int, batch: int) -> None:
    agree_or_irregular(sheet_of(text.encode()), place, batch)


@settings(deadline=None)
@given(tables(odd_cells), dialects, encodings, st.sampled_from([1, 20, 1000]))
def test_any_table_in_any_dialect_is_read_fast_as_it_is_with_care_or_not_at_all(
    table: Table, dialect: Dialect, encoding: str, batch: int
) -> None:
    agree_or_irregular(sheet_of(written(table, *dialect).encode(encoding), dialect[0]), 0, batch)


@settings(deadline=None)
@given(tables(plain_cells), dialects, encodings, st.booleans())
def test_a_table_whose_cells_keep_to_their_lines_is_read_fast(
    table: Table, dialect: Dialect, encoding: str, is_ended: bool
) -> None:
    delimiter, _, newline = dialect
    text = written(table, *dialect)
    sheet = sheet_of((text if is_ended else text.removesuffix(newline)).encode(encoding), delimiter)
    composed = [[normalize("NFC", cell) for cell in cells] for cells in table]
    assert fast(sheet, 1, len(table[0])) == list(enumerate(composed[1:], start=2))


def test_a_row_below_a_cell_of_several_lines_has_the_number_of_the_line_it_begins_on() -> None:
    assert fast(sheet_of(b'"a";"b"\n"x\ny";"2"\n"3";"4"\n'), 1, 2) == [(2, ["x\ny", "2"]), (4, ["3", "4"])]


def test_titles_above_the_header_may_be_as_irregular_as_they_like() -> None:
    assert fast(sheet_of(b'Region "Z" 5"\n"an open quote\na;b\n1;2\n'), 3, 2) == [(4, ["1", "2"])]


def test_only_the_places_asked_for_are_read() -> None:
    (found,) = sheet_of(b"a;b;c\n1;2;3\n").read_regular(1, 3, [2])
    assert (found.numbers.tolist(), found.columns.to_pylist()) == ([2], [{"2": "3"}])


@pytest.mark.parametrize(
    "below",
    [
        b'x";2',
        b'"x;2',
        b'"x"y;2',
        b' "x";2',
        b'"x""y;2',
        b"x\ry;2",
        b'"x\ry";2',
        b"1",
        b"1;2;3",
        b'"1;2\n3";4',
        b'"1' + b"\n" * 101 + b'";2',
        b'"' + b"x" * 200 + b'";2',
    ],
)
def test_whatever_may_be_read_in_more_than_one_way_is_left_to_care(below: bytes) -> None:
    with pytest.raises(Irregular):
        fast(sheet_of(b"a;b\n1;2\n" + below + b"\n", limits=Limits(cell_characters=150)), 1, 2)
