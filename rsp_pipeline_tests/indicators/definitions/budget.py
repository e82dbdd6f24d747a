"""Stödramar: S22."""

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Part, Parts
from rsp_pipeline_tests.indicators.definitions.grants import granted
from rsp_pipeline_tests.indicators.definitions.registers import Registers


def frames(registers: Registers, year: int) -> Parts:
    """The year's frames; that of money granted without one is not known."""
    framed = {row.funding_source: row.frame_sek for row in registers["grant_frames"] if row.year == year}
    used = {case.first.funding_source for case in registers.decided_in(year)}
    for source in framed.keys() | used:
        yield Part(framed.get(source), {"funding_source": source})


DEFINITIONS = (
    Definition("S22", ("grants", "grant_frames"), granted, by=("funding_source",), out_of=frames, times=100),
)
