"""Regelparametrar: legal ceilings and other dated figures that the rules compare with."""

from rsp_pipeline.registers.kinds import Day, Number, Text, Verbatim
from rsp_pipeline.registers.register import Column, Register

EURO_RATE = "eurokurs"
GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING = "de_minimis_tak_eur", "de_minimis_tak_sgei_eur"
"""The parameters that turn kronor into euro, and what a recipient of each kind of de minimis aid may have."""

RULE_PARAMETERS = Register(
    name="rule_parameters",
    title="Regelparametrar",
    comment="Regelparametrar: tak och andra värden som gäller från ett datum",
    key=("parameter", "valid_from"),
    reference=True,
    columns=(
        Column("parameter", Verbatim(), ("Parameter",), "Parameterns namn", required=True),
        Column("value", Number(), ("Värde",), "Parameterns värde", required=True),
        Column("unit", Verbatim(), ("Enhet",), "Värdets enhet"),
        Column("valid_from", Day(), ("Gäller från",), "Första dag som värdet gäller", required=True),
        Column("valid_to", Day(), ("Gäller till",), "Sista dag som värdet gäller; tomt tills vidare"),
        Column("source", Text(), ("Källa",), "Paragraf eller källa som värdet vilar på", required=True),
    ),
)
