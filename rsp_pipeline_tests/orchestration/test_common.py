import dagster as dg
import pandas as pd

from rsp_pipeline.orchestration.common import as_headed_table, as_table, rows_metadata
from rsp_pipeline.registers.grants import GRANTS


def shown(table: dg.MetadataValue) -> list[object]:
    """The rows of a table as its page has them."""
    assert isinstance(table, dg.TableMetadataValue)
    return [record.data for record in table.records]


def test_a_delivered_cell_stays_plain_text_in_the_ui() -> None:
    cell = "![x](http://example.invalid/x.png) | 0012"
    table = as_table(pd.DataFrame({"message": [cell, None], "value": ["1e5", "2"]}))
    assert shown(table) == [{"message": cell, "value": "1e5"}, {"message": "", "value": "2"}]


def test_stewards_read_swedish_headings() -> None:
    table = as_headed_table(pd.DataFrame({"source_file": ["grants/a.csv"], "message": ["Filen är tom."]}))
    assert shown(table) == [{"Fil": "grants/a.csv", "Besked": "Filen är tom."}]


def test_a_preview_shows_no_restricted_column() -> None:
    rows = pd.DataFrame({"case_id": ["1"], "recipient_org_no": ["5560360793"], "recipient_name": ["Påhittad"]})
    assert shown(rows_metadata(GRANTS.table, rows)["Förhandsvisning"]) == [{"case_id": "1"}]
