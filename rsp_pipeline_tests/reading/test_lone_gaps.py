"""An empty cell where all others of its sheet have something."""

import numpy as np
import pyarrow as pa
import pytest

from rsp_pipeline.reading.cells.lone_gaps import FEWEST_OTHERS, told_of_gaps

FULL: list[str | None] = ["Åre"] * FEWEST_OTHERS


def rows_told(*sheets: list[str | None]) -> list[int]:
    cells = pa.array([cell for sheet in sheets for cell in sheet], pa.string())
    told = told_of_gaps(cells, np.repeat(range(len(sheets)), [*map(len, sheets)]))
    return [row for each in told for row in each.rows.tolist()]


def test_the_one_empty_cell_of_each_sheet_is_told() -> None:
    assert rows_told([*FULL, None], FULL, [None, *FULL]) == [FEWEST_OTHERS, 2 * FEWEST_OTHERS + 1]


@pytest.mark.parametrize("sheet", [[*FULL, None, None], [*FULL[1:], None], FULL, [None] * 9], ids=str)
def test_two_empty_cells_or_few_others_or_nothing_at_all_say_little(sheet: list[str | None]) -> None:
    assert rows_told(sheet) == []
