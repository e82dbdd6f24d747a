"""Tracing a rule: the rows of its findings, or of the one about a record."""

from collections.abc import Iterator

import duckdb
import pytest

from rsp_pipeline.lineage.figures import NotTraceable
from rsp_pipeline.lineage.findings import trace_findings
from rsp_pipeline.shell.trace_report import findings_lines


@pytest.fixture
def published() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as session:
        session.execute(
            """
            CREATE SCHEMA quality;
            CREATE TABLE quality.rule AS
            FROM (VALUES ('R12', 'Taket', '2024:1243 § 22'), ('R13', 'Orimligt', '2024:1243 § 9'))
                AS rules (rule_id, title, rests_on);
            CREATE TABLE quality.finding AS
            FROM (VALUES
                ('R12', 'grants', 'grants:2:1', 'varning', '§ 22', 'Över taket.', 'grants/a.xlsx', 'Blad1', 7),
                ('R12', 'grants', 'grants:1:1', 'varning', '§ 22', 'Långt över taket.', 'grants/a.xlsx', 'Blad1', 12)
            ) AS findings (rule_id, register, record_id, severity, rests_on, message,
                           source_file, source_sheet, source_row);
            """
        )
        yield session


def test_a_rule_leads_to_the_rows_of_its_findings(published: duckdb.DuckDBPyConnection) -> None:
    assert findings_lines(trace_findings(published, "R12")) == [
        "R12 Taket",
        "Vilar på 2024:1243 § 22",
        "",
        "Fil            Blad   Rad  Post        Fynd",
        "grants/a.xlsx  Blad1    7  grants:2:1  Över taket.",
        "grants/a.xlsx  Blad1   12  grants:1:1  Långt över taket.",
        "2 fynd",
    ]


def test_one_finding_is_chosen_by_its_record(published: duckdb.DuckDBPyConnection) -> None:
    (finding,) = trace_findings(published, "R12", "grants:1:1").findings
    assert (finding.source_row, finding.message) == (12, "Långt över taket.")


def test_a_rule_that_nothing_breaks_has_no_findings(published: duckdb.DuckDBPyConnection) -> None:
    assert findings_lines(trace_findings(published, "R13"))[-1] == "0 fynd"


@pytest.mark.parametrize(
    ("rule", "record", "sentence"),
    [
        ("R99", "", "”R99” är varken ett nyckeltal eller en regel."),
        ("R12", "grants:3:1", "R12 har inget fynd om grants:3:1."),
    ],
)
def test_what_is_not_there_is_refused_with_a_sentence(
    published: duckdb.DuckDBPyConnection, rule: str, record: str, sentence: str
) -> None:
    with pytest.raises(NotTraceable, match=sentence):
        trace_findings(published, rule, record)
