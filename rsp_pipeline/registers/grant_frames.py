"""Stödramar: how much of each kind of money may be granted in a year, kept by the steward.

What carries the programme out belongs in `funding`.
"""

from rsp_pipeline.registers.grants import FUNDING_SOURCE
from rsp_pipeline.registers.kinds import Amount, Text, Whole
from rsp_pipeline.registers.register import Column, Register

GRANT_FRAMES = Register(
    name="grant_frames",
    title="Stödramar",
    comment="Stödramar: vad som får beviljas av varje slags medel under ett år",
    key=("year", "funding_source"),
    dated_by="year",
    reference=True,
    columns=(
        Column("year", Whole(), ("År",), "År som ramen gäller", required=True, at_least=2000),
        Column(
            "funding_source", FUNDING_SOURCE, ("Finansiering", "Anslag"), "Medel som finansierar stödet", required=True
        ),
        Column("frame_sek", Amount(), ("Ram",), "Ramen", unit="kr", required=True, at_least=0),
        Column("source", Text(), ("Källa",), "Beslutet som ramen vilar på"),
    ),
)
