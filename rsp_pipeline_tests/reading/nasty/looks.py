"""Workbooks whose cells look or count otherwise than their values say, as people and programs make them."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rsp_pipeline_tests.reading.nasty.case import HEADER, one, open_document, patched, table


def excel(change: Callable[[Any], None], rows: Sequence[Sequence[object]] | None = None) -> bytes:
    """The honest workbook, its amounts numbers, with its sheet changed by openpyxl."""
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(one(*(rows or with_numbers()))))
    change(workbook.worksheets[0])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def with_numbers() -> list[list[object]]:
    header, *rows = ([*row] for row in table())
    return [[*header], *([*row[:-1], amount] for row, amount in zip(rows, (100000, 250.5), strict=True))]


def formatted(code: str, cells: Sequence[str] = ("J2",)) -> bytes:
    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].number_format = code

    return excel(change)


def struck(*cells: str) -> bytes:
    from openpyxl.styles import Font

    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return excel(change)


def rich(*runs: tuple[str, bool]) -> bytes:
    """The honest workbook with an amount in several runs, some struck through, as a shared text."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content) as workbook:
        sheet = workbook.add_worksheet("Beslut")
        line, plain = workbook.add_format({"font_strikeout": True}), workbook.add_format()
        for row, cells in enumerate(with_numbers()):
            sheet.write_row(row, 0, cells)
        parts = [part for text, is_struck in runs for part in (line if is_struck else plain, text)]
        sheet.write_rich_string(1, len(HEADER) - 1, *parts)
    return content.getvalue()


def by_program(value: object = 0, array: bool = False, place: int = len(HEADER) - 1) -> bytes:
    """The honest workbook with a formula as XlsxWriter writes it: with a value that it was told, or 0."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content) as workbook:
        sheet = workbook.add_worksheet("Beslut")
        for row, cells in enumerate(with_numbers()):
            sheet.write_row(row, 0, cells)
        if array:
            sheet.write_array_formula(1, place, 2, place, "{=A2:A3}")
        else:
            sheet.write_formula(1, place, "=Data!A1", None, value)
    return content.getvalue()


def rewritten(pattern: str, replacement: str, content: bytes | None = None) -> bytes:
    """The honest workbook, or another, with a pattern in its sheet's XML replaced."""
    content = content or one(*with_numbers())
    with zipfile.ZipFile(io.BytesIO(content)) as archived:
        sheet = archived.read("xl/worksheets/sheet1.xml").decode()
    again = re.sub(pattern, replacement, sheet)
    assert again != sheet
    return patched(content, "sheet1.xml", sheet, again)


def without_references(content: bytes) -> bytes:
    return rewritten('<(c|row) r="[A-Z0-9]+"', r"<\1", content)


def filtered(sheet: Any) -> None:
    sheet.auto_filter.ref = "A1:J3"
    sheet.auto_filter.add_filter_column(0, ["2025-2"])
    sheet.row_dimensions[2].hidden = True


def hidden_rows(*rows: int) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for row in rows:
            sheet.row_dimensions[row].hidden = True

    return change


def on_page(text: str) -> Callable[[Any], None]:
    """Writes a text at the head of each printed page."""

    def change(sheet: Any) -> None:
        sheet.oddHeader.center.text = text

    return change


def noted(cell: str, text: str) -> Callable[[Any], None]:
    """Notes a text to a cell."""
    from openpyxl.comments import Comment

    def change(sheet: Any) -> None:
        sheet[cell].comment = Comment(text, "X")

    return change


def hidden_column(sheet: Any) -> None:
    sheet.column_dimensions["J"].hidden = True


def far_formats(sheet: Any) -> None:
    """What a person leaves who formats whole columns and rows: styled cells without content, to the farthest corner."""
    for cell in ("A1048576", "XFD1", "XFD1048576"):
        sheet[cell].number_format = "0.00"


NAMES = ("office", "table", "text", "style")
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES) + (
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
PERCENTAGE = (
    '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p></table:table-cell>'
)


def text_cell(text: str, before: str = "") -> str:
    return f'<table:table-cell office:value-type="string">{before}<text:p>{text}</text:p></table:table-cell>'


def calc(
    cells: Mapping[tuple[int, str], str] | None = None,
    styles: str = "",
    rows: Mapping[int, str] | None = None,
    columns: str = "",
    gap: str = "",
    below: str = "",
) -> bytes:
    """The honest register as ods: with the XML of some cells, styles, attributes of rows, columns and white space."""

    def cell(row: int, header: str, value: object) -> str:
        if row and (row + 1, header) in (cells or {}):
            return (cells or {})[row + 1, header]
        if isinstance(value, int | float):
            return styled("", str(value))
        return text_cell(str(value))

    lines = "".join(
        f"{gap}<table:table-row {(rows or {}).get(number + 1, '')}>"
        + "".join(gap + cell(number, header, value) for header, value in zip(HEADER, values, strict=True))
        + f"{gap}</table:table-row>"
        for number, values in enumerate(with_numbers())
    )
    content = (
        f'<office:document-content {SPACES} office:version="1.3">{gap}<office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Beslut">{gap}{columns}{lines}{below}{gap}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = open_document([])
    with zipfile.ZipFile(io.BytesIO(made)) as archived:
        old = archived.read("content.xml").decode()
    return patched(made, "content.xml", old, content)


def styled(name: str, value: str = "100000", kind: str = "float") -> str:
    return (
        f'<table:table-cell table:style-name="{name}" office:value-type="{kind}" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def number_style(said: str, factor: int = 1) -> str:
    return (
        '<number:number-style style:name="N1"><number:number number:decimal-places="0"'
        f' number:display-factor="{factor}"/><number:text> {said}</number:text></number:number-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    )


STRUCK_STYLE = (
    '<style:style style:name="ce1" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>'
)
