"""On how many recipients figures rest."""

import duckdb

from rsp_pipeline.indicators.grants import S01
from rsp_pipeline.open_data.recipients import count_recipients


def test_rows_of_a_year_that_has_no_figures_are_not_counted() -> None:
    evidence = S01.evidence_table.full_name
    with duckdb.connect(":memory:") as session:
        session.execute("CREATE SCHEMA evidence; CREATE SCHEMA indicator")
        session.execute("CREATE TABLE indicator.value AS SELECT 2025 AS year")
        session.execute(
            f"""
            CREATE TABLE {evidence} AS
            SELECT 'grants:' || year AS record_id, year, '2321' AS municipality_code, 'Servicebidrag' AS grant_form
            FROM (VALUES (2025), (2026)) AS years(year)
            """
        )
        session.execute(f"CREATE TABLE recipients AS SELECT record_id, 1 AS recipient FROM {evidence}")
        rests = count_recipients(session, [S01]).to_pylist()
    assert {row["year"] for row in rests} == {2025}
    assert {row["n_recipients"] for row in rests} == {1}
