"""A case, and what writes the files of them: text, and workbooks old and new.

Every case is a register of grants. An honest file has two rows, of 100 000 and 250 kronor and 50 öre.
"""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rsp_pipeline.reading.read import Reading
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import GRANT, Row, csv_text, grant, read

ROWS: list[Row] = [grant(), grant(Ärendenr="2025-2", Belopp="250,50")]
HEADER = list(GRANT)
WHOLE = ";".join(HEADER)
GOOD, WITH_QUARANTINE, BAD = "accepted", "accepted_with_quarantine", "rejected"
BOTH, FIRST, SECOND, NOTHING = Decimal("100250.50"), Decimal(100000), Decimal("250.50"), Decimal(0)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what a container of an old Office begins with


Content = bytes | Callable[[Path], object]  # or what puts it where it is told


@dataclass(frozen=True)
class Case:
    """A file's content, or what puts it there, and what must come of it."""

    name: str
    content: Content
    accepted: int = 2
    total: Decimal = BOTH
    codes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    quarantined: int = 0
    called: str = ""

    @property
    def file(self) -> str:
        """Its name, that of what it is unless it is called otherwise."""
        return self.called or f"a.{ending(self.content)}"

    @property
    def verdict(self) -> str:
        if not self.accepted and not self.quarantined and self.remarks and "no_rows" not in self.remarks:
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

    def read(self, folder: Path) -> Reading:
        """What is read of the grants when the file is all that is delivered."""
        self.written(folder)
        return read(GRANTS, folder / "raw")


def counted(name: str, content: Content, *remarks: str, called: str = "") -> Case:
    """A case whose two rows both count, and of which something is told, or nothing."""
    return Case(name, content, remarks=remarks, called=called)


def refused(name: str, content: bytes, *codes: str, left: Decimal = SECOND) -> Case:
    """A case of which one row is refused, while the other counts."""
    return Case(name, content, 1, left, codes, quarantined=1)


def both_refused(name: str, content: bytes, code: str, quarantined: int = 2) -> Case:
    """A case of which both rows are refused, for the same."""
    return Case(name, content, 0, NOTHING, (code, code), quarantined=quarantined)


def rejected(name: str, content: Content, remark: str, called: str = "") -> Case:
    """A case whose file is rejected, for one reason."""
    return Case(name, content, 0, NOTHING, remarks=(remark,), called=called)


def read_content(content: bytes, folder: Path) -> Reading:
    """What is read of the grants when a file of this content, called what it is, is all that is delivered."""
    return Case("", content).read(folder)


def ending(content: Content) -> str:
    """That of a file's name which says what the file is."""
    if callable(content):
        return "csv"
    if content.startswith(b"PK"):
        return "ods" if content.startswith(b"mimetype", 30) else "xlsx"
    return "xls" if content.startswith(OLE) else "csv"


def text(rows: Sequence[Row] = ROWS, delimiter: str = ";", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    return csv_text(rows, delimiter).replace("\r\n", newline).encode(encoding)


def lines(*rows: str) -> bytes:
    """A csv file whose header is the usual one."""
    return "\n".join([WHOLE, *rows, ""]).encode()


def line(**changed: object) -> str:
    return ";".join(str(value) for value in grant(**changed).values())


SECOND_LINE = line(Ärendenr="2025-2", Belopp="250,50")


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


def with_numbers() -> list[list[object]]:
    """The honest register with its amounts as numbers."""
    header, *rows = ([*row] for row in table())
    return [[*header], *([*row[:-1], amount] for row, amount in zip(rows, (100000, 250.5), strict=True))]


def one(*rows: Sequence[object]) -> bytes:
    return book(("Beslut", rows))


BOOK, NUMBERS_BOOK = one(*table()), one(*with_numbers())  # the honest workbook, with amounts as texts or numbers


def patched(content: bytes, path: str, old: str, new: str) -> bytes:
    """A workbook with a text replaced in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(old.encode(), new.encode()) if name.endswith(path) else part)
    return made.getvalue()


def rewritten(pattern: str, replacement: str, content: bytes = NUMBERS_BOOK) -> bytes:
    """The honest workbook, or another, with a pattern in its sheet's XML replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archived:
        sheet = archived.read("xl/worksheets/sheet1.xml").decode()
    again = re.sub(pattern, replacement, sheet)
    assert again != sheet
    return patched(content, "sheet1.xml", sheet, again)


def with_cell(row: int, header: str, cell: str) -> bytes:
    """The honest workbook with the XML of one cell replaced."""
    place = f"{chr(ord('A') + HEADER.index(header))}{row}"
    return rewritten(f'<c r="{place}".*?</c>', cell.replace("<c", f'<c r="{place}"', 1), BOOK)


def with_error(error: str, header: str = "Beslutstyp") -> bytes:
    return with_cell(2, header, f'<c t="e"><v>{error}</v></c>')


NAMES = ("office", "table", "text", "style")
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES) + (
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def text_cell(text: object, before: str = "") -> str:
    return f'<table:table-cell office:value-type="string">{before}<text:p>{text}</text:p></table:table-cell>'


def open_document(rows: Sequence[Sequence[object]]) -> bytes:
    """An ods file of one sheet."""
    cells = ("".join(map(text_cell, row)) for row in rows)
    return ods("".join(f"<table:table-row>{row}</table:table-row>" for row in cells))


def ods(sheet: str, styles: str = "", gap: str = "") -> bytes:
    """An ods file from the XML of its sheet, white space between some elements."""
    content = (
        f'<office:document-content {SPACES} office:version="1.3">{gap}<office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Beslut">{gap}{sheet}{gap}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
        )
    return made.getvalue()


def biff_record(kind: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack("<HH", kind, len(content)) + content


def old_excel(
    rows: Sequence[Sequence[object]], is_from_1904: bool = False, of_book: bytes = b"", of_sheet: bytes = b""
) -> bytes:
    """An xls file of one sheet: BIFF8 records ([MS-XLS]) in an OLE container ([MS-CFB]); a byte is an error's code.

    `of_book` are further records of the workbook, and `of_sheet` of the sheet, below its cells.
    """
    record = biff_record

    def cell(row: int, place: int, value: object) -> bytes:
        at = struct.pack("<HHH", row, place, 0)
        if isinstance(value, bytes):
            return record(0x0205, at, value, b"\1")
        if isinstance(value, int | float):
            return record(0x0203, at, struct.pack("<d", value))
        letters = str(value)
        return record(0x0204, at, struct.pack("<HB", len(letters), 1), letters.encode("utf-16-le"))

    version = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    cells = [
        cell(row, place, value)
        for row, values in enumerate(rows)
        for place, value in enumerate(values)
        if value is not None
    ]
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    sheet = b"".join(
        [record(0x0809, version[:2], b"\x10\x00", version[4:]), record(0x0200, size), *cells, of_sheet, record(0x000A)]
    )
    epoch = record(0x0022, struct.pack("<H", is_from_1904)) + record(0x000E, struct.pack("<H", 1))
    name = struct.pack("<BB", len("Beslut"), 0) + b"Beslut"
    book = record(0x0809, version) + epoch + of_book
    start = len(book) + len(record(0x0085, bytes(6), name)) + len(record(0x000A))
    book += record(0x0085, struct.pack("<IH", start, 0), name) + record(0x000A) + sheet
    book += bytes(max(4096 - len(book), -len(book) % 512))
    sectors = len(book) // 512
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))

    def entry(title: str, kind: int, child: int, first: int, length: int) -> bytes:
        spelt = (title + "\0").encode("utf-16-le")
        told = struct.pack("<HBBIII36xIQ", len(spelt), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, first, length)
        return spelt.ljust(64, b"\0") + told

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 0, len(book)) + bytes(256)
    header = struct.pack("<8s16sHHHHH6sII", OLE, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, 1)
    header += struct.pack("<IIIIIIII", sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, sectors + 1)
    return header.ljust(512, b"\xff") + book + folder + table


SPLIT_HEADER: list[Sequence[object]] = [
    ["Ärende-", "Besluts", "Typ av", "Besluts-", "Beslut", "Sökande", "Org.", "Kommun", "Besluts", "Beviljat"],
    ["ID", "nr", "stöd", "typ", None, None, "nr", None, "datum", "belopp"],
]
