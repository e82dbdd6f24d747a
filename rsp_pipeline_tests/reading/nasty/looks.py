"""Workbooks whose cells look or count otherwise than their values say, as people and programs make them."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from rsp_pipeline_tests.reading.nasty.case import HEADER, NUMBERS_BOOK, ods, rewritten, text_cell, with_numbers


def excel(change: Callable[[Any], None]) -> bytes:
    """The honest workbook, its amounts numbers, with its sheet changed by openpyxl."""
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(NUMBERS_BOOK))
    change(workbook.worksheets[0])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def formatted(code: str) -> bytes:
    def change(sheet: Any) -> None:
        sheet["J2"].number_format = code

    return excel(change)


def struck(*cells: str) -> bytes:
    from openpyxl.styles import Font

    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return excel(change)


def by_xlsxwriter(change: Callable[[Any, Any], object]) -> bytes:
    """The honest workbook, its amounts numbers, as XlsxWriter makes it, with something done to it and its sheet."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content) as workbook:
        sheet = workbook.add_worksheet("Beslut")
        for row, cells in enumerate(with_numbers()):
            sheet.write_row(row, 0, cells)
        change(workbook, sheet)
    return content.getvalue()


def rich(*runs: tuple[str, bool]) -> bytes:
    """An amount in several runs, some struck through, as a shared text."""

    def change(workbook: Any, sheet: Any) -> None:
        line, plain = workbook.add_format({"font_strikeout": True}), workbook.add_format()
        parts = [part for text, is_struck in runs for part in (line if is_struck else plain, text)]
        sheet.write_rich_string(1, len(HEADER) - 1, *parts)

    return by_xlsxwriter(change)


def by_program(value: object = 0, place: int = len(HEADER) - 1) -> bytes:
    """A formula with a value that the program was told, or 0."""
    return by_xlsxwriter(lambda _, sheet: sheet.write_formula(1, place, "=Data!A1", None, value))


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


def calc(
    cells: Mapping[str, str] | None = None,
    styles: str = "",
    rows: Mapping[int, str] | None = None,
    columns: str = "",
    gap: str = "",
    below: str = "",
) -> bytes:
    """The honest register as ods, with the XML of cells of its first row, of styles, columns and what is below.

    `rows` are attributes of rows by their numbers, and `gap` is white space.
    """

    def cell(row: int, header: str, value: object) -> str:
        if row == 1 and header in (cells or {}):
            return (cells or {})[header]
        if isinstance(value, int | float):
            return styled("", str(value))
        return text_cell(str(value))

    lines = "".join(
        f"{gap}<table:table-row {(rows or {}).get(number + 1, '')}>"
        + "".join(gap + cell(number, header, value) for header, value in zip(HEADER, values, strict=True))
        + f"{gap}</table:table-row>"
        for number, values in enumerate(with_numbers())
    )
    return ods(f"{columns}{lines}{below}", styles, gap)


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
