"""From bytes to sheets: rows of text with the row numbers a person sees.

A csv file is one sheet without a name; a workbook has one per tab. Cells become text as a Swedish spreadsheet shows
them (decimal comma, ISO dates), so that one set of readers serves both. What a row means belongs in `headers` and
`values`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from rsp_pipeline.reading.encodings import decoded
from rsp_pipeline.reading.files import FileRejected, SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

HEADER_WITHIN = 40  # rows searched for the header
MAX_COLUMNS = 2_000

Row = tuple[int, Sequence[str]]
"""A row number, counted from 1 as a spreadsheet does, and the cells of that row."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name (empty for csv), its rows, and whether the sender hid it.

    `read_plain` gives the rows below a row as columns of text named by place, if the sheet is so plain that each has
    exactly `width` cells: the same as `rows`, only faster.
    `unpaired` fills, while the rows are read, with the numbers of rows in which a quotation mark lacks its pair.
    """

    name: str
    read: Callable[[], Iterator[Row]]
    read_plain: Callable[[int, int], pa.Table | None] = lambda _row, _width: None
    is_hidden: bool = False
    unpaired: set[int] = field(default_factory=set)

    def rows(self) -> Iterator[Row]:
        """Every row.

        Raises:
            FileRejected: a row has more cells than any register could.
        """
        for number, cells in self.read():
            if len(cells) > MAX_COLUMNS:
                raise FileRejected(
                    "too_many_columns", f"Rad {number} har {len(cells)} celler; högst {MAX_COLUMNS} läses."
                )
            yield number, cells

    @property
    def head(self) -> list[Row]:
        """The rows among which the header is sought."""
        return list(islice(self.rows(), HEADER_WITHIN))


def sheets(file: SourceFile, likeness: Callable[[list[Row]], int]) -> list[Sheet]:
    """The sheets of a file; what its bytes are decides how it is read, not what it is called.

    `likeness` says how much the first rows of a sheet look like the register; of the ways to split a csv file the one
    that looks most like it is taken.

    Raises:
        FileRejected: the file is damaged, a web page, or text that cannot be decoded.
    """
    if file.is_workbook:
        from rsp_pipeline.reading.workbooks import workbook_sheets

        return workbook_sheets(file.content)
    from rsp_pipeline.reading.delimited import DELIMITERS, csv_sheet

    text = decoded(file.content)
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise FileRejected(
            "web_page", "Filen är en webbsida, fast den heter som ett kalkylblad. Öppna den och spara den som xlsx."
        )
    return [max((csv_sheet(text, delimiter) for delimiter in DELIMITERS), key=lambda sheet: likeness(sheet.head))]
