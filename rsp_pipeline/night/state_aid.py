"""The step of the two workbooks about de minimis aid, which only those may read who handle it."""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.night.step import Night, Step, names_of, the_programme, the_readers
from rsp_pipeline.state_aid.lists import READS, Listed, days, room_left, to_register
from rsp_pipeline.state_aid.workbooks import write_room_left, write_to_register
from rsp_pipeline.store.kept import Days


@dataclass(frozen=True)
class StateAid:
    """The two lists, as they were written."""

    room_left: Listed
    to_register: Listed


def write_state_aid(night: Night) -> StateAid:
    """Write both workbooks as the registers stand in the workshop."""
    settings = night.settings
    with night.tables.session(READS) as session:
        made = StateAid(room_left(session, settings.today), to_register(session, settings.today))
    write_room_left(settings.de_minimis_file, made.room_left, settings.restricted_mode)
    write_to_register(
        settings.central_register_file, made.to_register, settings.programme.region, settings.restricted_mode
    )
    return made


def _days(night: Night) -> Days:
    with night.tables.session(READS) as session:
        return days(session, night.settings.today)


STATE_AID_WORKBOOKS = Step(
    ("state_aid/workbooks",),
    names_of(READS),
    write_state_aid,
    reads=READS,
    rests_on=lambda night: {**the_programme(night), **the_readers(night)},
    days=_days,
)
