"""Lines that are no rows, and rows that hardly look like it: in text and in workbooks."""

from decimal import Decimal

from rsp_pipeline_tests.builders import grant, payment
from rsp_pipeline_tests.reading.nasty.case import (
    BOTH,
    FIRST,
    HEADER,
    NOTHING,
    ROWS,
    SECOND,
    SECOND_LINE,
    SPLIT_HEADER,
    WHOLE,
    Case,
    book,
    counted,
    line,
    lines,
    one,
    open_document,
    refused,
    rejected,
    table,
    text,
)
from rsp_pipeline_tests.reading.nasty.looks import excel, noted, on_page

PROSE = "Uppgifterna kommer ur ärendesystemet; en del; av; dem; är; inte; klara; än; sägs; det"


def whole(row: str) -> str:
    """A line quoted as a whole, the quotation marks within it doubled."""
    return '"' + row.replace('"', '""') + '"'


def commas(row: str) -> str:
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in row.split(";"))


def padded(*rows: str) -> list[list[str]]:
    """Rows of a workbook that stand in its first column, beside empty ones."""
    return [[row, *[""] * (len(HEADER) - 1)] for row in rows]


def after(*rows: str) -> bytes:
    """The honest file with lines below it."""
    return lines(line(), SECOND_LINE, *rows)


PARTED = [
    counted("rows quoted whole", lines(whole(line()), whole(SECOND_LINE)), "parted_row"),
    counted("rows quoted whole, with a quoted cell in them",
            lines(whole(line(Sökande='"Handeln; i byn"')), whole(SECOND_LINE)), "parted_row"),
    counted("header and rows quoted whole, with commas in amounts",
            "\r\n".join(map(whole, map(commas, (WHOLE, line(), SECOND_LINE, "")))).encode(), "parted_row"),
    counted("rows quoted whole between tabs",
            text(delimiter="\t").replace(b"2025-1\t", b'"2025-1\t').replace(b"000,00\r\n", b'000,00"\r\n'),
            "parted_row"),
    counted("every row in column A of a workbook", one(*([row] for row in (WHOLE, line(), SECOND_LINE))), "parted_row"),
    counted("rows in column A beside empty columns", one(HEADER, *padded(line(), commas(SECOND_LINE))), "parted_row"),
    counted("rows in column A of an ods file", open_document([HEADER, *padded(line(), SECOND_LINE)]), "parted_row"),
    counted("a row of commas among semicolons", lines(line(), commas(SECOND_LINE)), "parted_row"),
    counted("a row of bars among tabs", text(ROWS[:1], "\t") + SECOND_LINE.replace(";", "|").encode() + b"\n",
            "parted_row"),
    counted("a row of semicolons among commas", text(ROWS[:1], ",") + SECOND_LINE.replace(",", ".").encode() + b"\n",
            "parted_row"),
    Case("a row quoted whole with a cell too many",
         lines(line(), whole("x;" + SECOND_LINE)), 1, FIRST, ("too_many_cells",), ("parted_row",), 1),
    counted("prose that its semicolons part", after(PROSE), "note_row"),
    counted("quoted prose with as many semicolons as the header", after(whole(PROSE)), "note_row"),
    counted("prose with as many commas as the header", after(PROSE.replace(";", ",")), "note_row"),
    counted("prose in a workbook", one(*table(), [PROSE]), "note_row"),
    counted("text in a column that is not read", after(";;;;;;;;;;Se nästa sida"), "note_row"),
    rejected("a header and a note", lines("Inga beslut fattades i år."), "only_notes"),
    rejected("a header and a note in a workbook", one(HEADER, ["Fylls i senare i år"]), "only_notes"),
    Case("a header and a total of nothing", lines("Summa;;;;;;;;;0"), 0, NOTHING, remarks=("total_row", "no_rows")),
]  # fmt: skip

SAID = [
    counted("the header on each page", lines(line(), "Sida 1 av 2", WHOLE.upper(), SECOND_LINE, "Sida 2 av 2"),
            "note_row", "note_row"),
    counted("the header again in a workbook", one(*table(ROWS[:1]), *table(ROWS[1:])), "note_row"),
    counted("a header of two rows again", one(*SPLIT_HEADER, *table()[1:2], *SPLIT_HEADER, *table()[2:]), "note_row"),
    counted("how many cases there are", after("Antal ärenden;2"), "total_row"),
    counted("how many rows there are, in one cell", after("Totalt antal rader: 2"), "total_row"),
    counted("how many rows there are not", after("Antal;3"), "total_row", "count_differs"),
    counted("how many rows there are, in a workbook", one(*table(), ["Antal beslut", None, 2]), "total_row"),
    counted("groups below the table", after("Åre totalt;;;;;;;;;100250,50", "Totalt;;;;;;;;;100250,50"), "total_row"),
    Case("groups below a table in another order",
         lines(line(Kommun="Berg"), line(Ärendenr="2025-2", Belopp="250,50", Kommun="Åre"),
               line(Ärendenr="2025-3", Kommun="Berg"),
               ";;;;;;;Berg totalt;;200000", ";;;;;;;Summa Åre;;250,50", "Totalsumma;;;;;;;;;200250,50"),
         3, BOTH + FIRST, remarks=("total_row",)),
    counted("a group that differs", lines(line(Kommun="Berg"), SECOND_LINE, ";;;;;;;Berg totalt;;200000"),
            "total_row", "total_differs"),
    counted("Excel's group sums", one(HEADER, table()[1], [*[None] * 7, "Åre Summa", None, 100000],
                                      table()[2], [*[None] * 7, "Berg Summa", None, 250.5],
                                      [*[None] * 7, "Totalsumma", None, 100250.5]), "total_row"),
]  # fmt: skip

ADDED_UP = [
    *(
        counted(f"a total {name}", content, "total_row")
        for name, content in (
            ("as full as a row", after(line(Ärendenr="Totalt", Belopp="100250,50"))),
            ("as full as a row, in a workbook", one(*table(), [*table([grant(Ärendenr="Summa:")])[1][:-1], 100250.5])),
            ("that lacks one thing that a row has", after(line(Ärendenr="Summa 2025", Beslut="", Belopp="100250,50"))),
            ("in short", after("Tot.;;;;;;;;;100250,50")),
            ("by its sign", after("Σ;;;;;;;;;100250,50")),
            ("in another word", after("Sammanlagt;;;;;;;;;100250,50")),
        )
    ),
    counted("a total as full as a row that differs", after(line(Ärendenr="Totalt", Belopp="100000")),
            "total_row", "total_differs"),
    counted("a case whose name begins as a total does", lines(line(), line(Ärendenr="TOT-2", Belopp="250,50"))),
    counted("a recipient whose name begins as a total does", lines(line(Sökande="Total Service AB"), SECOND_LINE)),
]  # fmt: skip

CUT = [
    Case("cut within the last amount", text()[:-3], 2, FIRST + Decimal("250.5"), remarks=("no_line_end",)),
    Case("cut within the last amount, in UTF-16",
         text().decode()[:-5].encode("utf-16"), 2, FIRST + 250, remarks=("no_line_end",)),
    Case("cut before a column that may be empty",
         text([{**row, "Ort": "Byn"} for row in ROWS])[:-6], 1, FIRST, ("cut_off",), ("no_line_end",), 1),
    counted("no newline after a total", after("Summa;;;;;;;;;100250,50").rstrip(), "total_row"),
    counted("no newline after a quoted cell", text().rstrip()[:-6] + b'"250,50"'),
]  # fmt: skip

SHEETS = [
    counted("a second sheet that goes on", book(("A", table(ROWS[:1])), ("B", table()[2:])), "sheet_without_header"),
    counted("a first sheet that has no header", book(("A", table()[1:2]), ("B", table(ROWS[1:]))),
            "sheet_without_header"),
    counted("another register beside it", book(("A", table()), ("B", table([payment()]))), "sheet_left_out"),
    counted("other headers beside it", book(("A", table()), ("B", [["Namn", "Telefon", "Roll"], ["X", "1", "Y"]])),
            "sheet_left_out"),
    counted("an empty sheet beside it", book(("A", table()), ("Blad2", []))),
]  # fmt: skip

THOUSANDS = [
    rejected("thousands in the title", b"Beviljat belopp (tkr);;;;;;;;;\n" + text(), "other_unit"),
    rejected("thousands in a note", after("Alla belopp anges i tusental kronor."), "other_unit"),
    rejected("thousands in a row of units below the header", lines(";;;;;;;;;tkr", line(), SECOND_LINE), "other_unit"),
    rejected("thousands in a row of units above it", one([*[None] * 9, "tkr"], *table()), "other_unit"),
    rejected("millions in the title of a workbook", one(["Stöd 2025, mnkr"], [], *table()), "other_unit"),
    rejected("thousands in a sheet's name", book(("Beslut i tkr", table())), "other_unit"),
    rejected("thousands on a sheet of prose", book(("Läs mig", [["Belopp i tusen kronor"]]), ("B", table())),
             "other_unit"),
    rejected("thousands in a title in English", b"Amounts in SEK thousands;;;;;;;;;\n" + text(), "other_unit"),
    rejected("thousands by three noughts", one(["Beslut 2025, SEK '000"], [], *table()), "other_unit"),
    rejected("euro in the title", b"Belopp i euro;;;;;;;;;\n" + text(), "other_unit"),
    rejected("Norwegian kronor in a note", after("Beloppen anges i norska kronor."), "other_unit"),
    rejected("euro in a row of units", lines(";;;;;;;;;EUR", line(), SECOND_LINE), "other_unit"),
    rejected("öre in the title", "Belopp i öre;;;;;;;;;\n".encode() + text(), "other_unit"),
    rejected("thousands in the file's name", text(), "other_unit", called="beslut_tkr_2025.csv"),
    *(
        rejected(f"thousands in {name}", excel(change), "other_unit")
        for name, change in (("a page's head", on_page("Beslut 2025, tkr")), ("a note to a header", noted("J1", "Tkr")))
    ),
    counted("a note to one amount", excel(noted("J2", "Skrevs först i tkr"))),
    counted("a page's foot", excel(on_page("Sida &P av &N"))),
    counted("euro in prose", after("Stöd av mindre betydelse får vara högst 300 000 euro, enligt (EU) 2023/2831."),
            "note_row"),
    *(
        Case(f"a row that says that it is in {unit}", text([{**ROWS[0], "Valuta": unit}, {**ROWS[1], "Valuta": "SEK"}]),
             1, SECOND, ("other_unit_beside",), ("unknown_column",), 1)
        for unit in ("EUR", "tkr", "€", "NOK")
    ),
    counted("a column of units that are something else",
            text([{**row, "Enhet": "Regional utveckling"} for row in ROWS]), "unknown_column"),
    counted("a row of units in kronor", lines("text;nr;text;text;text;text;nr;kod;ÅÅÅÅ-MM-DD;kr", line(), SECOND_LINE)),
    counted("kronor in a title and thousands in prose", b"Belopp i kronor\n" + after("Taket var 350 tkr i år."),
            "note_row"),
]  # fmt: skip

OUT = [
    refused("a row commented out by #", lines(line(), "#" + SECOND_LINE), "commented_by_hash", left=FIRST),
    refused("a row commented out by //", lines(line(), "// " + SECOND_LINE), "commented_out", left=FIRST),
    refused("a row commented out by --", one(*table()[:2], ["--2025-2", *table()[2][1:]]), "commented_out", left=FIRST),
    *(
        refused(f"a row taken out by {mark}", lines(line(), mark + SECOND_LINE),
                "commented_by_hash" if mark.startswith("#") else "commented_out", left=FIRST)
        for mark in ("##", "%", "! ", "* ", "~~", "//# ", "Struken: ", "MAKULERAD ", "utgår ")
    ),
    refused("a row commented out whose cells are wrong, too", lines(line(), "#" + line(Belopp="x", Kommun="y")),
            "commented_by_hash", left=FIRST),
    Case("cases that are all numbered with a #",
         text([grant(Ärendenr=f"#{no}", Belopp=10) for no in (1, 2)]), total=Decimal(20)),
]  # fmt: skip

APPLIED = [*HEADER[:-1], "Sökt belopp", "Belopp"]


def below(header: list[str], *amounts: str) -> list[list[object]]:
    """A second table, in which the last cells of its row are some amounts."""
    return [[*header], [*list(ROWS[1].values())[:-1], *amounts]]


SECOND_HEADERS = [
    counted("the header again, the amount called otherwise",
            one(*table()[:2], *below([*HEADER[:-1], "Beviljat belopp"], "250,50")), "note_row"),
    rejected("a second header with two amounts in another order",
             one([*HEADER, "Sökt belopp"], [*table()[1], 1], *below(APPLIED, "1", "250,50")), "other_header"),
    rejected("a second header with two amounts in another order as text",
             lines(*(";".join(map(str, row)) for row in [table()[1], *below(APPLIED, "1", "250,50")])), "other_header"),
    rejected("a second header with another amount", one(*table()[:2], *below([*HEADER[:-1], "Sökt belopp"], "1")),
             "other_header"),
    rejected("a second header with an amount that is unknown",
             one(*table()[:2], *below([*HEADER[:-1], "Rekvirerat"], "1")), "other_header"),
    rejected("a second header with more columns", one(*table()[:2], *below([*HEADER, "Sökt belopp"], "250,50", "1")),
             "other_header"),
    rejected("a second header that begins with another column",
             one(*table()[:2], ["Sökt belopp", *HEADER], ["1", *table()[2]]), "other_header"),
]  # fmt: skip

ROW_FILES = [*PARTED, *SAID, *ADDED_UP, *CUT, *SHEETS, *THOUSANDS, *OUT, *SECOND_HEADERS]
