"""Företagsbesök: one row per visit or other contact with a business.

Columns with contact persons, telephone numbers and e-mail addresses are known as such, and never stored.
"""

from rsp_pipeline.registers.kinds import Choice, Choices, Day, Identifier, MunicipalityCode, Text
from rsp_pipeline.registers.register import Column, Register

VISITS = Register(
    name="visits",
    title="Företagsbesök",
    comment="Företagsbesök: en rad per besök eller annan kontakt med ett företag",
    key=("visit_id",),
    dated_by="visited_on",
    known_by=("visited_on", "municipality_code", "locality", "outlet_name", "outlet_id"),
    ignored=("Kontaktperson", "Kontakt", "Telefon", "Telefonnummer", "Mobil", "E-post", "E-postadress", "Mejl"),
    columns=(
        Column("visit_id", Identifier(), ("Besöks-ID", "Besöksnr"), "Besökets nummer"),
        Column(
            "visited_on",
            Day(),
            ("Besöksdatum", "Datum"),
            "Dag för besöket",
            required=True,
            not_in_future=True,
        ),
        Column(
            "form",
            Choice(
                {
                    "Fysiskt": ("Fysiskt besök", "På plats"),
                    "Digitalt": ("Digitalt möte", "Teams"),
                    "Telefon": ("Telefonsamtal", "Tel"),
                }
            ),
            ("Form", "Besöksform"),
            "Fysiskt, Digitalt eller Telefon",
            required=True,
        ),
        Column(
            "municipality_code",
            MunicipalityCode(),
            ("Kommun", "Kommunkod", "Kommunnamn"),
            "Kommunens kod (SCB)",
            required=True,
        ),
        Column("locality", Text(), ("Ort",), "Ort"),
        Column("outlet_name", Text(), ("Försäljningsställe", "Butik", "Företag"), "Försäljningsställets namn"),
        Column(
            "outlet_id",
            Identifier(),
            ("Ställe-ID",),
            "Försäljningsställets identitet",
            refers_to="core.outlets.outlet_id",
        ),
        Column(
            "participants",
            Choices(
                {"Region": ("Regionen",), "Kommun": ("Kommunen",), "Länsstyrelse": ("Länsstyrelsen",), "Annan": ()}
            ),
            ("Deltagare", "Medverkande"),
            "Organisationer som deltog, åtskilda av komma",
            required=True,
        ),
        Column("topics", Text(), ("Ämnen", "Frågor"), "Vad besöket gällde; fritext", restricted=True),
        Column("result", Text(), ("Resultat", "Anteckning"), "Vad besöket ledde till; fritext", restricted=True),
        Column(
            "effort_id",
            Identifier(),
            ("Insats-ID",),
            "Insats i handlingsplanen som besöket hör till",
            refers_to="core.action_plan.effort_id",
        ),
    ),
)
