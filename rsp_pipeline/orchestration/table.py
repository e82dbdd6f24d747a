"""The asset of a step that makes one table."""

import dagster as dg
import pandas as pd
import pyarrow as pa

from rsp_pipeline.night.step import Step
from rsp_pipeline.orchestration.common import (
    OWNERS,
    Materialized,
    NightResource,
    column_schema,
    key_of,
    needs_of,
    rows_metadata,
)
from rsp_pipeline.store.schema import Table


def table_asset(step: Step[pd.DataFrame | pa.Table], table: Table, group: str, note: str = "") -> dg.AssetsDefinition:
    """The asset of the step that makes `table`; `note` continues its description."""

    @dg.asset(
        key=key_of(step),
        deps=needs_of(step),
        group_name=group,
        description=f"{table.comment}. {note}".strip(),
        owners=OWNERS,
        kinds={"parquet"},
        metadata=column_schema(table),
    )
    def rows(night: NightResource) -> Materialized:
        return dg.MaterializeResult(metadata=rows_metadata(table, step.make(night)))

    return rows
