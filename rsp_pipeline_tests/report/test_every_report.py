"""Every report: it runs on empty tables, has the declared columns, and names the year and what it shows."""

import duckdb
import pytest

from rsp_pipeline.report import REPORTS
from rsp_pipeline.store.schema import View

reports = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.table.name)


@reports
def test_a_report_runs_on_empty_tables_and_has_the_declared_columns(
    report: View, undelivered: duckdb.DuckDBPyConnection
) -> None:
    relation = undelivered.sql(f"FROM {report.table.full_name}")
    declared = [(field.name, field.type) for field in report.table.fields]
    assert list(zip(relation.columns, map(str, relation.types), strict=True)) == declared
    relation.fetchall()


@reports
def test_an_amount_says_its_currency_and_a_share_its_percent(report: View) -> None:
    for field in report.table.fields:
        assert (field.name.endswith("_sek")) == field.unit.startswith("kr"), field.name
        assert (field.name.endswith("_percent")) == (field.unit == "%"), field.name


def test_each_report_reads_only_those_before_it() -> None:
    for place, report in enumerate(REPORTS):
        assert not [later for later in REPORTS[place:] if later.table.full_name in report.select]
