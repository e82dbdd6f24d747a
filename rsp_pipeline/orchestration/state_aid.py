"""The asset of the two workbooks about de minimis aid. It shows where they lie and how many rows they have, no more."""

from rsp_pipeline.night.state_aid import STATE_AID_WORKBOOKS, StateAid
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.common import PUBLISHING_GROUP, key_of, path_metadata
from rsp_pipeline.orchestration.told import Shown, Told, asset


def _tell(made: StateAid, night: Night) -> Told:
    return Told(
        {
            key_of(STATE_AID_WORKBOOKS): {
                "Arbetslista": path_metadata(night.settings.de_minimis_file),
                "Mottagare": made.room_left.row_count,
                "Till centrala registret": path_metadata(night.settings.central_register_file),
                "Stöd att registrera": made.to_register.row_count,
            }
        }
    )


SHOWN = Shown(STATE_AID_WORKBOOKS, _tell)

state_aid_workbooks_asset = asset(
    SHOWN,
    PUBLISHING_GROUP,
    "Arbetsböckerna de_minimis.xlsx, vad varje mottagare har kvar under taket för stöd av mindre betydelse, och "
    "centralt_register.xlsx, de stöd som ska in i det centrala registret. Bara för regionens handläggare: inget av "
    "dem publiceras.",
    kinds={"excel"},
)
