"""Genomförda aktiviteter: one row per statement, dialogue, campaign, meeting and the like.

From these come the follow-up's bullets beside grants and visits.
"""

from rsp_pipeline.registers.kinds import (
    Choice,
    Choices,
    Day,
    Identifier,
    MunicipalityCode,
    PriorityArea,
    Text,
)
from rsp_pipeline.registers.register import Column, Register

ACTIVITIES = Register(
    name="activities",
    title="Genomförda aktiviteter",
    comment="Genomförda aktiviteter: en rad per yttrande, dialog, kampanj, möte eller annan aktivitet",
    key=("activity_id",),
    dated_by="performed_on",
    known_by=("performed_on", "kind", "title"),
    columns=(
        Column(
            "activity_id", Identifier(), ("Aktivitets-ID", "Aktivitetsnr", "Aktivitetsnummer"), "Aktivitetens identitet"
        ),
        Column(
            "performed_on",
            Day(),
            ("Genomförd", "Genomförd datum", "Datum"),
            "Dag då aktiviteten genomfördes",
            required=True,
            not_in_future=True,
        ),
        Column(
            "priority_area",
            PriorityArea(),
            ("Prioriterat område", "Område"),
            "Prioriterat område i programmet",
            required=True,
        ),
        Column(
            "kind",
            Choice(
                {
                    "Yttrande": ("Remissvar", "Remissyttrande"),
                    "Dialog": ("Dialogmöte",),
                    "Kampanj": (),
                    "Invigning": (),
                    "Samverkansmöte": ("Möte",),
                    "Processtöd": (),
                    "Informationsinsats": ("Information",),
                }
            ),
            ("Aktivitetstyp", "Typ av aktivitet", "Slag", "Typ"),
            "Aktivitetens slag",
            required=True,
        ),
        Column(
            "form",
            Choice({"Fysiskt": ("På plats", "Fysiskt möte"), "Digitalt": ("Digitalt möte", "Teams")}),
            ("Form", "Mötesform"),
            "Fysiskt eller Digitalt",
        ),
        Column("title", Text(), ("Rubrik", "Titel", "Aktivitet"), "Vad aktiviteten gällde", required=True),
        Column("reference", Text(), ("Referens", "Beteckning", "SOU eller dnr"), "Utredning eller diarienummer"),
        Column("actor", Text(), ("Aktör", "Utförare", "Genomförd av"), "Organisation som genomförde", required=True),
        Column("municipality_code", MunicipalityCode(), ("Kommun", "Kommunkod", "Kommunnamn"), "Kommunens kod (SCB)"),
        Column(
            "partners",
            Choices(
                {
                    "Region": ("Regionen",),
                    "Kommun": ("Kommunen", "Kommuner", "Kommunerna"),
                    "Länsstyrelse": ("Länsstyrelsen",),
                    "Andra regioner": (),
                    "Tillväxtverket": (),
                    "Civilsamhälle": ("Civilsamhället", "Föreningsliv", "Föreningslivet"),
                    "Näringsliv": ("Näringslivet", "Företag"),
                    "Annan": (),
                }
            ),
            ("Samarbetspartner", "Samverkansparter", "Medverkande", "Deltagare"),
            "Parter som medverkade, åtskilda av komma",
        ),
        Column(
            "effort_id",
            Identifier(),
            ("Insats-ID", "Insatsnr"),
            "Insats i handlingsplanen som aktiviteten hör till",
            refers_to="core.action_plan.effort_id",
        ),
    ),
)
