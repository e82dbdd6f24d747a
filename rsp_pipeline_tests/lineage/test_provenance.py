"""The views of lineage: every figure, of whatever breakdown, leads to the rows it counts."""

from pathlib import Path

from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline_tests.builders import CODES, delivered, grant, visit, write_population
from rsp_pipeline_tests.sessions import published_session

SAME_FIGURE = " AND ".join(
    f"behind.{column} IS NOT DISTINCT FROM figure.{column}"
    for column in ("indicator_id", "year", "breakdown", *(dimension.column for dimension in DIMENSIONS))
)
WITHOUT_ITS_ROWS = f"""
    SELECT figure.*, count(record_id) AS found
    FROM indicator.value AS figure
    LEFT JOIN meta.provenance AS behind ON {SAME_FIGURE}
    GROUP BY ALL
    HAVING found <> n_records
"""


def test_a_row_is_behind_the_figure_of_every_breakdown_it_counts_in(tmp_path: Path) -> None:
    session = published_session(delivered(tmp_path, grants=[grant()]), 2025)
    found = session.sql(
        """
        SELECT breakdown, municipality_code, grant_form, record_id, source_file, source_row, value
        FROM meta.provenance
        WHERE indicator_id = 'S02' AND breakdown IN ('total', 'municipality', 'grant_form')
        ORDER BY len(breakdown)
        """
    ).fetchall()
    row = ("grants:2025-1:1", "grants/a.csv", 2, 100000)
    assert found == [
        ("total", None, None, *row),
        ("grant_form", None, "Särskilt driftstöd", *row),
        ("municipality", "2313", None, *row),
    ]


def test_every_figure_has_as_many_rows_as_it_says(tmp_path: Path) -> None:
    grants = [grant(), grant(Kommun="Åre"), grant(Beslutsdatum="2024-05-05")]
    delivered(tmp_path, grants=grants, visits=[visit(), visit(Form="Telefon")])
    assert published_session(tmp_path, 2024, 2025).sql(WITHOUT_ITS_ROWS).fetchall() == []


def test_what_only_stands_in_a_denominator_is_not_behind_the_figure(tmp_path: Path) -> None:
    write_population(tmp_path, dict.fromkeys(CODES, 100))
    session = published_session(delivered(tmp_path, grants=[grant()]), 2025)
    registers = session.sql("SELECT DISTINCT source_register FROM meta.provenance WHERE indicator_id = 'M01'")
    assert registers.fetchall() == [("grants",)]
    records = session.sql("SELECT count(source_row) FROM meta.record WHERE register = 'population'")
    assert records.fetchall() == [(8,)]
