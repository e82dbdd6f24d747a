"""The asset of the workbook from which the data steward works off the quarantine."""

import dagster as dg

from rsp_pipeline.night.quarantine import QUARANTINE_WORKBOOK
from rsp_pipeline.orchestration.common import (
    OWNERS,
    PUBLISHING_GROUP,
    NightResource,
    key_of,
    needs_of,
    path_metadata,
)


@dg.asset(
    key=key_of(QUARANTINE_WORKBOOK),
    deps=needs_of(QUARANTINE_WORKBOOK),
    group_name=PUBLISHING_GROUP,
    description=(
        "Arbetsboken quarantine.xlsx: ett blad per register med raderna i karantän som de levererades, skälen och "
        "förslag på vad som ska rättas. Rätta i källsystemet, inte i arbetsboken."
    ),
    owners=OWNERS,
    kinds={"excel"},
)
def quarantine_workbook_asset(night: NightResource) -> dg.MaterializeResult[None]:
    """The workbook as the registers stand in the workshop."""
    quarantine = QUARANTINE_WORKBOOK.make(night)
    counts = "\n".join(f"- {of.register.title}: {of.row_count}" for of in quarantine)
    return dg.MaterializeResult(
        metadata={
            "Fil": path_metadata(night.settings.quarantine_file),
            "dagster/row_count": sum(of_register.row_count for of_register in quarantine),
            "Rader per register": dg.MetadataValue.md(counts),
        }
    )
