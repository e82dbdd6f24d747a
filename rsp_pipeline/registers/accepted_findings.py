"""Godtagna avvikelser: findings that someone lets stand, with the reason; kept by the steward, if at all.

An acceptance counts as long as the finding says the same: what that is to mean is said in `rules.standing`.
"""

from rsp_pipeline.registers.kinds import Day, Identifier, Text, Verbatim
from rsp_pipeline.registers.register import Column, Register

ACCEPTED_FINDINGS = Register(
    name="accepted_findings",
    title="Godtagna avvikelser",
    comment="Godtagna avvikelser: en rad per avvikelse som någon har sett och låter stå, med skälet",
    key=("rule_id", "row_key", "message"),
    reference=True,
    optional=True,
    columns=(
        Column("rule_id", Identifier(), ("Regel",), "Regelns beteckning, till exempel R17", required=True),
        Column(
            "row_key",
            Verbatim(),
            ("Post",),
            "Raden som avviker, som den heter i quality.finding (record_id): grants:2025-0012:1",
            required=True,
        ),
        Column(
            "message",
            Verbatim(),
            ("Avvikelse", "Besked"),
            "Beskedet som godtas, ordagrant; ändras avvikelsens besked gäller godtagandet inte längre",
            required=True,
        ),
        Column("reason", Text(), ("Skäl",), "Varför avvikelsen får stå", required=True),
        Column("accepted_by", Text(), ("Godtagen av",), "Vem som godtog avvikelsen", required=True),
        Column("accepted_on", Day(), ("Godtagen den",), "Dag för godtagandet", required=True, not_in_future=True),
    ),
)
