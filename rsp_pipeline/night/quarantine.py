"""The step of the workbook from which the data steward works off the quarantine."""

from __future__ import annotations

from rsp_pipeline.mending.aside import put_aside
from rsp_pipeline.night.step import Night, Step, names_of, the_readers
from rsp_pipeline.reading.quarantine_workbook import Refused, refused, write_workbook
from rsp_pipeline.reading.tables import QUARANTINE, refused_table
from rsp_pipeline.registers import CORRECTIONS, REGISTERS


def write_quarantine(night: Night) -> list[Refused]:
    """Write the workbook as the registers stand in the workshop; one filled in and not taken is put aside."""
    settings = night.settings
    quarantine = refused(night.tables, REGISTERS)
    corrections = night.tables.frame(CORRECTIONS.table)
    put_aside(settings.quarantine_file, corrections, settings.limits, settings.restricted_mode)
    write_workbook(settings.quarantine_file, quarantine, settings.restricted_mode)
    return quarantine


QUARANTINE_WORKBOOK = Step(
    ("quality/quarantine_workbook",),
    names_of(register.table for register in REGISTERS),
    write_quarantine,
    reads=(QUARANTINE, CORRECTIONS.table, *map(refused_table, REGISTERS)),
    rests_on=the_readers,
)
