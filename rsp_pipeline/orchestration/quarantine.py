"""The asset of the workbook from which the data steward works off the quarantine."""

import dagster as dg

from rsp_pipeline.orchestration.common import OWNERS, PUBLISHING_GROUP, SettingsResource, keys_of, path_metadata
from rsp_pipeline.reading.quarantine_workbook import refused, write_workbook
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.store.tables import Tables


@dg.asset(
    key=["quality", "quarantine_workbook"],
    deps=keys_of(register.table for register in REGISTERS),
    group_name=PUBLISHING_GROUP,
    description=(
        "Arbetsboken quarantine.xlsx: ett blad per register med raderna i karantän som de levererades, skälen och "
        "förslag på vad som ska rättas. Rätta i källsystemet, inte i arbetsboken."
    ),
    owners=OWNERS,
    kinds={"excel"},
)
def quarantine_workbook_asset(settings: SettingsResource) -> dg.MaterializeResult[None]:
    """The workbook as the registers stand in the workshop."""
    tables = Tables(settings.tables_dir)
    quarantine = [refused(tables, register) for register in REGISTERS]
    write_workbook(settings.quarantine_file, quarantine)
    return dg.MaterializeResult(
        metadata={
            "Fil": path_metadata(settings.quarantine_file),
            "dagster/row_count": sum(of_register.row_count for of_register in quarantine),
            "Rader per register": dg.MetadataValue.md(
                "\n".join(f"- {of.register.title}: {of.row_count}" for of in quarantine)
            ),
        }
    )
