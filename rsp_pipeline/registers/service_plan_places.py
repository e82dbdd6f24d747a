"""Orter i serviceplanen: one row per place that a service plan names.

The municipality is the plan's, and is told there.
"""

from rsp_pipeline.registers.kinds import Choice, Choices, Flag, Identifier, Text
from rsp_pipeline.registers.register import Column, Register

SERVICE_PLAN_PLACES = Register(
    name="service_plan_places",
    title="Orter i serviceplanen",
    comment="Orter i serviceplanen: en rad per ort och plan",
    key=("plan_id", "locality"),
    columns=(
        Column(
            "plan_id",
            Identifier(),
            ("Plan-ID", "Plannr"),
            "Planens identitet",
            required=True,
            refers_to="core.service_plans.plan_id",
        ),
        Column("locality", Text(), ("Ort", "Ortnamn"), "Ort", required=True),
        Column(
            "level",
            Choice(
                {
                    "Serviceort": (),
                    "Servicenod": (),
                    "Servicepunkt": (),
                    "SOT-punkt": ("Service- och trygghetspunkt", "SOT"),
                }
            ),
            ("Nivå", "Servicenivå", "Ortstyp"),
            "Ortens nivå i planen",
        ),
        Column("is_prioritised", Flag(), ("Prioriterad", "Prioriterad ort"), "Orten är prioriterad i planen"),
        Column(
            "services",
            Choices(
                {
                    "Dagligvaror": ("Livsmedel", "Dagligvarubutik"),
                    "Drivmedel": ("Drivmedelsstation",),
                    "Post": ("Postombud", "Paket"),
                    "Apotek": ("Apoteksombud",),
                    "Betaltjänst": ("Betaltjänster", "Betaltjänstombud"),
                }
            ),
            ("Service", "Serviceutbud", "Servicefunktioner"),
            "Service som planen vill ha på orten, åtskild av komma",
        ),
    ),
)
