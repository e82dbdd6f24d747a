"""Assets for the programme's own tables and for what is derived from the registers."""

from rsp_pipeline.night.derived import DERIVATIONS, OF_PROGRAMME
from rsp_pipeline.orchestration.common import DERIVED_GROUP, SOURCES_GROUP
from rsp_pipeline.orchestration.table import table_asset, table_shown

TABLES = {table: table_shown(step, table) for table, step in (OF_PROGRAMME | DERIVATIONS).items()}
SHOWN = tuple(TABLES.values())

DERIVED_ASSETS = [
    *(table_asset(TABLES[table], table, SOURCES_GROUP, "Kommer ur programfilen.") for table in OF_PROGRAMME),
    *(table_asset(TABLES[table], table, DERIVED_GROUP) for table in DERIVATIONS),
]
