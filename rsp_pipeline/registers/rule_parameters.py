"""Regelparametrar: legal ceilings and other dated figures that the rules compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rsp_pipeline.registers.kinds import Choice, Day, Number, Text, Verbatim, one_of
from rsp_pipeline.registers.register import Column, Register, RowCheck

if TYPE_CHECKING:
    import pandas as pd

EURO_RATE = "eurokurs"
GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING = "de_minimis_tak_eur", "de_minimis_tak_sgei_eur"
"""The parameters that turn kronor into euro, and what a recipient of each kind of de minimis aid may have."""

PARAMETER = Choice(
    one_of(
        "ordinance",
        "servicebidrag_ceiling",
        "servicebidrag_ceiling_strategic",
        "servicebidrag_max_years",
        "combined_ceiling",
        "special_operating_aid_ceiling",
        "turnover_ceiling",
        "distance_min",
        "investment_share",
        "investment_share_exceptional",
        "home_delivery_share",
        "home_delivery_per_household",
        "home_delivery_least_cost_share",
        GENERAL_AID_CEILING,
        GENERAL_INTEREST_CEILING,
        "de_minimis_years",
        "central_register_days",
        EURO_RATE,
        "price_base_amount",
        "smallest_plausible_amount",
    )
)
"""Every parameter that something reads: one of another name would never be used."""


def _ends_before_it_begins(rows: pd.DataFrame) -> pd.Series:
    return rows["valid_to"] < rows["valid_from"]


RULE_PARAMETERS = Register(
    name="rule_parameters",
    title="Regelparametrar",
    comment="Regelparametrar: tak och andra värden som gäller från ett datum",
    key=("parameter", "valid_from"),
    reference=True,
    columns=(
        Column("parameter", PARAMETER, ("Parameter",), "Parameterns namn", required=True),
        Column("value", Number(), ("Värde",), "Parameterns värde", required=True),
        Column("unit", Verbatim(), ("Enhet",), "Värdets enhet"),
        Column("valid_from", Day(), ("Gäller från",), "Första dag som värdet gäller", required=True),
        Column("valid_to", Day(), ("Gäller till",), "Sista dag som värdet gäller; tomt tills vidare"),
        Column("source", Text(), ("Källa",), "Paragraf eller källa som värdet vilar på", required=True),
    ),
    checks=(
        RowCheck(
            "ends_before_it_begins",
            "valid_to",
            "värdet slutar gälla innan det börjar gälla",
            _ends_before_it_begins,
        ),
    ),
)
