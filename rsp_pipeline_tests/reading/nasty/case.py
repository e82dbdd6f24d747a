"""A case, and what writes the files of them: text, workbooks old and new, archives and links.

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

from rsp_pipeline_tests.builders import COMPANY, GRANT, Row, csv_text, grant

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


def text(rows: Sequence[Row] = ROWS, delimiter: str = ";", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    return csv_text(rows, delimiter).replace("\r\n", newline).encode(encoding)


def lines(*rows: str) -> bytes:
    """A csv file whose header is the usual one."""
    return "\n".join([";".join(HEADER), *rows, ""]).encode()


def quoted(content: bytes) -> bytes:
    """The same with every cell in quotation marks."""
    return b"".join(b'"' + row.replace(b";", b'";"') + b'"\n' for row in content.splitlines())


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


def biff_record(kind: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack("<HH", kind, len(content)) + content


def old_excel(
    rows: Sequence[Sequence[object]],
    is_from_1904: bool = False,
    errors: Mapping[tuple[int, int], int] | None = None,
    of_book: bytes = b"",
    of_sheet: bytes = b"",
) -> bytes:
    """An xls file of one sheet: BIFF8 records ([MS-XLS]) in an OLE container ([MS-CFB]); `errors` are codes by cell.

    `of_book` are further records of the workbook, and `of_sheet` of the sheet, below its cells.
    """
    record = biff_record

    def cell(row: int, place: int, value: object) -> bytes:
        at = struct.pack("<HHH", row, place, 0)
        if errors and (row, place) in errors:
            return record(0x0205, at, struct.pack("<BB", errors[row, place], 1))
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
