"""Rows made to trip the indicators, register by register: all that a register accepts, and as nasty as they get.

Cases with several decisions on the same days and numbers against the days, known from their beginning or not; years
that end and begin; sums to the öre that meet a ceiling exactly; empty cells in every column that may be empty. A value
that stands twice in a list is twice as likely. Columns that no indicator looks at stay empty. What makes the rows whole
registers belongs in `made_registers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import combinations
from random import Random
from typing import Any

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.kinds import Choice, Choices, in_programme
from rsp_pipeline.registers.payments import PAID_OUT
from rsp_pipeline_tests.builders import CODES, COMPANY, MUNICIPALITY_ORG_NO, OTHER_COMPANY, PERSON, PROGRAMME

Row = dict[str, Any]

YEARS = range(2020, 2027)
KINDS = {COMPANY: "Företag", OTHER_COMPANY: "Förening", PERSON: "Enskild firma", MUNICIPALITY_ORG_NO: "Kommun"}
PARAMETERS = ("special_operating_aid_ceiling", "eurokurs", "de_minimis_tak_eur", "de_minimis_tak_sgei_eur")

TURNS = [date(year, *day) for year in (2023, 2024, 2025) for day in ((1, 1), (12, 31))]
HAPPENED = [*TURNS, *TURNS, date(2026, 1, 1), *(date(year, 6, 15) for year in YEARS)]
DAYS = [*HAPPENED, date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31)]
SUMS = [Decimal(amount) for amount in ("0", "0.01", "0.05", "99999.99", "350000", "350000", "350000.01", "1234567.89")]
SIGNED = [*SUMS, *(-amount for amount in SUMS)]
FLAGS = [None, True, False]
PLACES, LOCALITIES = CODES[:4], [None, "Ås", "ås", "Viken"]
EASTS = [14, 479_999, 500_000, 500_003, 503_000, 560_000, 7_000_000]  # within some of the places or none
NORTHS = [63, 500_000, 7_000_000, 7_000_004, 7_001_000, 7_040_000, 7_141_001]
ROADS_KM = [Decimal(km) for km in ("0", "19.99", "20", "20.01", "45.5")]
OUTLET_IDS = [None, None, *(f"O{number}" for number in range(14))]
OUTLET_NAMES = ["Handeln", "handeln", "Macken", "Boden", "Hörnan"]


def terms(register: str, column: str) -> list[str]:
    """The terms that a column may hold or, of one that holds several at once, each, each two of them and all."""
    declared = next(each for each in REGISTERS if each.name == register).column(column).kind
    kind = in_programme(declared, PROGRAMME)
    assert isinstance(kind, Choice)
    every = list(kind.values)
    if not isinstance(kind, Choices):
        return every
    return [", ".join(some) for size in (1, 2, len(every)) for some in combinations(every, size)]


def maybe(values: Sequence[Any]) -> list[Any]:
    return [None, *values]


@dataclass(frozen=True)
class Rows:
    """How rows of a register are made: about so many, each cell one of its column's values, and then made whole."""

    about: int
    columns: Mapping[str, Sequence[Any]]
    whole: Callable[[Sequence[Row]], Sequence[Row]] = list

    def made(self, random: Random, size: int) -> list[Row]:
        """None, some or `size` percent of the usual number; a smaller size leaves out the last."""
        count = random.choice([0, 1, 3, 3, 3]) * self.about * size // 300
        picked = [{name: random.choice(values) for name, values in self.columns.items()} for _ in range(count)]
        return list(self.whole(picked))


def numbered(column: str, made: Sequence[Row]) -> list[Row]:
    return [{**row, column: f"{column[0].upper()}{number}"} for number, row in enumerate(made)]


def one_of_each(key: Sequence[str], made: Sequence[Row]) -> list[Row]:
    return list({tuple(row[column] for column in key): row for row in made}.values())


def as_decisions(made: Sequence[Row]) -> list[Row]:
    """Numbered within their cases, and home delivery granted to a municipality."""
    decisions, made_in = [], Counter[str]()
    for row in made:
        made_in[row["case_id"]] += 1
        org_no = MUNICIPALITY_ORG_NO if row["grant_form"] == "Hemsändning" else row["recipient_org_no"]
        decisions.append(
            {
                **row,
                "decision_no": made_in[row["case_id"]],
                "recipient_name": f"Påhittad {org_no}",
                "recipient_org_no": org_no,
                "recipient_id": f"mottagare-{org_no}",
                "recipient_kind": KINDS[org_no],
            }
        )
    return decisions


def as_payments(made: Sequence[Row]) -> list[Row]:
    """Numbered; what came back may be written with a minus."""
    for row in made:
        if row.pop("has_minus") and row["kind"] not in PAID_OUT:
            row["amount_sek"] = -row["amount_sek"]
    return numbered("payment_id", made)


def _ends_first(row: Row) -> bool:
    return bool(row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"])


def as_parameters(made: Sequence[Row]) -> list[Row]:
    """Each parameter once from a day, none ending before it begins."""
    return one_of_each(["parameter", "valid_from"], [row for row in made if not _ends_first(row)])


def as_plans(made: Sequence[Row]) -> list[Row]:
    """Each plan once, none ending before it begins, the adopted ones with the day and the body that did it."""
    plans = {}
    for row in made:
        lacks = row["status"] == "Antagen" and not (row["adopted_on"] and row["decision_body"])
        if not _ends_first(row) and not lacks:
            plans[row["plan_id"] or tuple(row.values())] = row
    return list(plans.values())


MADE: Mapping[str, Rows] = {
    "grants": Rows(
        80,
        {
            "case_id": [f"{number}" for number in range(25)],
            "grant_form": [*terms("grants", "grant_form"), "Servicebidrag", "Särskilt driftstöd"],
            "decision_type": ["Grundbeslut", "Grundbeslut", *terms("grants", "decision_type")],
            "outcome": ["Bifall", "Bifall", "Bifall", "Delvis bifall", *terms("grants", "outcome")],
            "recipient_org_no": list(KINDS),
            "outlet_name": maybe(OUTLET_NAMES),
            "outlet_id": OUTLET_IDS,
            "municipality_code": PLACES,
            "locality": LOCALITIES,
            "received_on": maybe(HAPPENED),
            "decided_on": HAPPENED,
            "eligible_cost_sek": maybe(SUMS),
            "granted_sek": SUMS,
            "funding_source": maybe(terms("grants", "funding_source")),
            "state_aid_basis": maybe(terms("grants", "state_aid_basis")),
            "households": [None, 0, 1, 7],
            "deliveries": [None, 0, 3, 7],
            "investment_kind": [None, "Kylar", "Pump"],
            "is_environmental": FLAGS,
        },
        as_decisions,
    ),
    "payments": Rows(
        40,
        {
            "case_id": ["OKÄNT-1", *(f"{number}" for number in range(25))],
            "paid_on": HAPPENED,
            "amount_sek": SUMS,
            "kind": terms("payments", "kind"),
            "has_minus": [True, False],
        },
        as_payments,
    ),
    "visits": Rows(
        30,
        {
            "visited_on": HAPPENED,
            "form": ["Fysiskt", *terms("visits", "form")],
            "municipality_code": PLACES,
            "outlet_name": maybe(OUTLET_NAMES),
            "outlet_id": OUTLET_IDS,
            "participants": terms("visits", "participants"),
        },
        partial(numbered, "visit_id"),
    ),
    "outlets": Rows(
        12,
        {
            "name": OUTLET_NAMES,
            "kind": maybe(terms("outlets", "kind")),
            "municipality_code": PLACES,
            "locality": LOCALITIES,
            "east": maybe(EASTS),
            "north": maybe(NORTHS),
            "shop_road_km": maybe(ROADS_KM),
            "fuel_road_km": maybe(ROADS_KM),
            "opened_on": maybe(DAYS),
            "closed_on": maybe(DAYS),
            "agent_services": maybe(terms("outlets", "agent_services")),
        },
        partial(numbered, "outlet_id"),
    ),
    "service_plans": Rows(
        20,
        {
            "plan_id": [None, *(f"P{number}" for number in range(20))],
            "municipality_code": CODES,
            "status": ["Antagen", *terms("service_plans", "status")],
            "adopted_on": maybe(DAYS),
            "decision_body": maybe(terms("service_plans", "decision_body")),
            "valid_from": maybe(DAYS),
            "valid_to": maybe(DAYS),
            "extended_to": maybe(DAYS),
            "replaces": [None, "P0", "P1"],
        },
        as_plans,
    ),
    "service_plan_places": Rows(
        20,
        {"plan_id": [f"P{number}" for number in range(20)], "locality": ["Ås", "ås", "Viken"], "is_prioritised": FLAGS},
        partial(one_of_each, ["plan_id", "locality"]),
    ),
    "action_plan": Rows(
        30,
        {
            "effort_id": ["E1", "E2", "E3", "E4", "E5"],
            "year": YEARS,
            "priority_area": terms("action_plan", "priority_area"),
            "effort": ["Besöka företag"],
            "goal": ["Minst så många"],
            "target_value": maybe(SIGNED),
            "responsible": ["Regionen"],
            "status": maybe(terms("action_plan", "status")),
            "outcome_value": maybe(SIGNED),
        },
        partial(one_of_each, ["effort_id", "year"]),
    ),
    "activities": Rows(
        30,
        {
            "performed_on": HAPPENED,
            "priority_area": terms("activities", "priority_area"),
            "kind": terms("activities", "kind"),
            "title": ["Träff"],
            "actor": ["Regionen"],
            "municipality_code": maybe(PLACES),
        },
        partial(numbered, "activity_id"),
    ),
    "funding": Rows(
        4,
        {"project": ["Resurser"], "financier": ["Regionen", "Staten"], "year": YEARS},
        partial(one_of_each, ["project", "financier", "year"]),
    ),
    "grant_frames": Rows(
        8,
        {"year": YEARS, "funding_source": terms("grants", "funding_source"), "frame_sek": SUMS},
        partial(one_of_each, ["year", "funding_source"]),
    ),
    "population": Rows(
        6,
        {"municipality_code": PLACES, "counted_on": HAPPENED, "population": [1, 3, 5152, 64963]},
        partial(one_of_each, ["municipality_code", "counted_on"]),
    ),
    "rule_parameters": Rows(
        10,
        {"parameter": PARAMETERS, "value": SUMS[1:], "valid_from": DAYS, "valid_to": maybe(DAYS), "source": ["SFS"]},
        as_parameters,
    ),
}
