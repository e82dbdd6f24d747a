"""The asset of the dashboard. It shows where the page lies, how large it is and how many figures it hides."""

from rsp_pipeline.night.dashboard import DASHBOARD, Dashboard
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.common import FOLLOWUP_GROUP, key_of, path_metadata
from rsp_pipeline.orchestration.told import Shown, Told, asset


def _tell(made: Dashboard | None, _: Night) -> Told:
    if made is None:
        return Told({})
    told = {"Fil": path_metadata(made.path), "Storlek (byte)": made.size, "Dolda siffror": made.hidden}
    return Told({key_of(DASHBOARD): told})


SHOWN = Shown(DASHBOARD, _tell)

dashboard_asset = asset(
    SHOWN,
    FOLLOWUP_GROUP,
    "Instrumentpanelen: en webbsida i en enda fil, utan server och utan nät, där man väljer nyckeltal, år, kommun och "
    "stödform. Små siffror är dolda som i öppna data, så att sidan kan läggas ut.",
    kinds={"html"},
)
