"""What every asset shares: its place in the graph, its key, its owner, and how its rows are shown in the UI."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import pyarrow as pa

from rsp_pipeline.night.step import Night, Step
from rsp_pipeline.orchestration.column_origins import in_words, origins_of
from rsp_pipeline.remote.turn import in_turn
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.schema import Table

OWNERS = ["team:dataforvaltare"]
PREVIEW_ROWS = 5

HEADINGS = {  # of columns shown to those who do not write queries
    "source_file": "Fil", "source_sheet": "Blad", "source_row": "Rad", "row_key": "Post", "column_name": "Kolumn",
    "verdict": "Bedömning", "rows_read": "Lästa rader", "rows_accepted": "Godkända rader",
    "rows_quarantined": "Rader i karantän", "message": "Besked",
    "harm": "Allvar (1 är värst)", "kind": "Slag", "what": "Vad", "since": "Sedan", "remedy": "Gör så här",
    "state": "Läge", "rule_id": "Regel", "title": "Namn", "n_tried": "Prövade", "n_broken": "Avvikelser",
    "n_not_tried": "Kunde inte prövas",
    "indicator_id": "Nyckeltal", "year": "År", "value": "Värde", "numerator": "Täljare", "denominator": "Nämnare",
    "n_records": "Antal rader", "status": "Status",
}  # fmt: skip

# The groups, in the order of the data after what there is to do; the UI sorts them by name.
TODO_GROUP = "steg_0_att_gora"
SOURCES_GROUP = "steg_1_underlag"
DERIVED_GROUP = "steg_2_harlett"
INDICATORS_GROUP = "steg_3_nyckeltal"
RULES_GROUP = "steg_3_regler"
FOLLOWUP_GROUP = "steg_4_uppfoljning"
PUBLISHING_GROUP = "steg_5_publicering"

READ_BY = {  # whom the assets of a group are first of all for, as a tag to filter by
    group: {"for": reader}
    for group, reader in {
        TODO_GROUP: "forvaltare",
        SOURCES_GROUP: "forvaltare",
        DERIVED_GROUP: "analytiker",
        INDICATORS_GROUP: "analytiker",
        RULES_GROUP: "forvaltare",
        FOLLOWUP_GROUP: "handlaggare",
        PUBLISHING_GROUP: "forvaltare",
    }.items()
}

NightResource = dg.ResourceParam[Night]
SettingsResource = dg.ResourceParam[Settings]


def night_in_turn(settings: Settings, anew: bool) -> dg.ResourceDefinition:
    """A night as a resource: a run that asks for it waits for its turn in the warehouse and holds it to its end."""

    @dg.resource(
        description="Natten: inställningar och verkstad. En körning väntar på sin tur och har den tills den är klar."
    )
    def tonight(context: dg.InitResourceContext) -> Iterator[Night]:
        with in_turn(settings, tell_waiting=context.log.warning if context.log else lambda _: None):
            night = Night.of(settings, anew=anew)
            yield night
            if night.kept:
                night.kept.save()

    return tonight


def keys_of(step: Step[Any]) -> list[dg.AssetKey]:
    """The assets of a step, one for each thing it makes: `core/grants` makes `core.grants`."""
    return [dg.AssetKey(name.split("/")) for name in step.makes]


def key_of(step: Step[Any]) -> dg.AssetKey:
    """The asset of a step that makes one thing."""
    (key,) = keys_of(step)
    return key


def needs_of(step: Step[Any]) -> list[dg.AssetKey]:
    """The assets that come before a step's."""
    return [dg.AssetKey(name.split("/")) for name in step.needs]


def column_schema(table: Table) -> dict[str, dg.TableSchema | dg.TableColumnLineage]:
    """The columns panel of a table's asset page, and from which columns of other assets each of them comes."""
    origins = origins_of(table.full_name)
    columns = [
        dg.TableColumn(field.name, field.type, ". ".join([field.comment, *in_words(origins.get(field.name, ()))]))
        for field in table.fields
    ]
    depends_on = {
        name: [dg.TableColumnDep(dg.AssetKey(each.table.split(".")), each.column) for each in those]
        for name, those in origins.items()
    }
    return {
        "dagster/column_schema": dg.TableSchema(columns),
        **({"dagster/column_lineage": dg.TableColumnLineage(depends_on)} if depends_on else {}),
    }


def rows_metadata(table: Table, made: pd.DataFrame | pa.Table) -> dict[str, dg.MetadataValue]:
    """Row count and first rows of a table, without its restricted columns: metadata is kept in the event log."""
    first = made.head(PREVIEW_ROWS) if isinstance(made, pd.DataFrame) else made.slice(0, PREVIEW_ROWS).to_pandas()
    shown = first[[name for name in table.published().columns if name in first]]
    return {
        "dagster/row_count": dg.MetadataValue.int(len(made)),
        "Förhandsvisning": as_table(shown.dropna(axis="columns", how="all")),
    }


def as_table(rows: pd.DataFrame) -> dg.MetadataValue:
    """Rows as a table in the UI, every cell as plain text: a delivered cell may look like markdown or a number."""
    names = [str(name) for name in rows]
    cells = (["" if pd.isna(cell) else str(cell) for cell in row] for row in rows.itertuples(index=False, name=None))
    records = [dg.TableRecord(dict(zip(names, row, strict=True))) for row in cells]
    return dg.MetadataValue.table(records, dg.TableSchema([dg.TableColumn(name) for name in names]))


def as_headed_table(rows: pd.DataFrame) -> dg.MetadataValue:
    """Rows as a table for those who do not write queries: every column under its Swedish heading."""
    return as_table(rows.rename(columns={name: HEADINGS[str(name)] for name in rows}))


def path_metadata(path: Path | str) -> dg.MetadataValue:
    """A file's path, or its name on object storage, to copy from the UI."""
    return dg.MetadataValue.path(path)
