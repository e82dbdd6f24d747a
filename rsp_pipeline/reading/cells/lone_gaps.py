"""A cell that is empty where all other rows of its sheet have something in the column: perhaps forgotten."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from rsp_pipeline.reading.problems import Told

FEWEST_OTHERS = 5  # rows with something: among fewer, an empty cell says little


def told_of_gaps(cells: pa.Array | pa.ChunkedArray, sheets: np.ndarray) -> list[Told]:
    """What there is to tell of the empty cells of a column; `sheets` tells in which sheet each row stands."""
    if not 0 < cells.null_count < len(cells):
        return []
    empty = np.flatnonzero(cells.is_null())
    gaps, rows = np.bincount(sheets[empty], minlength=sheets.max() + 1), np.bincount(sheets)
    lone = empty[((gaps == 1) & (rows > FEWEST_OTHERS))[sheets[empty]]]
    return [Told("lone_gap", "tom, där alla andra rader har något", lone)] if len(lone) else []
