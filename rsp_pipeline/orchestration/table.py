"""A step that makes one table, as Dagster shows it."""

from typing import Any

import dagster as dg
import pandas as pd
import pyarrow as pa

from rsp_pipeline.night.step import Night, Step
from rsp_pipeline.orchestration.common import column_schema, key_of, rows_metadata
from rsp_pipeline.orchestration.told import Shown, Told, asset
from rsp_pipeline.store.schema import Table


def table_shown(step: Step[Any], table: Table) -> Shown[pd.DataFrame | pa.Table]:
    """The step that makes `table`: how many rows there are, and the first of them."""

    def tell(made: pd.DataFrame | pa.Table, _: Night) -> Told:
        return Told({key_of(step): rows_metadata(table, made)})

    return Shown(step, tell)


def table_asset(shown: Shown[Any], table: Table, group: str, note: str = "") -> dg.AssetsDefinition:
    """The asset of the step that makes `table`; `note` continues its description."""
    description = f"{table.comment}. {note}".strip()
    return asset(shown, group, description, kinds={"parquet"}, metadata=column_schema(table))
