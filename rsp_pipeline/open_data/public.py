"""The public tables, read out of the published file with the figures of few recipients hidden.

The report views are evaluated anew over the figures that are left, so that nothing hidden returns by way of a
comparison or a sum. They see no table that tells of a single case, recipient, outlet or cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.engine import KEYS, VALUE
from rsp_pipeline.open_data.datasets import HIDDEN, REPORTS
from rsp_pipeline.open_data.grant_list import listed_cases, note_recipients
from rsp_pipeline.open_data.recipients import Key, count_recipients, counted_in, hidden_figures, list_recipients
from rsp_pipeline.publishing.publish import TABLES
from rsp_pipeline.reading.tables import QUARANTINE
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.sql import quoted
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import duckdb

TELLING = {"case_id", "recipient_id", "outlet_id", "row_key"}
WITHHELD = {VALUE.full_name, QUARANTINE.full_name}
READABLE = tuple(
    table for table in TABLES if table.full_name not in WITHHELD and not TELLING.intersection(table.columns)
)
FIGURES = ("value", "numerator", "denominator", "n_records")


@contextmanager
def public_session(published: Path, fewest: int, workshop: Tables | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB session with the public tables under their own names, and the published file attached as `published`.

    Where the grant list is published, `workshop` tells whom it names, and the session has its cases in `listed`.
    """
    import duckdb

    with duckdb.connect(":memory:") as session:
        session.execute(f"ATTACH {quoted(str(published))} AS published (READ_ONLY)")
        session.execute("USE published")
        if workshop:
            note_recipients(session, workshop)
        listed = listed_cases(session, "delivered") if workshop else ()
        list_recipients(session, listed)
        keys = hidden_figures(counted_in(count_recipients(session, PUBLISHED)), fewest)
        session.execute("USE memory")
        for schema in {table.schema for table in READABLE} | {"report"}:
            session.execute(f"CREATE SCHEMA {schema}")
        for table in READABLE:
            session.execute(f"CREATE VIEW {table.full_name} AS FROM published.{table.full_name}")
        _list_hidden(session, keys)
        session.execute(f"CREATE TABLE {VALUE.full_name} AS {_figures_left()}")
        for view in REPORTS:
            session.execute(f"CREATE VIEW {view.table.full_name} AS {view.sql}")
        yield session


def rows_of(table: Table) -> str:
    """The SELECT of a public table's rows, in an order that never varies; no text is told as no value, as in csv."""
    columns = (f"nullif({f.name}, '') AS {f.name}" if f.type == "VARCHAR" else f.name for f in table.fields)
    return f"SELECT {', '.join(columns)} FROM {table.full_name} ORDER BY ALL"


def _list_hidden(session: duckdb.DuckDBPyConnection, keys: Iterable[Key]) -> None:
    """The table `hidden`: the keys of the figures to hide."""
    import pyarrow as pa

    names = KEYS.split(", ")
    fields = [VALUE.arrow_schema.field(name) for name in names]
    rows = pa.Table.from_pylist([dict(zip(names, key, strict=True)) for key in keys], schema=pa.schema(fields))
    session.register("rows", rows)
    session.execute("CREATE TEMP TABLE hidden AS FROM rows")
    session.unregister("rows")


def _figures_left() -> str:
    same = " AND ".join(f"figure.{key} IS NOT DISTINCT FROM hidden.{key}" for key in KEYS.split(", "))
    left = ", ".join(f"CASE WHEN hidden.year IS NULL THEN figure.{name} END AS {name}" for name in FIGURES)
    return f"""
        SELECT
            figure.* REPLACE (
                {left},
                CASE WHEN hidden.year IS NULL THEN figure.status ELSE '{HIDDEN}' END AS status
            )
        FROM published.{VALUE.full_name} AS figure
        LEFT JOIN hidden ON {same}
    """
