"""What förordning (2024:1243) asks the region to do before, in and after a decision: columns of the register grants."""

from rsp_pipeline.registers.kinds import Day, Flag, Verbatim
from rsp_pipeline.registers.register import Column

DUTIES = (
    Column(
        "recipient_informed_on",
        Day(),
        ("Upplysning om stöd av mindre betydelse",),
        "Dag då företaget fick upplysningarna om stöd av mindre betydelse (§ 28 p. 1)",
    ),
    Column(
        "de_minimis_checked_on",
        Day(),
        ("Kontroll av stöd av mindre betydelse",),
        "Dag då regionen kontrollerade mottagarens tidigare stöd av mindre betydelse (§ 28 p. 2)",
    ),
    Column(
        "municipality_heard_on",
        Day(),
        ("Synpunkter från kommunen",),
        "Dag då berörd kommun hade lämnat sina synpunkter (§ 28 p. 3)",
    ),
    Column(
        "has_service_terms",
        Flag(),
        ("Villkor om tjänst av allmänt ekonomiskt intresse", "Villkor enligt § 31"),
        "Särskilt driftstöd: beslutet har villkor om tjänsten, med utbud och öppettider (§ 31)",
    ),
    Column(
        "registered_on",
        Day(),
        ("Registrerad i centralt register",),
        "Dag då stödet av mindre betydelse registrerades i det centrala registret (§ 38)",
    ),
    Column("nace_code", Verbatim(), ("SNI-kod", "NACE-kod"), "Mottagarens bransch enligt SNI eller NACE"),
)
