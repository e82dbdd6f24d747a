"""Assets for the programme's own tables and for what is derived from the registers."""

import dagster as dg
import pyarrow as pa

from rsp_pipeline.derived import DERIVED, MUNICIPALITIES, PROGRAMME_YEARS, Derived, municipalities, programme_years
from rsp_pipeline.orchestration.common import DERIVED_GROUP, SOURCES_GROUP
from rsp_pipeline.orchestration.tables import table_asset
from rsp_pipeline.reading.tables import SOURCE_FILE
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.schema import Table, read_by
from rsp_pipeline.store.tables import Tables

FROM_PROGRAMME = "Kommer ur programfilen."

CORE_TABLES: tuple[Table, ...] = (
    *(register.table for register in REGISTERS),
    MUNICIPALITIES,
    PROGRAMME_YEARS,
    *(derived.table for derived in DERIVED),
)


def _derived_asset(derived: Derived) -> dg.AssetsDefinition:
    sources = read_by(derived.select, CORE_TABLES)
    seen = read_by(derived.select, (*CORE_TABLES, SOURCE_FILE))  # which the registers' assets write, too

    def rows_of(_: Settings, tables: Tables) -> pa.Table:
        with tables.session(seen) as session:
            return session.sql(derived.select).to_arrow_table()

    return table_asset(derived.table, DERIVED_GROUP, rows_of, sources)


DERIVED_ASSETS = [
    table_asset(
        MUNICIPALITIES, SOURCES_GROUP, lambda settings, _: municipalities(settings.programme), note=FROM_PROGRAMME
    ),
    table_asset(
        PROGRAMME_YEARS,
        SOURCES_GROUP,
        lambda settings, _: programme_years(settings.programme, settings.today),
        note=FROM_PROGRAMME,
    ),
    *(_derived_asset(derived) for derived in DERIVED),
]
