"""What every asset shares: its place in the graph, its key, its owner, and how its rows are shown in the UI."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg
import pandas as pd

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.schema import Table

OWNERS = ["team:dataforvaltare"]
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}  # run config: nothing on the screen
PREVIEW_ROWS = 5

HEADINGS = {  # of columns shown to those who do not write queries
    "source_file": "Fil", "source_sheet": "Blad", "source_row": "Rad", "row_key": "Post", "column_name": "Kolumn",
    "verdict": "Bedömning", "rows_read": "Lästa rader", "rows_accepted": "Godkända rader",
    "rows_quarantined": "Rader i karantän", "message": "Besked",
    "rule_id": "Regel", "title": "Namn", "n_tried": "Prövade", "n_broken": "Avvikelser",
    "n_not_tried": "Kunde inte prövas",
    "indicator_id": "Nyckeltal", "year": "År", "value": "Värde", "numerator": "Täljare", "denominator": "Nämnare",
    "n_records": "Antal rader", "status": "Status",
}  # fmt: skip

# The groups, in the order of the data; the UI sorts them by name.
SOURCES_GROUP = "steg_1_underlag"
DERIVED_GROUP = "steg_2_harlett"
INDICATORS_GROUP = "steg_3_nyckeltal"
RULES_GROUP = "steg_3_regler"
FOLLOWUP_GROUP = "steg_4_uppfoljning"
PUBLISHING_GROUP = "steg_5_publicering"

SettingsResource = dg.ResourceParam[Settings]

if TYPE_CHECKING:
    Materialized = dg.MaterializeResult[None]
else:  # beside checks, Dagster reads only the bare class as a return annotation
    Materialized = dg.MaterializeResult


def key_of(table: Table) -> dg.AssetKey:
    """The asset that makes a table: `core/grants` makes `core.grants`."""
    return dg.AssetKey([table.schema, table.name])


def keys_of(tables: Iterable[Table]) -> list[dg.AssetKey]:
    """The assets that make some tables."""
    return [key_of(table) for table in tables]


def column_schema(table: Table) -> dict[str, dg.TableSchema]:
    """The columns panel of a table's asset page."""
    columns = [dg.TableColumn(field.name, field.type, description=field.comment) for field in table.fields]
    return {"dagster/column_schema": dg.TableSchema(columns)}


def rows_metadata(table: Table, rows: pd.DataFrame) -> dict[str, dg.MetadataValue]:
    """Row count and first rows of a table, without its restricted columns: metadata is kept in the event log."""
    shown = rows[[name for name in table.published().columns if name in rows]]
    return {
        "dagster/row_count": dg.MetadataValue.int(len(rows)),
        "Förhandsvisning": as_table(shown.head(PREVIEW_ROWS).dropna(axis="columns", how="all")),
    }


def as_table(rows: pd.DataFrame) -> dg.MetadataValue:
    """Rows as a table in the UI, every cell as plain text: a delivered cell may look like markdown or a number."""
    names = [str(name) for name in rows]
    cells = rows.astype("string").fillna("").itertuples(index=False, name=None)
    records = [dg.TableRecord(dict(zip(names, row, strict=True))) for row in cells]
    return dg.MetadataValue.table(records, dg.TableSchema([dg.TableColumn(name) for name in names]))


def as_told(rows: pd.DataFrame) -> dg.MetadataValue:
    """Rows as a table for those who do not write queries: every column under its Swedish heading."""
    return as_table(rows.rename(columns={name: HEADINGS[str(name)] for name in rows}))


def path_metadata(path: Path) -> dg.MetadataValue:
    """A file's path, to copy from the UI."""
    return dg.MetadataValue.path(path)


def years_to_write(context: dg.AssetExecutionContext, settings: Settings) -> list[str]:
    """The years of a run whose documents are made: those of an approved year stay as the board approved them."""
    approved = Archive.beside(settings.published_file).years
    kept = [year for year in context.partition_keys if int(year) in approved]
    if kept:
        context.log.info(f"Fastställt, dokumenten står kvar: {', '.join(kept)}")
    return [year for year in context.partition_keys if year not in kept]
