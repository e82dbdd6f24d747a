"""Every SELECT as code: which tables it reads, that its columns exist, how it is written, that Spark could run it."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import duckdb
import pytest
import sqlglot
from sqlglot import TokenType, exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

from benchmarks.engines import for_spark
from rsp_pipeline.derived import DERIVED, DERIVED_VIEWS
from rsp_pipeline.followup import CHARTS
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import COUNTED, FIGURES, counted_sql, evaluate, evidence_sql
from rsp_pipeline.indicators.indicator import Indicator
from rsp_pipeline.indicators.spine import KNOWN
from rsp_pipeline.lineage import LINEAGE
from rsp_pipeline.publishing.publish import TABLES, VIEWS
from rsp_pipeline.report import REPORTS
from rsp_pipeline.rules import RULES, ground, lost
from rsp_pipeline.store.sql import read_by
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.sessions import published_session

DECLARED = tuple(dict.fromkeys([*TABLES, *(view for view, _ in VIEWS)]))
with duckdb.connect(":memory:") as connection:
    RESERVED = connection.execute("FROM duckdb_keywords() WHERE keyword_category = 'reserved'").fetchall()
KEYWORDS = {word for word, _ in RESERVED} - {"true", "false"}


def selects() -> Iterator[tuple[str, str]]:
    """Every SELECT that the project declares, by a name."""
    for indicator in INDICATORS:
        yield f"{indicator.id} evidence", indicator.evidence
        if indicator.denominator:
            yield f"{indicator.id} denominator", indicator.denominator
    yield from {f"members of {d.name}": d.members for each in INDICATORS for d in each.by}.items()
    yield from (("figures", FIGURES), ("known", KNOWN), ("bases", ground.BASES), ("decisions", ground.DECISIONS))
    yield "superseded decisions", ground.SUPERSEDED
    yield from ((rule.id, rule.tries) for rule in RULES)
    yield from ((derived.table.full_name, derived.select) for derived in DERIVED)
    yield from ((view.table.full_name, view.select) for view in (*DERIVED_VIEWS, *LINEAGE, *REPORTS))
    yield from ((chart.name, chart.select) for chart in CHARTS)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A session with every declared table, empty or nearly so, and what the engines lay beside them."""
    made = published_session(tmp_path_factory.mktemp("raw"), 2025)
    evaluate(made, INDICATORS, [2025])
    made.execute(f"CREATE TEMP TABLE counted AS {COUNTED.nothing}")
    ground.lay(made, {name for rule in RULES for name in rule.parameters}, TODAY)
    lost.lay(made, {reference.name for reference in lost.REFERENCES})
    return made


ALL = [pytest.param(select, id=name) for name, select in selects()]


@pytest.mark.parametrize("select", ALL)
def test_a_select_reads_declared_tables_and_the_parsers_agree_on_which(select: str) -> None:
    tree = sqlglot.parse_one(select, read="duckdb")
    found = {f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db}
    assert found == {table.full_name for table in read_by([select], DECLARED)}


@pytest.mark.parametrize("select", ALL)
def test_a_select_has_its_keywords_in_capitals(select: str) -> None:
    words = (token for token in sqlglot.tokenize(select, read="duckdb") if token.token_type is not TokenType.STRING)
    assert [word.text for word in words if word.text.lower() in KEYWORDS and not word.text.isupper()] == []


@pytest.mark.parametrize("select", ALL)
def test_a_select_names_columns_that_exist(select: str, session: duckdb.DuckDBPyConnection) -> None:
    assert session.execute(f"DESCRIBE {select}".replace("$year", "2025")).fetchall()


@pytest.mark.parametrize("select", ALL)
def test_a_select_can_be_written_for_spark(select: str) -> None:
    assert sqlglot.transpile(select, read="duckdb", write="spark")


@pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in INDICATORS])
def test_what_counts_an_indicator_can_be_carried_to_spark_and_says_the_same_there(indicator: Indicator) -> None:
    carried = sqlglot.parse_one(for_spark(counted_sql(indicator, f"({evidence_sql(indicator)})")), read="spark")
    assert not [kind for kind in carried.find_all(exp.DataType) if kind.is_type(exp.DType.INT128)]
    assert not [each for each in carried.find_all(exp.In) if isinstance(each.this, exp.Tuple | exp.Struct)]
    for select in carried.find_all(exp.Select):  # of two lists in step Spark makes every pair, and none within a cast
        lists = [column.unalias() for column in select.expressions if column.find(exp.Explode)]
        assert not lists or [type(each) for each in lists] == [exp.Explode]


def test_a_span_of_days_is_not_written_as_a_difference_which_spark_takes_for_an_interval() -> None:
    columns: dict[str, object] = {
        schema: {table.name: {field.name: field.type for field in table.fields} for table in own}
        for schema, own in groupby(sorted(DECLARED, key=attrgetter("schema")), key=attrgetter("schema"))
    }
    for indicator in INDICATORS:
        evidence = sqlglot.parse_one(indicator.evidence, read="duckdb")
        if evidence.find(exp.Sub):
            typed = annotate_types(qualify(evidence, schema=columns, dialect="duckdb"), schema=columns)
            assert not [each for each in typed.find_all(exp.Sub) if each.left.is_type("date")], indicator.id
