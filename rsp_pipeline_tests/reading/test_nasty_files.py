"""Files as senders really send them: for each the verdict, the rows, the sum of the amounts and the reasons.

Every case is a register of grants. An honest file has two rows, of 100 000 and 250 kronor and 50 öre.
"""

import io
import os
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import COMPANY, GRANT, Row, csv_text, grant, payment, read, visit

ROWS: list[Row] = [grant(), grant(Ärendenr="2025-2", Belopp="250,50")]
HEADER = list(GRANT)
GOOD, WITH_QUARANTINE, BAD = "accepted", "accepted_with_quarantine", "rejected"
BOTH, FIRST, SECOND = Decimal("100250.50"), Decimal(100000), Decimal("250.50")


@dataclass(frozen=True)
class Case:
    """A file's content, or what puts it there, and what must come of it."""

    name: str
    content: bytes | Callable[[Path], None]
    accepted: int = 2
    total: Decimal = BOTH
    codes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    quarantined: int = 0
    file: str = "a.csv"

    @property
    def verdict(self) -> str:
        if not self.accepted and not self.quarantined and self.remarks and self.remarks != ("no_rows",):
            return BAD
        return WITH_QUARANTINE if self.quarantined else GOOD

    def written(self, folder: Path) -> Path:
        """The file, put into the grants folder of the raw folder in `folder`."""
        path = folder / "raw" / "grants" / self.file
        path.parent.mkdir(parents=True)
        if callable(self.content):
            self.content(path)
        else:
            path.write_bytes(self.content)
        return path


def text(rows: Sequence[Row] = ROWS, delimiter: str = ";", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    return csv_text(rows, delimiter).replace("\r\n", newline).encode(encoding)


def lines(*rows: str) -> bytes:
    """A csv file whose header is the usual one."""
    return "\n".join([";".join(HEADER), *rows]).encode()


def quoted(content: bytes) -> bytes:
    """The same with every cell in quotation marks."""
    return b"\n".join(b'"' + row.replace(b";", b'";"') + b'"' for row in content.splitlines())


def line(**changed: object) -> str:
    return ";".join(str(value) for value in grant(**changed).values())


def renamed(**names: str) -> bytes:
    """The honest file with headers called otherwise; an underscore stands for a space or a full stop."""
    old_new = {old.replace("_", " "): new for old, new in names.items()}
    return text([{old_new.get(name, name): value for name, value in row.items()} for row in ROWS])


def plus(**columns: object) -> bytes:
    """The honest file with more columns."""
    more = {name.replace("_", " "): value for name, value in columns.items()}
    return text([{**row, **more} for row in ROWS])


def amount(written: str) -> bytes:
    return text([grant(Belopp=written)])


def cell(**changed: object) -> bytes:
    """A file with one changed row and an honest one."""
    return text([grant(**changed), ROWS[1]])


def book(*tables: tuple[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = (), merged: str = "") -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in tables:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
        elif merged:
            sheet.merge_cells(merged)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def table(rows: Sequence[Mapping[str, object]] = ROWS) -> list[Sequence[object]]:
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def one(*rows: Sequence[object]) -> bytes:
    return book(("Beslut", rows))


def patched(content: bytes, path: str, old: str, new: str) -> bytes:
    """A workbook with a text replaced in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(old.encode(), new.encode()) if name.endswith(path) else part)
    return made.getvalue()


def from_1904(content: bytes) -> bytes:
    """The workbook with its days counted as on a Macintosh once."""
    return patched(content, "workbook.xml", "<workbookPr", '<workbookPr date1904="1"')


def with_cell(row: int, header: str, cell: str) -> bytes:
    """The honest workbook with the XML of one cell replaced."""
    place = f"{chr(ord('A') + HEADER.index(header))}{row}"
    content = one(*table())
    with zipfile.ZipFile(io.BytesIO(content)) as archived:
        sheet = archived.read("xl/worksheets/sheet1.xml").decode()
    old = re.search(f'<c r="{place}".*?</c>', sheet)
    assert old
    return patched(content, "sheet1.xml", old[0], cell.replace("<c", f'<c r="{place}"', 1))


def chart_beside() -> bytes:
    from openpyxl import load_workbook
    from openpyxl.chart import BarChart

    workbook = load_workbook(io.BytesIO(one(*table())))
    workbook.create_chartsheet("Diagram", 0).add_chart(BarChart())
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def open_document(rows: Sequence[Sequence[object]]) -> bytes:
    """An ods file of one sheet."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Beslut">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("content.xml", content)
        packed.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
        )
    return made.getvalue()


def old_excel(rows: Sequence[Sequence[object]], is_from_1904: bool = False) -> bytes:
    """An xls file of one sheet: BIFF8 records ([MS-XLS]) in an OLE container ([MS-CFB])."""

    def record(kind: int, *parts: bytes) -> bytes:
        content = b"".join(parts)
        return struct.pack("<HH", kind, len(content)) + content

    def cell(row: int, place: int, value: object) -> bytes:
        at = struct.pack("<HHH", row, place, 0)
        if isinstance(value, int | float):
            return record(0x0203, at, struct.pack("<d", value))
        letters = str(value)
        return record(0x0204, at, struct.pack("<HB", len(letters), 1), letters.encode("utf-16-le"))

    version = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    cells = [cell(row, place, value) for row, values in enumerate(rows) for place, value in enumerate(values)]
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    sheet = b"".join(
        [record(0x0809, version[:2], b"\x10\x00", version[4:]), record(0x0200, size), *cells, record(0x000A)]
    )
    epoch = record(0x0022, struct.pack("<H", is_from_1904)) + record(0x000E, struct.pack("<H", 1))
    name = struct.pack("<BB", len("Beslut"), 0) + b"Beslut"
    book = record(0x0809, version) + epoch
    start = len(book) + len(record(0x0085, bytes(6), name)) + len(record(0x000A))
    book += record(0x0085, struct.pack("<IH", start, 0), name) + record(0x000A) + sheet
    book += bytes(max(4096 - len(book), -len(book) % 512))
    sectors = len(book) // 512
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))

    def entry(title: str, kind: int, child: int, first: int, length: int) -> bytes:
        spelt = (title + "\0").encode("utf-16-le")
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            spelt.ljust(64, b"\0")
            + struct.pack("<H", len(spelt))
            + links
            + bytes(36)
            + struct.pack("<IQ", first, length)
        )

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 0, len(book)) + bytes(256)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        bytes(6),
        0,
        1,
        sectors,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
        sectors + 1,
    )
    return header.ljust(512, b"\xff") + book + folder + table


def archive(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(name, content)
    return packed.getvalue()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def link_out(path: Path) -> None:
    outside = path.parents[2] / "outside.csv"
    outside.write_bytes(text())
    path.symlink_to(outside)


def dead_link(path: Path) -> None:
    path.symlink_to(path.with_name("gone.csv"))


def link_within(path: Path) -> None:
    inside = path.parent.parent / "elsewhere.csv"
    inside.write_bytes(text())
    path.symlink_to(inside)


KEYS = (("2025-1", "100000"), ("2025-2", "250,50"))


def serial(day: object) -> list[Sequence[object]]:
    """The honest file with a day as a workbook may keep it."""
    return [HEADER, *([*list(row.values())[:8], day, row["Belopp"]] for row in ROWS)]


TYPED: list[Sequence[object]] = [
    HEADER,
    ["2025-1", 1, "Driftstöd", "Grundbeslut", "Bifall", "X", int(COMPANY), 2313, date(2025, 3, 14), 100000],
    ["2025-2", 1.0, "Driftstöd", "Grundbeslut", "Bifall", "X", COMPANY, "2313", datetime(2025, 3, 14), 250.5],  # noqa: DTZ001
]
TWO_ROW_HEADER: list[Sequence[object]] = [
    ["Ärende", None, "Stöd", None, None, "Mottagare", None, None, None, None],
    [
        "Ärendenr",
        "Beslutsnr",
        "Typ av stöd",
        "Beslutstyp",
        "Beslut",
        None,
        "Org.nr",
        "Kommun",
        "Beslutsdatum",
        "Belopp",
    ],
]
SPLIT_HEADER: list[Sequence[object]] = [
    ["Ärende-", "Besluts", "Typ av", "Besluts-", "Beslut", "Sökande", "Org.", "Kommun", "Besluts", "Beviljat"],
    ["ID", "nr", "stöd", "typ", None, None, "nr", None, "datum", "belopp"],
]

TEXT_FILES = [
    *(Case(f"delimiter {delimiter!r}", text(delimiter=delimiter)) for delimiter in ";,\t|"),
    *(
        Case(f"encoding {encoding}", text(encoding=encoding))
        for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso-8859-1", "cp850")
    ),
    *(Case(f"newline {newline!r}", text(newline=newline)) for newline in ("\n", "\r", "\r\n")),
    Case("mixed newlines", text().replace(b"\r\n", b"\n", 1)),
    Case("letters as base and mark", renamed(Ärendenr="A\u0308rendenr", Typ_av_stöd="Typ av sto\u0308d")),
    Case("NUL bytes in the text", text().replace(b"2025-2", b"2025\x00-2")),
    Case("blank lines", text().replace(b"\r\n", b"\r\n\r\n")),
    Case("lines of delimiters only", text() + b";;;;;;;;;\r\n;;;;;;;;;\r\n"),
    Case("no newline at the end", text().rstrip()),
    Case("title rows", "Stödbeslut 2025\nUttag 2026-01-15\n\n".encode() + text()),
    Case("a title of many cells", "Region;Jämtland;Härjedalen;2025;;;\n".encode() + text()),
    Case("all cells quoted", quoted(text())),
    Case("a cell of two lines", lines(line(Sökande='"Handeln\ni byn"'), line(Ärendenr="2025-2", Belopp="250,50"))),
    Case("a quoted delimiter", lines(line(Sökande='"Handeln; i byn"'), line(Ärendenr="2025-2", Belopp="250,50"))),
    Case("a quoted quote", lines(line(Sökande='"Handeln ""i byn"""'), line(Ärendenr="2025-2", Belopp="250,50"))),
    Case("a quote within a cell", lines(line(Sökande='Skruv 5" AB'), line(Ärendenr="2025-2", Belopp="250,50"))),
    Case(
        "a quote that never ends",
        lines(line(Sökande='"Handeln'), line(Ärendenr="2025-2", Belopp="250,50")),
        remarks=("unpaired_quote",),
    ),
    Case(
        "a quote that ends rows later",
        lines(
            line(Sökande='"Handeln'), line(Ärendenr="2025-2", Belopp="250,50"), line(Ärendenr="2025-3", Sökande='"X"')
        ),
        accepted=3,
        total=BOTH + FIRST,
        remarks=("unpaired_quote",),
    ),
    Case(
        "an open quote in the last row",
        lines(line(), line(Ärendenr='"2025-2', Belopp="250,50")),
        remarks=("unpaired_quote",),
    ),
    Case(
        "short rows",
        lines("2025-1", line(Ärendenr="2025-2", Belopp="250,50")),
        1,
        SECOND,
        ("missing_value",) * 7,
        (),
        1,
    ),
    Case(
        "a delimiter in an amount",
        text([grant(Belopp="100"), ROWS[1]], ",").replace(b'"250,50"', b"250,50"),
        1,
        Decimal(100),
        ("too_many_cells",),
        (),
        1,
    ),
    Case("empty cells to the right", text().replace(b"\r\n", b";;;\r\n")),
    Case("totals", text() + b"Summa;;;;;;;;;100250,50\r\n", remarks=("total_row",)),
    Case(
        "subtotals",
        lines(line(), "Delsumma;;;;;;;;;100000", line(Ärendenr="2025-2", Belopp="250,50")),
        remarks=("total_row",),
    ),
    Case("a total in another column", text() + b";;;;;;;Totalt;;100250,50\r\n", remarks=("total_row",)),
    Case("a total that differs", text() + b"Summa;;;;;;;;;100\r\n", remarks=("total_row", "total_differs")),
    Case(
        "a total and a subtotal",
        text() + b"Delsumma;;;;;;;;;100250,50\r\nSumma;;;;;;;;;100250,5\r\n",
        remarks=("total_row",),
    ),
    Case(
        "totals of groups, and one of them all",
        lines(
            line(),
            "Summa;;;;;;;;;100000",
            line(Ärendenr="2025-2", Belopp="250,50"),
            "Summa;;;;;;;;;250,50",
            "Totalt;;;;;;;;;100250,50",
        ),
        remarks=("total_row",),
    ),
    Case(
        "a subtotal that differs",
        lines(line(), "Delsumma;;;;;;;;;5", line(Ärendenr="2025-2", Belopp="250,50")),
        remarks=("total_row", "total_differs"),
    ),
    Case(
        "an error value in the text",
        lines(line(Beslutsnr="#SAKNAS!"), line(Ärendenr="2025-2", Belopp="250,50")),
        1,
        SECOND,
        ("error_value",),
        (),
        1,
    ),
    Case(
        "a column too narrow for its dates",
        lines(line(Beslutsdatum="########"), line(Ärendenr="2025-2", Belopp="250,50")),
        1,
        SECOND,
        ("error_value",),
        (),
        1,
    ),
    Case("UTF-8 cut within a letter", text() + "Ö".encode()[:1], 0, Decimal(0), remarks=("damaged_text",)),
    Case(
        "a byte of Windows-1252 in UTF-8",
        text().replace("Påhittade".encode(), b"P\xe5hittade", 1),
        0,
        Decimal(0),
        remarks=("damaged_text",),
    ),
    Case("cut within the last row", text()[:-16], 1, FIRST, ("not_a_date", "missing_value"), (), 1),
    Case("a note", text() + "* Uppgifter ur ärendesystemet;;;;;;;;;\r\n".encode(), remarks=("note_row",)),
    Case("header only", text([GRANT]).splitlines()[0], 0, Decimal(0), remarks=("no_rows",)),
]
HEADERS = [
    Case("capitals", renamed(**{name.replace(" ", "_"): name.upper() for name in HEADER})),
    Case("colons and spaces", renamed(**{name.replace(" ", "_"): f"  {name} : " for name in HEADER})),
    Case("soft hyphens", renamed(Beslutsdatum="Besluts\u00addatum")),
    Case("line breaks", renamed(Typ_av_stöd="Typ av\nstöd")),
    Case("no-break spaces", renamed(Typ_av_stöd="Typ\u00a0av\u00a0stöd")),
    Case("underscores and hyphens", renamed(Ärendenr="Ärende_ID", Org_nr="Org nr", Beslutsdatum="Besluts-datum")),
    Case("a unit", renamed(Belopp="Belopp (kr)")),
    Case("a unit that is none", renamed(Belopp="Belopp (tkr)"), 0, Decimal(0), remarks=("missing_column",)),
    Case("a Cyrillic letter", renamed(Belopp="\u0412elopp"), 0, Decimal(0), remarks=("lookalike_header",)),
    Case(
        "a Cyrillic letter in a column that may be missing",
        text([{**row, "\u041ert": "Byn"} for row in ROWS]),
        0,
        Decimal(0),
        remarks=("lookalike_header",),
    ),
    Case("a Greek letter", renamed(Beslutstyp="Beslutst\u03c5p"), 0, Decimal(0), remarks=("renamed_column",)),
    Case("letters of double width", renamed(Belopp="Ｂｅｌｏｐｐ"), 0, Decimal(0), remarks=("lookalike_header",)),
    Case("a missing required column", renamed(Kommun="Plats"), 0, Decimal(0), remarks=("missing_column",)),
    Case("a column twice", text().replace(b"Beslutstyp", b"Belopp"), 0, Decimal(0), remarks=("repeated_column",)),
    Case("two headers of one column", plus(Kommunkod="2313")),
    Case("a renamed optional column", plus(Sökt_beloppet="5"), 0, Decimal(0), remarks=("renamed_column",)),
    Case("parts in another order", renamed(Beslutstyp="Typ av beslut"), 0, Decimal(0), remarks=("renamed_column",)),
    Case(
        "another name over the terms of a column",
        renamed(Beslutstyp="Kategori"),
        0,
        Decimal(0),
        remarks=("renamed_column",),
    ),
    Case("an unknown column", plus(Handläggarkod="x"), remarks=("unknown_column",)),
    Case("a column without a header", text([{**row, "": "7"} for row in ROWS]), remarks=("unknown_column",)),
    Case("two amounts of one name", plus(Beslutat_belopp="1"), total=Decimal(2), remarks=("spare_column",)),
    Case("another register", text([visit()]), 0, Decimal(0), remarks=("other_register",)),
    Case("a register with some of the same columns", text([payment()]), 0, Decimal(0), remarks=("other_register",)),
    Case("something else", b"a;b;c\n1;2;3\n", 0, Decimal(0), remarks=("no_header",)),
    Case("other order", text([dict(reversed(list(row.items()))) for row in ROWS])),
    Case(
        "the header again in the middle",
        lines(line(), ";".join(HEADER), line(Ärendenr="2025-2", Belopp="250,50")),
        2,
        BOTH,
        quarantined=1,
        codes=(
            "not_a_whole_number",
            "unknown_term",
            "unknown_term",
            "unknown_term",
            "org_no_length",
            "unknown_municipality",
            "not_a_date",
            "not_an_amount",
        ),
    ),
]
VALUES = [
    *(
        Case(f"amount {written!r}", amount(written), 1, Decimal(value))
        for written, value in {
            "100000": "100000",
            "1 476 300,00": "1476300",
            "1\u00a0476\u00a0300": "1476300",
            "1\u202f476\u202f300 kr": "1476300",
            "1'476'300": "1476300",
            "1.476.300": "1476300",
            "1.476.300,50": "1476300.50",
            "250 tkr": "250000",
            "1,5 Mkr": "1500000",
            "619 992:-": "619992",
            "619 992,-": "619992",
            "1 234,50 kr": "1234.50",
            "12 tkr": "12000",
            "1,2 Mkr": "1200000",
            "1,2 mnkr": "1200000",
            "100\u200b000": "100000",
            "0": "0",
        }.items()
    ),
    *(
        Case(f"amount {written!r}", amount(written), 0, Decimal(0), (code,), (), 1)
        for written, code in {
            "abc": "not_an_amount",
            "12.500": "ambiguous_amount",
            "500-": "ambiguous_amount",
            "1 234,50 -": "ambiguous_amount",
            "\u2212500": "below_least",
            "(500)": "below_least",
            "1e5": "not_an_amount",
            "": "missing_value",
            "9" * 15: "amount_too_large",
        }.items()
    ),
    *(
        Case(f"date {written!r}", cell(Beslutsdatum=written))
        for written in (
            "20250314",
            "14/3 2025",
            "14 mars 2025",
            "14 mar 2025",
            "2025-03-14 00:00",
            "2025-03-14 13:45",
            "45730",
            "14.3.2025",
        )
    ),
    *(
        Case(f"date {written!r}", cell(Beslutsdatum=written), 1, SECOND, (code,), (), 1)
        for written, code in {
            "25-03-14": "not_a_date",
            "14/3 25": "not_a_date",
            "14 marsipan 2025": "not_a_date",
            "2025-02-30": "no_such_date",
            "2031-01-01": "in_future",
            "": "missing_value",
        }.items()
    ),
    *(
        Case(f"org number {written!r}", cell(**{"Org.nr": written}))
        for written in ("556036-0793", "165560360793", "556036 0793", "511619801")
    ),
    *(
        Case(f"org number {written!r}", cell(**{"Org.nr": written}), 1, SECOND, (code,), (), 1)
        for written, code in {
            "5560360794": "org_no_checksum",
            "55603607": "org_no_length",
            "5,56036E+09": "org_no_as_number",
        }.items()
    ),
    *(
        Case(f"municipality {written!r}", cell(Kommun=written))
        for written in ("2313", "STRÖMSUND", "Strömsunds kommun")
    ),
    Case("a municipality elsewhere", cell(Kommun="Sundsvall"), 1, SECOND, ("unknown_municipality",), (), 1),
    Case("another spelling of a term", cell(Typ_av_stöd="driftstöd")),
    *(Case(f"a flag {written!r}", plus(Skärgård=written)) for written in ("ja", "NEJ", "x")),
    Case("a flag that is none", plus(Skärgård="kanske"), 0, Decimal(0), ("not_yes_or_no",) * 2, (), 2),
    *(
        Case(f"a whole number {written!r}", cell(Beslutsnr=written), 1, SECOND, (code,), (), 1)
        for written, code in {"1.000": "not_a_whole_number", "1 2": "not_a_whole_number", "0": "below_least"}.items()
    ),
    Case("an unknown term", cell(Beslut="Kanske"), 1, SECOND, ("unknown_term",), (), 1),
    Case("an empty cell with a default", cell(Beslutsnr="", Beslutstyp="")),
    Case("spaces around everything", text([{k: f"  {v}\u00a0" for k, v in row.items()} for row in ROWS])),
    Case("identical twins", text([*ROWS, ROWS[1]]), remarks=("identical_twin",)),
    Case("one key, two contents", text([*ROWS, grant(Ärendenr="2025-2")]), 1, FIRST, ("conflicting_key",) * 2, (), 2),
    Case(
        "many failures in one row",
        cell(Kommun="Oslo", Belopp="?", Beslut="?"),
        1,
        SECOND,
        ("unknown_term", "unknown_municipality", "not_an_amount"),
        (),
        1,
    ),
    Case("a formula as text", cell(Sökande="=CMD()")),
]
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
    Case("the register on the second sheet", book(("Läs mig", [["hej"]]), ("Data", table())), file="a.xlsx"),
    Case("the register on two sheets", book(("A", table(ROWS[:1])), ("B", table(ROWS[1:]))), file="a.xlsx"),
    Case(
        "a hidden sheet", book(("A", [["x"]]), ("B", table()), hidden=["B"]), remarks=("hidden_sheet",), file="a.xlsx"
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
    Case("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 0, Decimal(0), remarks=("unknown_kind",), file="a.png"),
    Case(
        "a picture called csv",
        b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)),
        0,
        Decimal(0),
        remarks=("unknown_encoding",),
    ),
    Case("no extension", text(), 0, Decimal(0), remarks=("unknown_kind",), file="beslut"),
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
CASES = [*TEXT_FILES, *HEADERS, *VALUES, *WORKBOOKS, *FILES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_is_read_right_or_its_sender_is_told_what_to_mend(case: Case, tmp_path: Path) -> None:
    case.written(tmp_path)
    reading = read(GRANTS, tmp_path / "raw")
    told = reading.source_files.iloc[0]
    assert [remark.code for remark in reading.remarks] == list(case.remarks), reading.remarks
    assert list(reading.quarantine["code"]) == list(case.codes), list(reading.quarantine["message"])
    assert (told["rows_accepted"], told["rows_quarantined"]) == (case.accepted, case.quarantined)
    assert reading.accepted["granted_sek"].sum() == case.total
    assert told["verdict"] == case.verdict
    assert told["source_file"] == f"grants/{case.file}".replace("\udce5", "\ufffd")


def test_there_are_at_least_a_hundred_cases() -> None:
    assert len(CASES) >= 100
