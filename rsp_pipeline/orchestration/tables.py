"""An asset that makes one table of the workshop from the settings and the tables before it."""

from collections.abc import Callable, Iterable

import dagster as dg
import pandas as pd
import pyarrow as pa

from rsp_pipeline.orchestration.common import (
    OWNERS,
    Materialized,
    SettingsResource,
    column_schema,
    key_of,
    keys_of,
    rows_metadata,
)
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.tables import Tables


def table_asset(
    table: Table,
    group: str,
    rows_of: Callable[[Settings, Tables], pd.DataFrame | pa.Table],
    sources: Iterable[Table] = (),
    note: str = "",
) -> dg.AssetsDefinition:
    """The asset of `table`, whose rows `rows_of` makes; `note` continues its description."""

    @dg.asset(
        key=key_of(table),
        deps=keys_of(sources),
        group_name=group,
        description=f"{table.comment}. {note}".strip(),
        owners=OWNERS,
        kinds={"parquet"},
        metadata=column_schema(table),
    )
    def rows(settings: SettingsResource) -> Materialized:
        tables = Tables(settings.tables_dir)
        made = rows_of(settings, tables)
        tables.write(table, made)
        return dg.MaterializeResult(
            metadata=rows_metadata(table, made if isinstance(made, pd.DataFrame) else made.to_pandas())
        )

    return rows
