"""Trying rules on a few typed rows: a session with every table, empty but for the parameters the sample ships."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rsp_pipeline.derived import DERIVED
from rsp_pipeline.rules import RULES, Rule
from rsp_pipeline.rules.engine import Tried, evaluate
from rsp_pipeline.store.sql import names_read
from rsp_pipeline_tests.builders import SAMPLE, TODAY, Row
from rsp_pipeline_tests.sessions import Session, core_session, undone

SHIPPED = SAMPLE / "reference" / "rule_parameters.csv"
BY_ID = {rule.id: rule for rule in RULES}

Rows = Mapping[str, Sequence[Row]]  # by table

GRANT: Row = {
    "case_id": "1",
    "decision_no": 1,
    "grant_form": "Särskilt driftstöd",
    "legal_basis": "SFS 2024:1243",
    "decision_type": "Grundbeslut",
    "outcome": "Bifall",
    "recipient_id": "aaaa",
    "recipient_name": "Hemliga Handelsboden",
    "recipient_org_no": "5560360793",
    "municipality_code": "2313",
    "decided_on": date(2025, 3, 14),
    "granted_sek": 100_000,
}
PAYMENT: Row = {
    "payment_id": "U1",
    "case_id": "1",
    "paid_on": date(2025, 6, 2),
    "kind": "Utbetalning",
    "amount_sek": 100_000,
}
VISIT: Row = {"visit_id": "B1", "visited_on": date(2025, 5, 6), "form": "Fysiskt", "municipality_code": "2321"}
PLAN: Row = {
    "plan_id": "P1",
    "municipality_code": "2309",
    "status": "Antagen",
    "adopted_on": date(2023, 12, 1),
    "valid_from": date(2024, 1, 1),
    "valid_to": date(2027, 12, 31),
}


def grant(**cells: object) -> Row:
    row = {**GRANT, **cells}
    return {"record_id": f"grants:{row['case_id']}:{row['decision_no']}", **row}


def grants(*rows: Row) -> Rows:
    """Decisions of a case each."""
    return {"core.grants": [grant(**{"case_id": str(number), **row}) for number, row in enumerate(rows, start=1)]}


def payment(**cells: object) -> Row:
    row = {**PAYMENT, **cells}
    return {"record_id": f"payments:{row['payment_id']}", **row}


def visits(*rows: Row) -> Rows:
    return {"core.visits": _numbered("visits", "B", rows, VISIT, "visit_id")}


def plans(*rows: Row) -> Rows:
    return {"core.service_plans": _numbered("service_plans", "P", rows, PLAN, "plan_id")}


def _numbered(register: str, letter: str, rows: Sequence[Row], usual: Row, key: str) -> list[Row]:
    keys = (f"{letter}{number}" for number in range(1, len(rows) + 1))
    return [{"record_id": f"{register}:{own}", **usual, key: own, **row} for own, row in zip(keys, rows, strict=True)]


@dataclass(frozen=True)
class Case:
    """Rows of which exactly one breaks a rule and what is said of it, none does, and an input is missing."""

    breaks: Rows
    says: str
    holds: Rows
    missing: Rows


def empty_session(folder: Path) -> Session:
    """A session with every table that rules read."""
    reference = folder / "reference"
    reference.mkdir()
    shutil.copy(SHIPPED, reference)
    session = core_session(folder)
    session.execute("DELETE FROM indicator.indicator")
    return session


@contextmanager
def holding(session: Session, rows: Rows) -> Iterator[Session]:
    """The session with the rows in its tables, and the derived tables made of them, for a while."""
    with undone(session):
        for table, own in rows.items():
            for row in own:
                marks = ", ".join("?" * len(row))
                session.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
        changed = set(rows)
        for derived in DERIVED:
            if changed & names_read([derived.select]):
                name = derived.table.full_name
                session.execute(f"DELETE FROM {name}")
                session.execute(f"INSERT INTO {name} BY NAME {derived.select}")
                changed.add(name)
        yield session


def tried(session: Session, rule: Rule, rows: Rows) -> Tried:
    """What comes of one rule on the rows."""
    with holding(session, rows):
        return evaluate(session, [rule], TODAY)
