"""The asset of the municipalities' fact sheets."""

from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from rsp_pipeline.night.fact_sheets import FACT_SHEETS
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.common import FOLLOWUP_GROUP, path_metadata
from rsp_pipeline.orchestration.told import Shown, Told, asset


def _tell(made: Mapping[int, tuple[Path, ...]], night: Night) -> Told:
    folders = night.settings.fact_sheets_dir
    return Told({}, by_year={year: {"Mapp": path_metadata(folders(year)), "Filer": len(made[year])} for year in made})


SHOWN = Shown(FACT_SHEETS, _tell)


def fact_sheets_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `followup/faktablad`."""
    return asset(
        SHOWN,
        FOLLOWUP_GROUP,
        "Ett faktablad för varje kommun: dess stöd, besök, serviceplan och serviceställen år för år, bredvid hela "
        "länets. En A4-sida, som webbsida (och pdf).",
        kinds={"html"},
        partitions=partitions,
    )
