"""References that find nothing: each declared one has its rule, and what is told of it helps to mend it."""

from datetime import date

import pytest

from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.rules.references import REFERRING
from rsp_pipeline_tests.builders import Row
from rsp_pipeline_tests.rules.trying import BY_ID, Rows, grants, payment, tried, visits
from rsp_pipeline_tests.sessions import Session

REFUSED: Row = {"source_file": "grants/a.csv", "source_sheet": "", "source_row": 9}


def told(session: Session, rule_id: str, rows: Rows) -> list[str]:
    return [
        str(found["message"]).removesuffix(" (egen kontroll)")
        for found in tried(session, BY_ID[rule_id], rows).findings.to_pylist()
    ]


def payments_in(case_id: str, *known: str) -> Rows:
    return {**grants(*({"case_id": each} for each in known)), "core.payments": [payment(case_id=case_id)]}


def test_every_reference_that_a_register_declares_is_tried_by_a_rule() -> None:
    declared = {(register.name, each.name) for register in REGISTERS for each in register.columns if each.refers_to}
    assert set(REFERRING.values()) == declared


@pytest.mark.parametrize(
    ("case_id", "nearest"),
    [
        ("RJH 2025/0012", "2025-0012"),  # another system's way
        ("20250012", "2025-0012"),
        ("2025-00l2", "2025-0012 och 2025-0201 och 2026-0021"),  # l for 1
        ("2025-0021", "2025-0012 och 2025-0201 och 2026-0021"),
        ("Verifikat A-7", ""),
    ],
)
def test_the_nearest_keys_are_told(empty: Session, case_id: str, nearest: str) -> None:
    known = ("2025-0012", "2026-0021", "2025-0201", "2031-9999")
    (sentence,) = told(empty, "R42", payments_in(case_id, *known))
    assert sentence == f"Ärendet {case_id} finns inte bland stödbesluten" + (f"; närmast är {nearest}" * bool(nearest))


def test_a_case_that_is_in_quarantine_is_told_as_such(empty: Session) -> None:
    rows = {**payments_in("2025-7", "2025-8"), "quality.refused_grants": [{**REFUSED, "case_id": "2025-7"}]}
    assert told(empty, "R42", rows) == ["Ärendet 2025-7 finns inte bland stödbesluten: raden är i karantän"]


def test_an_effort_counts_in_its_own_year_only(empty: Session) -> None:
    efforts: list[Row] = [
        {"record_id": f"action_plan:{effort}:{year}", "effort_id": effort, "year": year}
        for effort, year in (("S2", 2024), ("S4", 2025))
    ]
    visited = visits({"effort_id": "S2"}, {"effort_id": "S2", "visited_on": date(2024, 5, 6)})
    assert told(empty, "R47", {**visited, "core.action_plan": efforts}) == [
        "Insatsen S2 finns inte i årets handlingsplan; närmast är S4"
    ]


def test_two_hundred_lost_payments_are_all_found_and_told_of_their_cases(empty: Session) -> None:
    rows = {
        **grants(*({"case_id": f"2025-{number:04}"} for number in range(200))),
        "core.payments": [payment(payment_id=str(n), case_id=f"RJH 2025/{n:04}") for n in range(200)],
    }
    sentences = told(empty, "R42", rows)
    assert len(sentences) == 200
    assert all(sentence.endswith(sentence.split("/")[1][:4]) for sentence in sentences)
