"""The indicators in words: docs/indicators.md is what the objects say."""

from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions, page
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.snapshots import Text


def test_the_page_is_what_the_objects_say(snapshot: SnapshotAssertion) -> None:
    assert page(INDICATORS) == snapshot(extension_class=Text, name="../../docs/indicators.md")


def test_the_table_has_a_row_for_every_indicator() -> None:
    rows = {row["indicator_id"]: row for row in definitions(INDICATORS, PROGRAMME).to_pylist()}
    assert list(rows) == [indicator.id for indicator in INDICATORS]
    assert definitions(INDICATORS, PROGRAMME).schema == INDICATOR.arrow_schema
    assert rows["S12"]["good_direction"] == "ner"
    assert (rows["M10"]["comparable_since"], rows["S11"]["comparable_since"]) == (None, 2026)
    assert [name for name, row in rows.items() if row["is_restricted"]] == ["S17"]
