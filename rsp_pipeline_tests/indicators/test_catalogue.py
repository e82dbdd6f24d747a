"""The indicators in words: docs/indicators.md is what the objects say.

After an intended change, write it anew with `RSP_WRITE_SNAPSHOTS=1 make test`.
"""

import os
from pathlib import Path

from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions, page

PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"


def test_the_page_is_what_the_objects_say() -> None:
    text = page(INDICATORS)
    if os.environ.get("RSP_WRITE_SNAPSHOTS"):
        PAGE.write_text(text, encoding="utf-8")
    assert text == PAGE.read_text(encoding="utf-8")


def test_the_table_has_a_row_for_every_indicator() -> None:
    rows = {row["indicator_id"]: row for row in definitions(INDICATORS).to_pylist()}
    assert list(rows) == [indicator.id for indicator in INDICATORS]
    assert definitions(INDICATORS).schema == INDICATOR.arrow_schema
    assert rows["S12"]["good_direction"] == "ner"
    assert (rows["M10"]["comparable_since"], rows["S11"]["comparable_since"]) == (None, 2026)
    assert [name for name, row in rows.items() if row["is_restricted"]] == ["S17"]
