"""Rows that hypothesis makes, register by register: few, such as the register accepts, and as nasty as they get.

Cases with several decisions on the same days and numbers against the days, known from their beginning or not; years
that end and begin; sums to the öre that meet a ceiling exactly; empty cells in every column that may be empty.
Columns that no indicator looks at stay empty. What makes them whole registers belongs in `made_registers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.action_plan import PRIORITY_AREA
from rsp_pipeline.registers.grants import FUNDING_SOURCE, GRANT_FORM, STATE_AID_BASIS
from rsp_pipeline.registers.kinds import Choice
from rsp_pipeline.registers.payments import PAID_OUT
from rsp_pipeline_tests.builders import (
    COMPANY,
    MUNICIPALITY_ORG_NO,
    OTHER_COMPANY,
    PERSON,
    PROGRAMME,
)

Row = dict[str, Any]
Rows = SearchStrategy[list[Row]]

CODES = [municipality.code for municipality in PROGRAMME.municipalities]
YEARS = range(2020, 2027)
PARAMETER_NAMES = ("special_operating_aid_ceiling", "eurokurs", "de_minimis_tak_eur", "de_minimis_tak_sgei_eur")
KINDS = {COMPANY: "Företag", OTHER_COMPANY: "Förening", PERSON: "Enskild firma", MUNICIPALITY_ORG_NO: "Kommun"}

places = st.sampled_from(CODES[:3])
events = st.sampled_from([date(year, *day) for year in YEARS for day in ((1, 1), (6, 15), (12, 31)) if year < 2026])
recent = st.sampled_from(
    [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)]
)
happened = recent | events | st.just(date(2026, 1, 1))
days = happened | st.sampled_from([date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31)])
sums = st.sampled_from(["0", "0.01", "0.05", "99999.99", "300000", "350000", "350000.01", "1234567.89"]).map(Decimal)
signed = sums | sums.map(lambda amount: -amount)
few = st.integers(0, 4)
flags = st.sampled_from([None, True, False])
outlet_ids = st.sampled_from([None, None, "S0", "S1", "S2", "S9"])
outlet_names = st.sampled_from([None, "Handeln", "handeln", "Macken"])
localities = st.sampled_from([None, "Ås", "ås", "Viken"])


def maybe(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | values


def term_of(kind: object) -> SearchStrategy[str]:
    assert isinstance(kind, Choice)
    return st.sampled_from(list(kind.values))


def term(register: str, column: str) -> SearchStrategy[str]:
    return term_of(next(each for each in REGISTERS if each.name == register).column(column).kind)


def terms(register: str, column: str) -> SearchStrategy[str]:
    """Several at once, in the set's own order."""
    kind = next(each for each in REGISTERS if each.name == register).column(column).kind
    assert isinstance(kind, Choice)
    every = list(kind.values)
    return st.sets(st.sampled_from(every), min_size=1).map(lambda some: ", ".join(sorted(some, key=every.index)))


def rows(most: int, **columns: SearchStrategy[Any]) -> Rows:
    """A few rows, or rather many."""
    row = st.fixed_dictionaries(columns)
    return st.lists(row, max_size=3) | st.lists(row, min_size=most // 2, max_size=most)


def numbered(made: Sequence[Row], column: str, letter: str) -> list[Row]:
    return [{**row, column: f"{letter}{number}"} for number, row in enumerate(made)]


def one_of_each(made: Sequence[Row], *key: str) -> list[Row]:
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
    """Numbered, and what came back written with a minus or without."""
    payments = []
    for number, row in enumerate(made):
        payment = {**row, "payment_id": f"U{number}"}
        if payment.pop("came_back_with_a_minus") and row["kind"] not in PAID_OUT:
            payment["amount_sek"] = -row["amount_sek"]
        payments.append(payment)
    return payments


def as_plans(made: Sequence[Row]) -> list[Row]:
    """Each plan once, none ending before it begins, the adopted ones with the day and the body that did it."""
    plans = {}
    for row in made:
        ends_first = row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]
        lacks = row["status"] == "Antagen" and not (row["adopted_on"] and row["decision_body"])
        if not ends_first and not lacks:
            plans[row["plan_id"] or tuple(row.values())] = row
    return list(plans.values())


GRANTS = rows(
    18,
    case_id=st.sampled_from(["1", "2", "3", "4", "5", "6", "7", "8"]),
    grant_form=st.sampled_from([*GRANT_FORM.values, "Särskilt driftstöd", "Servicebidrag"]),
    decision_type=st.sampled_from(["Grundbeslut", "Grundbeslut", "Grundbeslut", "Ändring", "Återkrav"]),
    outcome=st.sampled_from(["Bifall", "Bifall", "Bifall", "Delvis bifall"]) | term("grants", "outcome"),
    recipient_org_no=st.sampled_from(list(KINDS)),
    outlet_name=outlet_names,
    outlet_id=outlet_ids,
    municipality_code=places,
    locality=localities,
    received_on=maybe(events),
    decided_on=happened,
    eligible_cost_sek=maybe(sums),
    granted_sek=sums,
    funding_source=maybe(term_of(FUNDING_SOURCE)),
    state_aid_basis=maybe(term_of(STATE_AID_BASIS)),
    households=maybe(few),
    deliveries=maybe(few),
    investment_kind=st.sampled_from([None, "Kylar", "Pump"]),
    is_environmental=flags,
).map(as_decisions)
PAYMENTS = rows(
    10,
    case_id=st.sampled_from(["1", "2", "3", "4", "okänt"]),
    paid_on=happened,
    amount_sek=sums,
    kind=term("payments", "kind"),
    came_back_with_a_minus=st.booleans(),
).map(as_payments)
VISITS = rows(
    8,
    visited_on=happened,
    form=st.just("Fysiskt") | term("visits", "form"),
    municipality_code=places,
    outlet_name=outlet_names,
    outlet_id=outlet_ids,
    participants=terms("visits", "participants"),
).map(lambda made: numbered(made, "visit_id", "B"))
OUTLETS = rows(
    5,
    name=outlet_names.filter(bool),
    kind=maybe(term("outlets", "kind")),
    municipality_code=places,
    locality=localities,
    opened_on=maybe(days),
    closed_on=maybe(days),
    agent_services=maybe(terms("outlets", "agent_services")),
).map(lambda made: numbered(made, "outlet_id", "S"))
PLANS = rows(
    6,
    plan_id=st.sampled_from([None, "P0", "P1", "P2", "P3", "P4"]),
    municipality_code=places,
    status=st.just("Antagen") | term("service_plans", "status"),
    adopted_on=maybe(days),
    decision_body=maybe(term("service_plans", "decision_body")),
    valid_from=maybe(days),
    valid_to=maybe(days),
    extended_to=maybe(days),
    replaces=st.sampled_from([None, None, "P0", "P1"]),
).map(as_plans)
PLACES = rows(
    6,
    plan_id=st.sampled_from(["P0", "P1", "P2", "P3", "P9"]),
    locality=localities.filter(bool),
    is_prioritised=flags,
).map(lambda made: one_of_each(made, "plan_id", "locality"))
EFFORTS = rows(
    8,
    effort_id=st.sampled_from(["E1", "E2", "E3"]),
    year=st.sampled_from(YEARS),
    priority_area=term_of(PRIORITY_AREA),
    effort=st.just("Besöka företag"),
    goal=st.just("Minst så många"),
    target_value=maybe(signed),
    responsible=st.just("Regionen"),
    status=maybe(term("action_plan", "status")),
    outcome_value=maybe(signed),
).map(lambda made: one_of_each(made, "effort_id", "year"))
ACTIVITIES = rows(
    8,
    performed_on=happened,
    priority_area=term_of(PRIORITY_AREA),
    kind=term("activities", "kind"),
    title=st.just("Träff"),
    actor=st.just("Regionen"),
    municipality_code=maybe(places),
).map(lambda made: numbered(made, "activity_id", "A"))
FUNDING = rows(
    3, project=st.just("Resurser"), financier=st.sampled_from(["Regionen", "Staten"]), year=st.sampled_from(YEARS)
).map(lambda made: one_of_each(made, "project", "financier", "year"))
FRAMES = rows(8, year=st.sampled_from(YEARS[3:]), funding_source=term_of(FUNDING_SOURCE), frame_sek=sums).map(
    lambda made: one_of_each(made, "year", "funding_source")
)
POPULATION = rows(
    4,
    municipality_code=places,
    counted_on=happened,
    population=st.integers(1, 70_000),
)
PARAMETERS = rows(
    10,
    parameter=st.sampled_from(PARAMETER_NAMES),
    value=sums.filter(bool),
    valid_from=st.just(date(2020, 1, 1)) | days,
    valid_to=maybe(days),
    source=st.just("SFS"),
).map(lambda made: one_of_each(made, "parameter", "valid_from"))
