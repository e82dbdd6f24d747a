"""Assets for the programme's own tables and for what is derived from the registers."""

from collections.abc import Callable

import dagster as dg
import pandas as pd

from rsp_pipeline.derived import (
    DERIVED,
    MUNICIPALITIES,
    PROGRAMME_YEARS,
    Derived,
    municipalities,
    programme_years,
)
from rsp_pipeline.orchestration.common import (
    DERIVED_GROUP,
    OWNERS,
    SOURCES_GROUP,
    Materialized,
    SettingsResource,
    column_schema,
    key_of,
    keys_of,
    rows_metadata,
)
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.schema import Table, read_by
from rsp_pipeline.settings import Settings
from rsp_pipeline.warehouse.tables import Tables

CORE_TABLES: tuple[Table, ...] = (
    *(register.table for register in REGISTERS),
    MUNICIPALITIES,
    PROGRAMME_YEARS,
    *(derived.table for derived in DERIVED),
)


def _programme_asset(table: Table, rows_of: Callable[[Settings], pd.DataFrame]) -> dg.AssetsDefinition:
    @dg.asset(
        key=key_of(table),
        group_name=SOURCES_GROUP,
        description=f"{table.comment}. Kommer ur programfilen.",
        owners=OWNERS,
        kinds={"parquet"},
        metadata=column_schema(table),
    )
    def programme_rows(settings: SettingsResource) -> Materialized:
        rows = rows_of(settings)
        Tables(settings.tables_dir).write(table, rows)
        return dg.MaterializeResult(metadata=rows_metadata(table, rows))

    return programme_rows


def _derived_asset(derived: Derived) -> dg.AssetsDefinition:
    sources = read_by(derived.select, CORE_TABLES)

    @dg.asset(
        key=key_of(derived.table),
        deps=keys_of(sources),
        group_name=DERIVED_GROUP,
        description=f"{derived.table.comment}.",
        owners=OWNERS,
        kinds={"duckdb", "parquet"},
        metadata=column_schema(derived.table),
    )
    def derived_rows(settings: SettingsResource) -> Materialized:
        tables = Tables(settings.tables_dir)
        with tables.session(sources) as session:
            rows = session.sql(derived.select).to_arrow_table()
        tables.write(derived.table, rows)
        return dg.MaterializeResult(metadata=rows_metadata(derived.table, rows.to_pandas()))

    return derived_rows


DERIVED_ASSETS = [
    _programme_asset(MUNICIPALITIES, lambda settings: municipalities(settings.programme)),
    _programme_asset(PROGRAMME_YEARS, lambda settings: programme_years(settings.programme, settings.today)),
    *(_derived_asset(derived) for derived in DERIVED),
]
