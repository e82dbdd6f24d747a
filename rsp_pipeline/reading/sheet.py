"""A sheet of a delivered file: rows of text with the row numbers a person sees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.look import Look

HEADER_WITHIN = 40  # rows searched for the header

Row = tuple[int, Sequence[str]]
"""A row number, counted from 1 as a spreadsheet does, and the cells of that row."""


class Irregular(Exception):
    """A sheet that may not be what a fast reader would make of it, and has to be read with care."""


class Batch(NamedTuple):
    """Some rows of a sheet: their numbers, some places' cells as text in columns named by place, and which are blank.

    `cells` gives every cell of the row at a place in the batch; `is_too_wide` says which have text beyond the header.
    `end` is the number of the line below them, where it is known.
    """

    numbers: np.ndarray
    columns: pa.Table
    is_blank: np.ndarray
    cells: Callable[[int], Sequence[str]]
    is_too_wide: np.ndarray
    end: int | None = None


def _never_regular(_header: int, _width: int, _places: Collection[int]) -> Iterator[Batch]:
    raise Irregular


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name (empty for csv), its rows, and whether the sender hid it.

    `read_regular` gives the rows below a row number, each of exactly so many cells, with some places' cells as columns.
    It is the same as `rows`, only faster, or raises `Irregular`.
    `look` tells how the sheet looks, where that says something which its rows do not.
    `from_1904` says that serial numbers of days count from 1904, and `spanned` names the row and position of each cell
    that is merged with one above or below it.
    `unpaired` fills, while the rows are read, with the numbers of rows in which a quotation mark lacks its pair.
    `count_lines` counts the lines of a text, and is None where each row is a line. `is_open_ended` says that the last
    line has no end, and may be cut off. `wrapped_by` is the delimiter at which rows of one cell were parted.
    """

    name: str
    read: Callable[[], Iterator[Row]]
    limits: Limits
    read_regular: Callable[[int, int, Collection[int]], Iterator[Batch]] = _never_regular
    look: Look = field(default_factory=Look)
    is_hidden: bool = False
    from_1904: bool = False
    spanned: Collection[tuple[int, int]] = ()
    unpaired: set[int] = field(default_factory=set)
    count_lines: Callable[[], int] | None = None
    is_open_ended: bool = False
    wrapped_by: str = ""
    said_beside: Collection[tuple[int, str, str]] = ()

    def rows(self) -> Iterator[Row]:
        """Every row.

        Raises:
            FileRejected: a row has more cells than any register could.
        """
        for number, cells in self.read():
            if len(cells) > self.limits.columns:
                raise too_many_columns(number, len(cells), self.limits.columns)
            yield number, cells

    @cached_property
    def head(self) -> list[Row]:
        """The rows among which the header is sought."""
        return list(islice(self.rows(), HEADER_WITHIN))


def too_many_columns(row: int, cells: int, most: int) -> FileRejected:
    """Why a file with a row of so many cells is rejected."""
    return FileRejected("too_many_columns", f"Rad {row} har {cells} celler; högst {most} läses.")


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
