"""Column lineage: what Dagster tells of each column is what the SELECTs say, as a second parser of SQL reads them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import dagster as dg
import pytest
from sqlglot import exp, parse_one
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope
from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.derived import DERIVED
from rsp_pipeline.derived.outlet_matches import OUTLET_MATCHES
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.orchestration.column_origins import FILE
from rsp_pipeline.reading.tables import SOURCE_FILE
from rsp_pipeline_tests.snapshots import Text

SCHEMA: dict[str, Any] = defaultdict(dict)
for table in (*CORE_TABLES, SOURCE_FILE):
    SCHEMA[table.schema][table.name] = {field.name: field.type for field in table.fields}
SCHEMA[""] = {"years": {"year": "INTEGER"}}  # which the engine of the indicators lays out
ASSETS = {table.full_name for table in CORE_TABLES}
IN_FIGURES = {"entity": "numerator", "value": "numerator"}  # what of the evidence becomes which part of a figure

Found = dict[str, set[str]]


def origins(select: str) -> Found:
    """The columns of assets that each column of a SELECT is made of."""
    parsed = parse_one(select, read="duckdb")
    tree = qualify(parsed, schema=SCHEMA, dialect="duckdb", quote_identifiers=False, identify=False)
    assert isinstance(tree, exp.Query)
    scope = build_scope(tree)
    return {
        column: set(_origins(lineage(column, tree, schema=SCHEMA, dialect="duckdb", scope=scope).walk()))
        for column in tree.named_selects
    }


def _origins(nodes: Iterator[Node]) -> Iterator[str]:
    for node in nodes:
        read = node.expression
        if isinstance(read, exp.Table) and f"{read.db}.{read.name}" in ASSETS:
            yield f"{read.db}.{read.name}.{node.name.rpartition('.')[2]}"


def of_figures() -> Found:
    """A figure is made of its rows: those of every indicator, and of what its denominator counts."""
    found: Found = defaultdict(set)
    for indicator in INDICATORS:
        for column, those in origins(indicator.evidence).items():
            found[IN_FIGURES.get(column, column)] |= those
        if indicator.denominator:
            for column, those in origins(indicator.denominator).items():
                found["denominator" if column == "value" else column] |= those
    return found | {"value": found["numerator"] | found["denominator"]}


def every_origin() -> Iterator[str]:
    """The lines of the file, in the order of the tables and their columns."""
    derived = [(each.table, origins(each.select)) for each in DERIVED]
    for table, found in (*derived, (VALUE, of_figures())):
        for column in table.columns:
            if those := found.get(column):
                yield f"{table.full_name}.{column}: {' '.join(sorted(those))}"


def test_the_origins_are_those_that_the_selects_say(snapshot: SnapshotAssertion) -> None:
    text = "\n".join(every_origin()) + "\n"
    assert text == snapshot(extension_class=Text, name="../../rsp_pipeline/orchestration/column_origins.txt")


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[dg.AssetKey, dg.AssetSpec]:
    return {spec.key: spec for spec in definitions.resolve_all_asset_specs()}


def test_a_column_comes_from_columns_of_the_assets_that_come_before(specs: dict[dg.AssetKey, dg.AssetSpec]) -> None:
    columns = {key: {each.name for each in schema(spec)} for key, spec in specs.items()}
    told = 0
    for key, spec in specs.items():
        for name, those in lineage_of(spec).items():
            assert name in columns[key]
            assert {each.asset_key for each in those} <= {each.asset_key for each in spec.deps}, (key, name)
            assert all(each.column_name in columns[each.asset_key] for each in those), (key, name)
            told += 1
    assert told == len(FILE.read_text(encoding="utf-8").splitlines())


def test_the_page_of_a_table_tells_it_in_words_where_it_can_be_told(specs: dict[dg.AssetKey, dg.AssetSpec]) -> None:
    told = {each.name: each.description for each in schema(specs[dg.AssetKey(["core", "outlet_matches"])])}
    comments = {field.name: field.comment for field in OUTLET_MATCHES.table.fields}
    assert told["record_id"] == f"{comments['record_id']}. Ur core.grants, core.visits: record_id"
    assert told["outlet_id"] == f"{comments['outlet_id']}. Ur core.grants, core.outlets, core.visits: outlet_id"
    assert told["matched_by"] == comments["matched_by"]


def schema(spec: dg.AssetSpec) -> list[dg.TableColumn]:
    """The columns that an asset shows."""
    found = spec.metadata.get("dagster/column_schema")
    return list(found.columns) if found else []


def lineage_of(spec: dg.AssetSpec) -> dict[str, list[dg.TableColumnDep]]:
    """What Dagster is told of where each column comes from."""
    found = spec.metadata.get("dagster/column_lineage")
    return {name: list(those) for name, those in found.deps_by_column.items()} if found else {}
