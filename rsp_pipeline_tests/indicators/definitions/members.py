"""What is shown in each dimension whether anything happened or not."""

from collections.abc import Sequence
from itertools import product

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline_tests.indicators.definitions.cases import HOME_DELIVERY, INVESTMENT, OPERATING, SERVICE
from rsp_pipeline_tests.indicators.definitions.registers import YEARS, Registers

FORMS = (HOME_DELIVERY, SERVICE, INVESTMENT, OPERATING)
ALWAYS = {
    "plan_status": ("Saknas", "Under framtagande", "På remiss", "Antagen", "Under revidering", "Förlängd", "Utgången"),
    "funding_source": ("1:1-anslaget", "Nationella medel"),
    "outlet_kind": ("Dagligvarubutik", "Drivmedelsstation"),
    "outlet_change": ("Öppnat", "Nedlagt"),
    "service": ("Post", "Apotek", "Betaltjänst", "Systembolag", "Spel", "Annan"),
    "activity_kind": ("Yttrande", "Dialog", "Kampanj", "Invigning", "Informationsinsats"),
    "priority_area": ("Medborgare", "Servicegivare", "Offentliga intressenter"),
    "effort_status": ("Ej påbörjad", "Pågår", "Genomförd", "Försenad", "Utgår"),
    "row_outcome": ("Godtagna", "I karantän", "Likadana, räknade en gång"),
    "register": tuple(register.name for register in REGISTERS),
}


def shown(dimensions: Sequence[str], registers: Registers, year: int) -> set[tuple[str, ...]]:
    """Every combination of the members that are always shown."""
    return set(product(*(_members(dimension, registers, year) for dimension in dimensions)))


def _members(dimension: str, registers: Registers, year: int) -> Sequence[str]:
    match dimension:
        case "municipality":
            return registers.municipalities
        case "grant_form":
            return (*FORMS, "Korrosionsskydd") if year <= 2023 else FORMS
        case "decision_year":
            return [str(decided) for decided in YEARS if decided <= year]
        case "investment_kind":
            kinds = {case.first.investment_kind for case in registers.cases if case.first.grant_form == INVESTMENT}
            return [kind for kind in kinds if kind]
        case _:
            return ALWAYS[dimension]
