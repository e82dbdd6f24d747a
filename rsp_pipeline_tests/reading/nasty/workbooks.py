"""Workbooks, and what is no file at all."""

from datetime import date
from decimal import Decimal

from rsp_pipeline_tests.builders import grant
from rsp_pipeline_tests.reading.nasty.case import (
    HEADER,
    KEYS,
    ROWS,
    SECOND,
    SPLIT_HEADER,
    TWO_ROW_HEADER,
    TYPED,
    Case,
    archive,
    book,
    cell,
    chart_beside,
    dead_link,
    fifo,
    from_1904,
    link_out,
    link_within,
    old_excel,
    one,
    open_document,
    patched,
    serial,
    table,
    text,
    with_cell,
)


def typed(text: str) -> str:
    """The XML of a cell with a text of its own."""
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


WORKBOOKS = [
    Case("text cells", one(*table()), file="a.xlsx"),
    Case("numbers and dates", one(*TYPED), file="a.xlsx"),
    Case("an ods file", open_document(table()), file="a.ods"),
    Case("an xls file", old_excel(table()), file="a.xls"),
    Case("an xls file with serial dates", old_excel(serial(45730)), file="a.xls"),
    Case("an xls file with serial dates from 1904", old_excel(serial(44268), is_from_1904=True), file="a.xls"),
    Case("serial dates", one(*serial(45730)), file="a.xlsx"),
    Case("serial dates from 1904", from_1904(one(*serial(44268))), file="a.xlsx"),
    Case("serial dates as text from 1904", from_1904(one(*serial("44268"))), file="a.xlsx"),
    Case("dates from 1904", from_1904(one(*serial(date(2021, 3, 13)))), file="a.xlsx"),
    Case("a formula", with_cell(2, "Belopp", "<c><f>50000*2</f><v>100000</v></c>"), file="a.xlsx"),
    Case(
        "a day as ISO writes it", with_cell(2, "Beslutsdatum", '<c t="d"><v>2025-03-14T00:00:00</v></c>'), file="a.xlsx"
    ),
    Case("digits as Excel escapes them", with_cell(3, "Belopp", typed("_x0032_50,50")), file="a.xlsx"),
    Case(
        "a shared text that is none",
        with_cell(2, "Sökande", '<c t="s"><v></v></c>'),
        1,
        SECOND,
        ("missing_value",),
        (),
        1,
        "a.xlsx",
    ),
    Case(
        "zero for a day", with_cell(2, "Beslutsdatum", "<c><v>0</v></c>"), 1, SECOND, ("not_a_date",), (), 1, "a.xlsx"
    ),
    Case(
        "yes for an amount",
        with_cell(2, "Belopp", '<c t="b"><v>1</v></c>'),
        1,
        SECOND,
        ("not_an_amount",),
        (),
        1,
        "a.xlsx",
    ),
    Case(
        "an extent that is too small", patched(one(*table()), "sheet1.xml", 'ref="A1:J3"', 'ref="A1:B2"'), file="a.xlsx"
    ),
    Case(
        "a formula without its value",
        with_cell(2, "Beslutstyp", "<c><f>A1</f></c>"),
        1,
        SECOND,
        ("formula_without_value",),
        (),
        1,
        "a.xlsx",
    ),
    *(
        Case(
            f"an error in {header}",
            with_cell(2, header, '<c t="e"><v>#N/A</v></c>'),
            1,
            SECOND,
            ("error_value",),
            (),
            1,
            "a.xlsx",
        )
        for header in ("Belopp", "Beslutsnr", "Sökande", "Beslutsdatum")
    ),
    Case(
        "an amount merged over two rows",
        book(("A", table()), merged="J2:J3"),
        0,
        Decimal(0),
        ("not_an_amount",) * 2,
        (),
        2,
        "a.xlsx",
    ),
    Case("a chart on a sheet of its own", chart_beside(), file="a.xlsx"),
    Case(
        "letters as base and mark",
        one(HEADER, *(list(grant(Ärendenr=no, Belopp=sek, Kommun="Stro\u0308msund").values()) for no, sek in KEYS)),
        file="a.xlsx",
    ),
    Case("macros", one(*table()), file="a.xlsm"),
    Case("a workbook called csv", one(*table())),
    Case("text called xlsx", text(), file="a.xlsx"),
    Case("title rows", one(["Stödbeslut 2025"], [], *table()), file="a.xlsx"),
    Case(
        "the register on the second sheet",
        book(("Läs mig", [["hej"]]), ("Data", table())),
        remarks=("note_row",),
        file="a.xlsx",
    ),
    Case("the register on two sheets", book(("A", table(ROWS[:1])), ("B", table(ROWS[1:]))), file="a.xlsx"),
    Case(
        "a hidden sheet",
        book(("A", [["x"]]), ("B", table()), hidden=["B"]),
        remarks=("note_row", "hidden_sheet"),
        file="a.xlsx",
    ),
    Case(
        "a summary beside the register",
        book(("Summering", [["Kommun", "Typ av stöd", "Beslut", "Belopp"], ["Åre", "x", "y", 1]]), ("B", table())),
        remarks=("sheet_left_out",),
        file="a.xlsx",
    ),
    Case("a header of two rows", one(*TWO_ROW_HEADER, *table()[1:]), file="a.xlsx"),
    Case("headers parted over two rows", one(*SPLIT_HEADER, *table()[1:]), file="a.xlsx"),
    Case(
        "merged cells",
        book(
            (
                "A",
                [
                    HEADER,
                    *(
                        [*list(row.values())[:7], cell, *list(row.values())[8:]]
                        for row, cell in zip(ROWS, ["Åre", None], strict=True)
                    ),
                ],
            ),
            merged="H2:H3",
        ),
        file="a.xlsx",
    ),
    Case(
        "totals and notes",
        one(*table(), ["Summa", *[None] * 8, 100250.5], [], ["Anm. om detta"]),
        remarks=("total_row", "note_row"),
        file="a.xlsx",
    ),
    Case(
        "empty rows at the top and columns to the left", one([], [], *([None, *row] for row in table())), file="a.xlsx"
    ),
    Case("an empty workbook", book(("A", [])), 0, Decimal(0), remarks=("no_header",), file="a.xlsx"),
    Case("a workbook cut in half", one(*table())[:2000], 0, Decimal(0), remarks=("damaged_workbook",), file="a.xlsx"),
    Case(
        "a zip that is no workbook", archive("a.txt", b"x"), 0, Decimal(0), remarks=("damaged_workbook",), file="a.xlsx"
    ),
    Case(
        "a zip bomb",
        archive("xl/workbook.xml", bytes(150_000_000)),
        0,
        Decimal(0),
        remarks=("too_large",),
        file="a.xlsx",
    ),
    Case(
        "a password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        0,
        Decimal(0),
        remarks=("encrypted",),
        file="a.xls",
    ),
    Case(
        "an empty OLE container",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        0,
        Decimal(0),
        remarks=("damaged_workbook",),
        file="a.xls",
    ),
    Case(
        "a web page called xls",
        b"<html><table><tr><td>x</td></tr></table></html>",
        0,
        Decimal(0),
        remarks=("web_page",),
        file="a.xls",
    ),
]
FILES = [
    Case("empty", b"", 0, Decimal(0), remarks=("empty",)),
    Case("white space", b" \r\n\t\n", 0, Decimal(0), remarks=("empty",)),
    Case("a byte order mark alone", b"\xef\xbb\xbf\n", 0, Decimal(0), remarks=("no_header",)),
    Case(
        "a picture called csv",
        b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)),
        0,
        Decimal(0),
        remarks=("unknown_encoding",),
    ),
    Case("a fifo", fifo, 0, Decimal(0), remarks=("not_a_file",)),
    Case("a link out of the folder", link_out, 0, Decimal(0), remarks=("link_out",)),
    Case("a dead link", dead_link, 0, Decimal(0), remarks=("cannot_be_opened",)),
    Case("a link within the folder", link_within),
    Case("letters, spaces and emoji in the name", text(), file="Beslut för Åre 🎉 (2).csv"),
    Case("a name in Latin-1", text(), file="stod_f\udce5r.csv"),
    Case("an extension in capitals", text(), file="A.CSV"),
    Case("a folder of its own", text(), file="2025/mars/a.csv"),
    Case("a cell of a million characters", cell(Sökande="x" * 900_000)),
    Case("a cell beyond the limit", cell(Sökande="x" * 1_100_000), 0, Decimal(0), remarks=("cell_too_long",)),
    Case("too many columns", b";" * 1_000_000, 0, Decimal(0), remarks=("too_many_columns",)),
]
