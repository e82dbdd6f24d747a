"""What rules stand on: the parameters of the ordinance a decision rests on, and the decision that stands in a case."""

from datetime import date

import pytest

from rsp_pipeline.rules import ground
from rsp_pipeline_tests.builders import TODAY, Row
from rsp_pipeline_tests.rules.trying import grant, grants, holding
from rsp_pipeline_tests.sessions import Session, undone

NEW, OLD = "SFS 2024:1243", "SFS 2000:284"


def parameter(session: Session, name: str, basis: str | None, day: date) -> tuple[object, object]:
    """The value and source of a parameter for a decision."""
    with holding(session, grants({"legal_basis": basis, "decided_on": day})):
        ground.lay(session, [name], TODAY)
        (held,) = session.sql(f"SELECT parameter.{name}.value, parameter.{name}.source FROM decisions").fetchall()
    return held


@pytest.mark.parametrize(
    ("basis", "day", "value", "source"),
    [
        (NEW, date(2025, 12, 31), 350_000, "2024:1243 § 22"),
        (NEW, date(2026, 1, 1), 370_000, "2024:1243 § 22 (SFS 2025:1178)"),
        (NEW, date(2024, 12, 20), 350_000, "2024:1243 § 22"),  # before the ordinance held: still its own ceiling
        (OLD, date(2024, 12, 31), 300_000, "SFS 2000:284"),
        (OLD, date(2025, 2, 1), 300_000, "SFS 2000:284"),  # after it: still its own
        (None, date(2024, 12, 31), 300_000, "SFS 2000:284"),
        (None, date(2025, 1, 1), 350_000, "2024:1243 § 22"),
        ("Annan", date(2025, 1, 1), None, None),
        (None, date(1999, 1, 1), None, None),
    ],
)
def test_a_ceiling_is_that_of_the_decisions_own_ordinance_else_of_its_day(
    empty: Session, basis: str | None, day: date, value: int | None, source: str | None
) -> None:
    assert parameter(empty, "special_operating_aid_ceiling", basis, day) == (value, source)


@pytest.mark.parametrize("basis", [NEW, OLD, None, "Annan"])
def test_a_parameter_of_no_ordinance_holds_by_its_dates(empty: Session, basis: str | None) -> None:
    assert parameter(empty, "price_base_amount", basis, date(2025, 6, 1))[0] == 58_800
    assert parameter(empty, "price_base_amount", basis, date(2040, 6, 1))[0] is None


def test_an_ordinance_has_no_parameter_that_only_another_has(empty: Session) -> None:
    assert parameter(empty, "combined_ceiling", OLD, date(2025, 2, 1)) == (None, None)


def test_of_two_rows_that_hold_the_later_counts(empty: Session) -> None:
    twice: list[Row] = [
        {"parameter": "rate", "value": value, "valid_from": day, "source": "källan"}
        for value, day in ((1, date(2020, 1, 1)), (2, date(2021, 1, 1)))
    ]
    with holding(empty, {**grants({}), "core.rule_parameters": twice}):
        ground.lay(empty, ["rate"], TODAY)
        assert empty.sql("SELECT parameter.rate.value FROM decisions").fetchall() == [(2,)]


def test_the_decision_that_stands_is_the_last_that_sets_the_total(empty: Session) -> None:
    later = {"decision_type": "Ändring", "decided_on": date(2025, 5, 1)}
    rows = [
        grant(),
        grant(decision_no=2, **later),
        grant(decision_no=3, decision_type="Återkrav", decided_on=date(2025, 6, 1)),
        grant(case_id="2"),
        grant(case_id="2", decision_no=2, **later | {"outcome": "Återkallad", "granted_sek": 0}),
        grant(case_id="3", outcome="Avslag"),
    ]
    with holding(empty, {"core.grants": rows}):
        ground.lay(empty, [], TODAY)
        assert empty.sql("SELECT record_id FROM standing_decisions").fetchall() == [("grants:1:2",)]


def test_a_share_is_rounded_down_so_that_no_ore_above_it_escapes(empty: Session) -> None:
    with undone(empty):
        ground.lay(empty, [], TODAY)
        ((share,),) = empty.sql("SELECT percent_of(100.01::DECIMAL(14,2), 50::DECIMAL(14,2))").fetchall()
    assert str(share) == "50.00"
