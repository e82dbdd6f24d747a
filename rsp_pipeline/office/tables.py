"""Tables within workbooks, as Excel knows them: a header that filters and sorts, and a total that stays below.

What stands in their cells, and how it looks, belongs to whoever writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rsp_pipeline.office.workbook import harmless

if TYPE_CHECKING:
    from rsp_pipeline.office.workbook import Format, Worksheet

FILTER_BUTTON = 4  # characters that it hides of a header


def add_table(
    sheet: Worksheet,
    top: int,
    headers: Sequence[str],
    looks: Sequence[Format],
    row_count: int,
    total: Sequence[str] = (),
) -> None:
    """Write a header at a row, counted from 0, and make it and the rows below it a table.

    Where the last of the `row_count` rows is their total, `total` are its texts, empty for its figures: it is never
    sorted among the others. Excel knows no table without rows, and none of which two headers are the same but for
    capitals: such a one has its filter all the same.
    """
    shown = [harmless(header) for header in headers]
    last_row, last_column = top + row_count, len(shown) - 1
    has_total = bool(total)
    if row_count > has_total and len({header.casefold() for header in shown}) == len(shown):
        columns = [{"header": header, "header_format": look} for header, look in zip(shown, looks, strict=True)]
        for column, text in zip(columns, total, strict=False):
            column["total_string"] = harmless(text)
        sheet.add_table(top, 0, last_row, last_column, {"columns": columns, "style": None, "total_row": has_total})
    else:
        for place, (header, look) in enumerate(zip(shown, looks, strict=True)):
            sheet.write_string(top, place, header, look)
        sheet.autofilter(top, 0, last_row - has_total, last_column)
