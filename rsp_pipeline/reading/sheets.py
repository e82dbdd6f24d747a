"""From bytes to sheets: what a file's bytes are decides how it is read.

A csv file is one sheet without a name; a workbook has one per tab. Cells become text as a Swedish spreadsheet shows
them (decimal comma, ISO dates), so that one set of readers serves both. What a row means belongs in `layout`, what a
cell means in `cells`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, islice

from rsp_pipeline.reading.files import FileRejected, SourceFile
from rsp_pipeline.reading.layout.wrapped import unwrapped
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.sheet import Row, Sheet
from rsp_pipeline.reading.text.delimited import DELIMITERS, csv_sheet
from rsp_pipeline.reading.text.encodings import encoded_text

WEB_PAGE = ("<!doctype html", "<html", "<table", "<head", "<body")
NO_TABLES = {
    "xml_spreadsheet": (
        ("urn:schemas-microsoft-com:office:spreadsheet", 'progid="excel.sheet"'),
        "Filen är ett XML-kalkylblad från Excel 2003, vad den än heter. Öppna den i Excel och spara den som xlsx.",
    ),
    "web_page": (
        WEB_PAGE,
        "Filen är en webbsida, fast den heter som ett kalkylblad. Öppna den och spara den som xlsx.",
    ),
    "xml": (("<?xml",), "Filen är XML och inget kalkylblad. Lämna registret som xlsx eller csv."),
}
"""Texts that are no tables: what one of them has at its beginning, and what is told of it."""


def sheets(file: SourceFile, likeness: Callable[[list[Row]], int], limits: Limits) -> list[Sheet]:
    """The sheets of a file; what its bytes are decides how it is read, not what it is called.

    `likeness` says how much the first rows of a sheet look like the register; of the ways to split a csv file the one
    that looks most like it is taken.

    Raises:
        FileRejected: the file is damaged, a web page, or text that cannot be decoded.
    """
    if file.is_workbook:
        from rsp_pipeline.reading.workbook.workbooks import workbook_sheets

        return [_likest(_ways(sheet), likeness) for sheet in workbook_sheets(file.content, limits)]
    text = encoded_text(file.content)
    beginning = "".join(islice(text.pieces(), 2)).lstrip()[:1_000].lower()  # what a page of one line has stands in two
    if beginning.startswith("<"):
        for code, (marks, sentence) in NO_TABLES.items():
            if any(mark in beginning for mark in marks):
                raise FileRejected(code, sentence)
    ways = [csv_sheet(text, delimiter, limits) for delimiter in DELIMITERS]
    return [_likest([*ways, *chain.from_iterable(map(_ways, ways))], likeness)]


def _ways(sheet: Sheet) -> list[Sheet]:
    """The sheet as it stands, and with the rows parted that stand in one cell, as a header does that was so saved."""
    return [sheet, *(unwrapped(sheet, delimiter) for delimiter in DELIMITERS)]


def _likest(ways: list[Sheet], likeness: Callable[[list[Row]], int]) -> Sheet:
    return max(ways, key=lambda sheet: likeness(sheet.head))
