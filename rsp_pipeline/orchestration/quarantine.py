"""The asset of the workbook from which the data steward works off the quarantine."""

import dagster as dg

from rsp_pipeline.night.quarantine import QUARANTINE_WORKBOOK
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.common import PUBLISHING_GROUP, key_of, path_metadata
from rsp_pipeline.orchestration.told import Shown, Told, asset
from rsp_pipeline.reading.quarantine_workbook import Refused


def _tell(quarantine: list[Refused], night: Night) -> Told:
    counts = "\n".join(f"- {of.register.title}: {of.row_count}" for of in quarantine)
    return Told(
        {
            key_of(QUARANTINE_WORKBOOK): {
                "Fil": path_metadata(night.settings.quarantine_file),
                "dagster/row_count": sum(of_register.row_count for of_register in quarantine),
                "Rader per register": dg.MetadataValue.md(counts),
            }
        }
    )


SHOWN = Shown(QUARANTINE_WORKBOOK, _tell)

quarantine_workbook_asset = asset(
    SHOWN,
    PUBLISHING_GROUP,
    "Arbetsboken quarantine.xlsx: ett blad per register med raderna i karantän som de levererades, skälen och "
    "förslag på vad som ska rättas. Rätta i källsystemet, eller fyll i de gula kolumnerna och kör rsp correct.",
    kinds={"excel"},
)
