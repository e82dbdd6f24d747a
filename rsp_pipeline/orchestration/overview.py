"""The asset of the page above all years."""

from pathlib import Path

from rsp_pipeline.night.overview import OVERVIEW
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.common import FOLLOWUP_GROUP, key_of, path_metadata
from rsp_pipeline.orchestration.told import Shown, Told, asset


def _tell(made: Path, _: Night) -> Told:
    return Told({key_of(OVERVIEW): {"Fil": path_metadata(made)}})


SHOWN = Shown(OVERVIEW, _tell)

overview_asset = asset(
    SHOWN,
    FOLLOWUP_GROUP,
    "Sidan över alla år, index.html: varje dokument, vad som är fastställt, nyckeltalen år för år och vad som har "
    "ändrats sedan filen som publicerades dessförinnan.",
    kinds={"html"},
)
