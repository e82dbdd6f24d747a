"""Assets for the programme's own tables and for what is derived from the registers."""

from rsp_pipeline.night.derived import DERIVATIONS, OF_PROGRAMME
from rsp_pipeline.orchestration.common import DERIVED_GROUP, SOURCES_GROUP
from rsp_pipeline.orchestration.table import table_asset

DERIVED_ASSETS = [
    *(table_asset(step, table, SOURCES_GROUP, "Kommer ur programfilen.") for table, step in OF_PROGRAMME.items()),
    *(table_asset(step, table, DERIVED_GROUP) for table, step in DERIVATIONS.items()),
]
