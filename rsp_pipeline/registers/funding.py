"""Finansiering av genomförandet: one row per project, financier and year.

What carries the programme out beside the parties' ordinary budgets; what recipients are granted belongs in grants.
"""

from rsp_pipeline.registers.kinds import Amount, Text, Whole
from rsp_pipeline.registers.register import Column, Register

FUNDING = Register(
    name="funding",
    title="Finansiering av genomförandet",
    comment="Finansiering av genomförandet: en rad per projekt, finansiär och år",
    key=("project", "financier", "year"),
    dated_by="year",
    columns=(
        Column("project", Text(), ("Projekt", "Projektnamn", "Projektets namn"), "Projektets namn", required=True),
        Column("financier", Text(), ("Finansiär", "Finansieras av"), "Den som finansierar", required=True),
        Column("year", Whole(), ("År", "Budgetår"), "År som medlen gäller", required=True, at_least=2000),
        Column(
            "budget_sek",
            Amount(),
            ("Budget", "Budgeterat belopp", "Budgeterat"),
            "Budgeterat belopp",
            unit="kr",
            at_least=0,
        ),
        Column(
            "used_sek",
            Amount(),
            ("Upparbetat", "Använt belopp", "Förbrukat", "Utfall"),
            "Belopp som använts",
            unit="kr",
            at_least=0,
        ),
    ),
)
