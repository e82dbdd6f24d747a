"""A public table as files: csv that no spreadsheet runs, and Parquet that says what each column means."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.open_data.datapackage import TableFile
from rsp_pipeline.open_data.harmless import harmless
from rsp_pipeline.open_data.public import rows_of
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def write_table(session: duckdb.DuckDBPyConnection, table: Table, beside: Path) -> tuple[TableFile, int]:
    """Write a table in both formats, and tell its files and its number of rows."""
    import pyarrow.parquet as pq

    csv, parquet = f"csv/{table.full_name}.csv", f"parquet/{table.full_name}.parquet"
    columns = ", ".join(f"{harmless(field.name, field.type)} AS {field.name}" for field in table.fields)
    shown = f"SELECT {columns} FROM ({rows_of(table)})"
    session.execute(f"COPY ({shown}) TO {quoted(str(beside / csv))} (FORMAT csv, HEADER, DELIMITER ',')")
    rows = session.sql(rows_of(table)).to_arrow_table().cast(_described(table))
    pq.write_table(rows, beside / parquet)
    content = (beside / csv).read_bytes()
    return TableFile(table, csv, parquet, len(content), hashlib.sha256(content).hexdigest()), rows.num_rows


def _described(table: Table) -> pa.Schema:
    """The table's columns in Parquet, each with what it means."""
    import pyarrow as pa

    metadata = [
        {"description": each.comment, "unit": each.unit} if each.unit else {"description": each.comment}
        for each in table.fields
    ]
    return pa.schema([field.with_metadata(each) for field, each in zip(table.arrow_schema, metadata, strict=True)])
