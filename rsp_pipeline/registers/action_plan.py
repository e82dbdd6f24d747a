"""Handlingsplanens insatser: one row per effort and year of the action plan.

Every effort has a goal that can be followed up and a party responsible; one without cannot be interpreted. A goal that
an indicator measures names it, and the part of the county or of the aid that it is about.
"""

from rsp_pipeline.registers.grants import GRANT_FORM
from rsp_pipeline.registers.kinds import (
    Amount,
    Choice,
    Identifier,
    MunicipalityCode,
    PriorityArea,
    Text,
    Verbatim,
    Whole,
)
from rsp_pipeline.registers.register import Column, Register

STATUS = Choice(
    {
        "Ej påbörjad": ("Inte påbörjad",),
        "Pågår": ("Pågående",),
        "Genomförd": ("Genomfört", "Klar"),
        "Försenad": ("Försenat",),
        "Utgår": ("Utgått",),
    }
)

WHY = "Varför"  # what a draft of the plan says of each effort it suggests

ACTION_PLAN = Register(
    name="action_plan",
    title="Handlingsplanens insatser",
    comment="Handlingsplanens insatser: en rad per insats och år",
    key=("effort_id", "year"),
    dated_by="year",
    ignored=(WHY,),
    columns=(
        Column(
            "effort_id", Identifier(), ("Insats-ID", "Insatsnr", "Insatsnummer"), "Insatsens identitet", required=True
        ),
        Column(
            "year",
            Whole(),
            ("År", "Verksamhetsår", "Handlingsplan år"),
            "År som handlingsplanen gäller",
            required=True,
            at_least=2000,
        ),
        Column(
            "priority_area",
            PriorityArea(),
            ("Prioriterat område", "Område"),
            "Prioriterat område i programmet",
            required=True,
        ),
        Column("effort", Text(), ("Insats", "Insatsens namn", "Aktivitet"), "Vad som ska göras", required=True),
        Column("goal", Text(), ("Mål", "Uppföljningsbart mål"), "Mål som kan följas upp", required=True),
        Column("target_value", Amount(), ("Målvärde", "Målnivå"), "Värdet som ska nås"),
        Column("unit", Verbatim(), ("Enhet", "Måttenhet"), "Målvärdets enhet"),
        Column(
            "indicator_id",
            Identifier(),
            ("Nyckeltal", "Indikator"),
            "Nyckeltal som mäter målet, till exempel S18",
            refers_to="indicator.indicator.indicator_id",
        ),
        Column(
            "municipality_code",
            MunicipalityCode(),
            ("Målets kommun", "Nyckeltalets kommun"),
            "Kommunens kod, när målet gäller en kommun; tomt för hela länet",
        ),
        Column(
            "grant_form",
            Choice(GRANT_FORM.values),
            ("Målets stödform", "Nyckeltalets stödform"),
            "Stödform, när målet gäller en; tomt för alla",
        ),
        Column("responsible", Text(), ("Ansvarig", "Ansvarig part"), "Part som ansvarar för insatsen", required=True),
        Column("participants", Text(), ("Medverkande", "Deltagare", "Övriga parter"), "Parter som medverkar"),
        Column(
            "status",
            STATUS,
            ("Status", "Läge"),
            "Insatsens status när registret lämnades",
        ),
        Column(
            "outcome_value",
            Amount(),
            ("Utfall", "Utfallsvärde", "Resultat"),
            "Värdet som nåddes, som handlingsplanen säger",
        ),
        Column("comment", Text(), ("Kommentar", "Anteckning"), "Kommentar; fritext", restricted=True),
    ),
)
