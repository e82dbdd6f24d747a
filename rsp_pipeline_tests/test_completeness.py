"""What is declared is declared whole: every register, indicator, table and chart says what people need to know."""

from collections.abc import Iterable

import duckdb
import pytest

from rsp_pipeline.followup import CHARTS, Chart
from rsp_pipeline.indicators import INDICATORS, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import VALUE, evidence_sql
from rsp_pipeline.indicators.indicator import Aggregate, Unit
from rsp_pipeline.publishing.publish import META, TABLES, VIEWS
from rsp_pipeline.reading.layout.headers import folded
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.store.schema import Table

EVERY_TABLE = [*TABLES, *(view for view, _ in VIEWS), *META]
indicators = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)


def duplicates(names: Iterable[str]) -> list[str]:
    seen: list[str] = list(names)
    return sorted({name for name in seen if seen.count(name) > 1})


def test_names_and_ids_are_unique() -> None:
    assert duplicates(register.name for register in REGISTERS) == []
    assert duplicates(indicator.id for indicator in INDICATORS) == []
    assert duplicates(table.full_name for table in EVERY_TABLE) == []
    assert duplicates(dimension.column for dimension in DIMENSIONS) == []
    assert duplicates(chart.name for chart in CHARTS) == []


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_register_knows_its_columns_apart(register: Register) -> None:
    assert duplicates(column.name for column in register.columns) == []
    assert duplicates(folded(header) for column in register.columns for header in column.headers) == []
    assert register.title
    assert register.comment
    names = {column.name for column in register.columns}
    assert set(register.key) <= names
    assert {register.dated_by} <= names | {""}
    assert {check.column for check in register.checks} <= names


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.full_name)
def test_every_table_and_column_has_a_comment_and_a_key_of_its_own_columns(table: Table) -> None:
    assert table.comment
    assert [field.name for field in table.fields if not field.comment] == []
    assert set(table.key) <= set(table.columns)


def test_every_reference_is_to_the_key_of_a_published_table_in_the_same_schema() -> None:
    by_name = {table.full_name: table for table in TABLES}
    for table in TABLES:
        for reference in table.references:
            other = by_name[reference.table]
            assert other.schema == table.schema
            assert len(reference.columns) == len(other.key) > 0
            assert set(reference.columns) <= set(table.columns)


def test_no_restricted_column_is_published() -> None:
    assert [field.name for table in TABLES for field in table.fields if field.restricted] == []
    restricted = {column.name for register in REGISTERS for column in register.columns if column.restricted}
    assert restricted >= {"recipient_name", "recipient_org_no", "groceries_turnover_sek"}


@indicators
def test_an_indicator_says_what_it_shows_and_how(indicator: Indicator) -> None:
    assert indicator.title
    assert indicator.content or indicator.id[0] in "PQ"
    assert indicator.description.endswith(".")
    assert indicator.processing.endswith(".")
    assert set(indicator.registers) <= {register.name for register in REGISTERS}
    assert indicator.unit is not Unit.PERCENT or indicator.aggregate is Aggregate.RATIO
    assert indicator.comparable_since or indicator.comparability
    assert set(indicator.apart) <= set(indicator.by)
    assert set(indicator.by) <= set(DIMENSIONS)


@indicators
def test_evidence_runs_on_empty_tables_and_returns_the_agreed_columns(
    indicator: Indicator, undelivered: duckdb.DuckDBPyConnection
) -> None:
    relation = undelivered.sql(evidence_sql(indicator))
    assert tuple(relation.columns) == indicator.evidence_table.columns
    assert relation.fetchall() == []


def test_every_indicator_of_the_catalogue_is_there_and_in_its_order() -> None:
    numbered = {"S": range(1, 23), "M": (*range(1, 8), *range(9, 12)), "O": range(1, 7), "P": (1, 2), "Q": (1,)}
    expected = {f"{series}{number:02d}" for series, numbers in numbered.items() for number in numbers}
    ids = [indicator.id for indicator in INDICATORS]
    assert expected | {"S14K", "S19A", "O01A"} <= set(ids)
    assert ids == sorted(ids, key=lambda each: (("SMOPQ" + each[0]).index(each[0]), each))


def test_without_any_file_every_figure_is_unknown(undelivered: duckdb.DuckDBPyConnection) -> None:
    values = undelivered.sql(f"FROM {VALUE.full_name}").to_arrow_table().to_pylist()
    assert {row["indicator_id"] for row in values} == {indicator.id for indicator in INDICATORS}
    assert {(row["value"], row["status"]) for row in values} == {(None, "uppgift saknas")}


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_every_chart_has_a_title_a_source_and_an_alternative_text(
    chart: Chart, undelivered: duckdb.DuckDBPyConnection
) -> None:
    assert chart.title.format(year=2025).endswith("2025")
    assert chart.source.endswith(".")
    assert chart.kind
    assert chart.row_title
    assert chart.alt(chart.data(undelivered, 2025), 2025).endswith(".")
