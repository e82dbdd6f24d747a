"""How much one delivered file may ask of the machine; what asks for more is rejected with its reason.

Which environment variables change a limit is said in `settings`.
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000  # bytes


@dataclass(frozen=True)
class Limits:
    """The limits of one file.

    `file_bytes` is its size as delivered, and `unpacked_bytes` what a workbook's archive unpacks to; beyond
    `lean_bytes` that may not be more than `expansion` times its size either. `rows` are those below a header, `columns`
    the cells of a row, and `cells` those of a workbook's sheet from its first corner to the last filled ones.
    `cell_characters` is the text of a cell, and `lines_in_cell` the lines after which a quotation mark is taken to lack
    its pair.
    """

    file_bytes: int = 500 * MEGABYTE
    unpacked_bytes: int = 2_000 * MEGABYTE
    lean_bytes: int = 100 * MEGABYTE
    expansion: int = 200
    rows: int = 3_000_000
    columns: int = 2_000
    cells: int = 30_000_000
    cell_characters: int = 1_000_000
    lines_in_cell: int = 100
