"""Workbooks, and what is no file at all."""

import io
import os
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from rsp_pipeline_tests.builders import COMPANY
from rsp_pipeline_tests.reading.nasty.case import (
    BOOK,
    HEADER,
    OLE,
    ROWS,
    SPLIT_HEADER,
    book,
    both_refused,
    cell,
    counted,
    old_excel,
    one,
    open_document,
    patched,
    refused,
    rejected,
    table,
    text,
    with_cell,
    with_error,
)


def from_1904(content: bytes) -> bytes:
    """The workbook with its days counted as on a Macintosh once."""
    return patched(content, "workbook.xml", "<workbookPr", '<workbookPr date1904="1"')


def chart_beside() -> bytes:
    from openpyxl import load_workbook
    from openpyxl.chart import BarChart

    workbook = load_workbook(io.BytesIO(BOOK))
    workbook.create_chartsheet("Diagram", 0).add_chart(BarChart())
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def archive(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, content)
    return packed.getvalue()


def bomb(path: Path) -> None:
    """A file of little that unpacks to much: made when it is asked for, which takes a while."""
    path.write_bytes(archive("xl/workbook.xml", bytes(150_000_000)))


def link_to(target: str) -> Callable[[Path], None]:
    """A link to the honest file, which lies where it is told from the folder of the link."""

    def linked(path: Path) -> None:
        (path.parent / target).write_bytes(text())
        path.symlink_to(path.parent / target)

    return linked


def serial(day: object) -> list[Sequence[object]]:
    """The honest file with a day as a workbook may keep it."""
    return [HEADER, *([*list(row.values())[:8], day, row["Belopp"]] for row in ROWS)]


ESCAPED = '<c t="inlineStr"><is><t>_x0032_50,50</t></is></c>'
TYPED: list[Sequence[object]] = [
    HEADER,
    ["2025-1", 1, "Driftstöd", "Grundbeslut", "Bifall", "X", int(COMPANY), 2313, date(2025, 3, 14), 100000],
    ["2025-2", 1.0, "Driftstöd", "Grundbeslut", "Bifall", "X", COMPANY, "2313", datetime(2025, 3, 14), 250.5],  # noqa: DTZ001
]
TWO_ROW_HEADER: list[Sequence[object]] = [
    ["Ärende", None, "Stöd", None, None, "Mottagare", None, None, None, None],
    [None if header == "Sökande" else header for header in HEADER],
]
WORKBOOKS = [
    counted("text cells", BOOK),
    counted("numbers and dates", one(*TYPED)),
    counted("an ods file", open_document(table())),
    counted("an xls file", old_excel(table())),
    counted("an xls file with serial dates", old_excel(serial(45730))),
    counted("an xls file with serial dates from 1904", old_excel(serial(44268), is_from_1904=True)),
    counted("serial dates", one(*serial(45730))),
    counted("serial dates from 1904", from_1904(one(*serial(44268)))),
    counted("serial dates as text from 1904", from_1904(one(*serial("44268")))),
    counted("dates from 1904", from_1904(one(*serial(date(2021, 3, 13))))),
    counted("a formula", with_cell(2, "Belopp", "<c><f>50000*2</f><v>100000</v></c>")),
    counted("a day as ISO writes it", with_cell(2, "Beslutsdatum", '<c t="d"><v>2025-03-14T00:00:00</v></c>')),
    counted("digits as Excel escapes them", with_cell(3, "Belopp", ESCAPED)),
    refused("a shared text that is none", with_cell(2, "Sökande", '<c t="s"><v></v></c>'), "missing_value"),
    refused("zero for a day", with_cell(2, "Beslutsdatum", "<c><v>0</v></c>"), "not_a_date"),
    refused("yes for an amount", with_cell(2, "Belopp", '<c t="b"><v>1</v></c>'), "not_an_amount"),
    counted("an extent that is too small", patched(BOOK, "sheet1.xml", 'ref="A1:J3"', 'ref="A1:B2"')),
    refused("a formula without its value", with_cell(2, "Beslutstyp", "<c><f>A1</f></c>"), "formula_without_value"),
    *(
        refused(f"an error in {header}", with_error("#N/A", header), "error_value")
        for header in ("Belopp", "Beslutsnr", "Sökande", "Beslutsdatum")
    ),
    both_refused("an amount merged over two rows", book(("A", table()), merged="J2:J3"), "not_an_amount"),
    counted("a chart on a sheet of its own", chart_beside()),
    counted("letters as base and mark", one(*table([{**row, "Kommun": "Stro\u0308msund"} for row in ROWS]))),
    counted("macros", BOOK, called="a.xlsm"),
    counted("a workbook called csv", BOOK, called="a.csv"),
    counted("text called xlsx", text(), called="a.xlsx"),
    counted("title rows", one(["Stödbeslut 2025"], [], *table())),
    counted("the register on the second sheet", book(("Läs mig", [["hej"]]), ("Data", table())), "note_row"),
    counted("the register on two sheets", book(("A", table(ROWS[:1])), ("B", table(ROWS[1:])))),
    counted("a hidden sheet", book(("A", [["x"]]), ("B", table()), hidden=["B"]), "note_row", "hidden_sheet"),
    counted(
        "a summary beside the register",
        book(("Summering", [["Kommun", "Typ av stöd", "Beslut", "Belopp"], ["Åre", "x", "y", 1]]), ("B", table())),
        "sheet_left_out",
    ),
    counted("a header of two rows", one(*TWO_ROW_HEADER, *table()[1:])),
    counted("headers parted over two rows", one(*SPLIT_HEADER, *table()[1:])),
    counted(
        "merged cells", book(("A", table([{**ROWS[0], "Kommun": "Åre"}, {**ROWS[1], "Kommun": None}])), merged="H2:H3")
    ),
    counted(
        "totals and notes",
        one(*table(), ["Summa", *[None] * 8, 100250.5], [], ["Anm. om detta"]),
        "total_row",
        "note_row",
    ),
    counted("empty rows at the top and columns to the left", one([], [], *([None, *row] for row in table()))),
    rejected("an empty workbook", book(("A", [])), "no_header"),
    rejected("a workbook cut in half", BOOK[:2000], "damaged_workbook"),
    rejected("a zip that is no workbook", archive("a.txt", b"x"), "damaged_workbook"),
    rejected("a zip bomb", bomb, "too_large", called="a.xlsx"),
    rejected("a password", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), "encrypted"),
    rejected("an empty OLE container", OLE + bytes(600), "damaged_workbook"),
    rejected("a web page called xls", b"<html><table><tr><td>x</td></tr></table></html>", "web_page", called="a.xls"),
]
FILES = [
    rejected("empty", b"", "empty"),
    rejected("white space", b" \r\n\t\n", "empty"),
    rejected("a byte order mark alone", b"\xef\xbb\xbf\n", "no_header"),
    rejected("a picture called csv", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)), "unknown_encoding"),
    rejected("a fifo", os.mkfifo, "not_a_file"),
    rejected("a link out of the folder", link_to("../../outside.csv"), "link_out"),
    rejected("a dead link", lambda path: path.symlink_to("gone.csv"), "cannot_be_opened"),
    counted("a link within the folder", link_to("../elsewhere.csv")),
    counted("letters, spaces and emoji in the name", text(), called="Beslut för Åre 🎉 (2).csv"),
    counted("a name in Latin-1", text(), called="stod_f\udce5r.csv"),
    counted("an extension in capitals", text(), called="A.CSV"),
    counted("a folder of its own", text(), called="2025/mars/a.csv"),
    counted("a cell of a million characters", cell(Sökande="x" * 900_000)),
    rejected("a cell beyond the limit", cell(Sökande="x" * 1_100_000), "cell_too_long"),
    rejected("too many columns", b";" * 1_000_000, "too_many_columns"),
]
