"""A text in the csv files that a spreadsheet would run as a formula is only text there; Parquet has it as it is."""

import duckdb
import pytest

from rsp_pipeline.open_data.harmless import harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+46", "'+46"),
        (" @SUM(A1)", "' @SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("-", "'-"),
        ("Lanthandeln =", "Lanthandeln ="),
        ("", ""),
        (None, None),
    ],
)
def test_what_would_run_as_a_formula_gets_an_apostrophe(text: str | None, shown: str | None) -> None:
    with duckdb.connect() as session:
        column = harmless("name", "VARCHAR")
        assert session.execute(f"SELECT {column} FROM (SELECT ? AS name)", [text]).fetchall() == [(shown,)]


def test_a_negative_number_is_left_as_it_is() -> None:
    assert harmless("amount_sek", "DECIMAL(14,2)") == '"amount_sek"'
