"""Every line of a delivered file is of one category, whatever stands in it, and both ways of reading agree on which."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsp_pipeline.reading.delivery import Delivery, read_delivery
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.sheet import Irregular
from rsp_pipeline.reading.text import delimited
from rsp_pipeline.reading.text.encodings import encoded_text
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import GRANT, read_sheets
from rsp_pipeline_tests.reading.nasty.case import WHOLE, line, table

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
LINES = ("lines_title", "lines_header", "lines_row", "lines_blank", "lines_total", "lines_note", "lines_unread")

AS_ROWS = [WHOLE, WHOLE.upper(), ";;;;;;;;;", "#" + line(), '"' + line() + '";;;;;;;;;', line(Sökande='"a\nb"')]
SAID = ["Summa;;;;;;;;;300000", ";;;;;;;Åre Summa;;5", "Antal ärenden;3;;;;;;;;", ";;;;;;;;;kr", "Sida 1 av 2;;;;;;;;;"]
PROSE = ["* Uppgifter ur systemet;;;;;;;;;", "Sista dagen; för; ansökan; var; i; går; och; det; är; så"]

regular_lines = st.one_of(
    st.integers(1, 99).map(lambda number: line(Ärendenr=f"2025-{number}")), st.sampled_from([*AS_ROWS, *SAID, *PROSE])
)
odd_lines = st.one_of(
    st.sampled_from(
        ["", "   ", "Summa", "Not om detta", '"' + line() + '"', line().replace(";", ","), line() + ";x", '"']
    ),
    st.text(st.sampled_from('";,\t |#/-.aå1\u00a0\0'), max_size=30),
)
parts = st.tuples(
    st.lists(st.sampled_from(["Stödbeslut 2025", "", "Uttag;2026-01-15"]), max_size=3),
    st.lists(regular_lines, max_size=8),
    st.lists(st.one_of(regular_lines, odd_lines), max_size=4),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)


def written(parts: tuple[list[str], list[str], list[str], str, bool]) -> str:
    above, regular, odd, newline, is_ended = parts
    return newline.join([*above, WHOLE, *regular, *odd]) + (newline if is_ended else "")


texts = parts.map(written)


def delivered(text: str, encoding: str = "utf-8") -> Delivery:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.encode(encoding))
        return read_delivery(path, Path(folder), GRANTS, Limits())


def with_care(text: str) -> Delivery:
    def irregular(*_: object) -> None:
        raise Irregular

    with patch.object(delimited, "_regular", irregular):
        return delivered(text)


def told(delivery: Delivery) -> tuple[object, ...]:
    rows = [row for rows in delivery.rows for row in rows.to_pylist()]
    return delivery.rejected, rows, delivery.lines, delivery.remarks, delivery.written


@settings(deadline=None)
@given(texts, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_the_lines_of_all_categories_are_the_lines_delivered(text: str, encoding: str) -> None:
    delivery = delivered(text, encoding)
    if not delivery.rejected:
        assert delivery.lines.total() == len(LINE.findall(text))
        assert delivery.lines["row"] >= sum(map(len, delivery.rows))


@settings(deadline=None)
@given(texts)
def test_a_text_is_told_the_same_of_whether_read_fast_or_with_care(text: str) -> None:
    assert told(delivered(text)) == told(with_care(text))


@settings(deadline=None)
@given(texts)
def test_no_line_is_both_a_row_and_something_else(text: str) -> None:
    delivery = delivered(text)
    rows = [str(number) for rows in delivery.rows for number in rows["source_row"].to_pylist()]
    assert len(rows) == len(set(rows))
    for remark in delivery.remarks:
        if remark.code in {"note_row", "total_row"}:
            assert not set(rows) & set(re.findall(r"(?:rad |, )(\d+)", re.sub("”[^”]*”", "", remark.message)))


@pytest.mark.parametrize("text", ["a\nb\n", "a\r\nb", "a\rb\r", "a\n\n", "a\r\n\rb", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le"])
def test_lines_are_counted_whatever_ends_them(text: str, encoding: str) -> None:
    content = ("Å;b;c;d\n" + text).encode(encoding)
    assert encoded_text(content).count_lines() == 1 + len(LINE.findall(text))


def test_the_lines_of_every_sheet_are_counted_and_add_up(tmp_path: Path) -> None:
    header, row = table([GRANT])
    again, total = ["2025-2", *row[1:]], ["Summa", *[None] * 8, 200000]
    rows = [["Stödbeslut"], [], header, row, header, [], again, total, ["Anm. om detta"]]
    reading = read_sheets(GRANTS, tmp_path, {"Beslut": rows, "Läs mig": [["hej"], [], ["då"]]})
    file = reading.source_files.iloc[0]
    assert [int(file[name]) for name in LINES] == [1, 2, 2, 3, 1, 1, 2]
    assert file["lines_delivered"] == 12


def test_a_rejected_file_has_no_lines_that_anyone_counted(tmp_path: Path) -> None:
    files = read_sheets(GRANTS, tmp_path, {"Blad1": [["hej"]]}).source_files
    assert files[["lines_delivered", *LINES]].isna().all(axis=None)


def test_a_note_in_a_protected_column_is_listed_without_what_it_says(tmp_path: Path) -> None:
    notes = [[None] * 5 + ["Påhittade Petra"], ["Uppgifterna avser hela året.", *[None] * 4, "Påhittade Petra"]]
    message = read_sheets(GRANTS, tmp_path, {"A": [*table([GRANT]), *notes]}).source_files["message"][0]
    assert "rad 3 ”(skyddad uppgift)”" in message
    assert "Petra" not in message
