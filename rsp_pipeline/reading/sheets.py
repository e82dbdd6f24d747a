"""From bytes to sheets: rows of text with the row numbers a person sees.

A csv file is one sheet without a name; a workbook has one per tab. Cells become text as a Swedish spreadsheet shows
them (decimal comma, ISO dates), so that one set of readers serves both. What a row means belongs in `headers` and
`values`.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from rsp_pipeline.reading.files import WORKBOOK_SUFFIXES, FileRejected, SourceFile

DELIMITERS = (";", ",", "\t", "|")
HEADER_WITHIN = 40  # rows searched for the header
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Row = tuple[int, Sequence[str]]
"""A row number, counted from 1 as a spreadsheet does, and the cells of that row."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name (empty for csv), its first rows, and all of them."""

    name: str
    rows: Callable[[], Iterator[Row]]

    @property
    def head(self) -> list[Row]:
        """The rows among which the header is sought."""
        return list(islice(self.rows(), HEADER_WITHIN))


def sheets(file: SourceFile, likeness: Callable[[list[Row]], int]) -> list[Sheet]:
    """The sheets of a file.

    `likeness` says how much the first rows of a sheet look like the register; of the ways to split a csv file the one
    that looks most like it is taken.

    Raises:
        FileRejected: the file is damaged, or its text cannot be decoded.
    """
    if file.suffix in WORKBOOK_SUFFIXES:
        return _workbook_sheets(file.content)
    text = decoded(file.content)
    ways = [Sheet("", lambda delimiter=delimiter: _csv_rows(text, delimiter)) for delimiter in DELIMITERS]  # type: ignore[misc]
    return [max(ways, key=lambda sheet: likeness(sheet.head))]


def decoded(content: bytes) -> str:
    """The text of a csv file: by its byte order mark, else UTF-8 when it is valid, else Windows-1252."""
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRejected("unknown_encoding", "Filens teckenkodning känns inte igen. Spara den som CSV UTF-8.")


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    first_line = 1
    try:
        for cells in lines:
            yield first_line, cells
            first_line = lines.line_num + 1
    except csv.Error as error:
        raise FileRejected("damaged_csv", f"Rad {first_line} kan inte delas upp i kolumner ({error}).") from error


def _workbook_sheets(content: bytes) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = {name: workbook.get_sheet_by_name(name) for name in workbook.sheet_names}
    except (CalamineError, OSError) as error:
        raise FileRejected(
            "damaged_workbook", f"Arbetsboken är skadad eller lösenordsskyddad och kan inte öppnas ({error})."
        ) from error
    return [
        Sheet(name, lambda table=table: _workbook_rows(table.to_python(skip_empty_area=False)))  # type: ignore[misc]
        for name, table in tables.items()
    ]


def _workbook_rows(rows: list[list[object]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        yield number, [cell if isinstance(cell, str) else cell_text(cell) for cell in cells]


def cell_text(cell: object) -> str:
    """A workbook's cell as a Swedish spreadsheet shows it."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nej"
        case float() | int():
            return format(cell, ".15g").replace(".", ",")
        case datetime():
            return cell.isoformat(" ").removesuffix(" 00:00:00")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
