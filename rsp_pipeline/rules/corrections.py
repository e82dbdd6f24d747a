"""Corrections that no longer correct anything, since the cell has changed or is gone."""

from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity

GROUP = Group(
    "Rättelser",
    "inga_rattelser_ar_inaktuella",
    "Varje rättelse i corrections.csv gäller: cellen har den text som rättelsen förväntar sig.",
)

RULES = (
    Rule(
        "R41",
        title="Inaktuell rättelse",
        group=GROUP,
        description="En rättelse tas bort när källan är rättad, och skrivs om när cellen har ändrats på annat sätt.",
        rests_on=OWN,
        tries="""
            SELECT record_id, rtrim(message, '.') AS message, status = 'obsolete' AS breaks
            FROM quality.correction
        """,
        sentence="Rättelsen är inaktuell. {message}",
        severity=Severity.NOTICE,
    ),
)
