"""Which findings are new: not those that someone accepted as they are, nor those there were at the last approval."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest

from rsp_pipeline.rules.engine import evaluate
from rsp_pipeline.rules.standing import ACCEPTED, NEW, SEEN
from rsp_pipeline.rules.tables import FINDING
from rsp_pipeline_tests.builders import TODAY, Row
from rsp_pipeline_tests.rules.grant_cases import GRANT_CASES
from rsp_pipeline_tests.rules.trying import BY_ID, holding
from rsp_pipeline_tests.sessions import Session

BREAKS = GRANT_CASES["R06"].breaks


@pytest.fixture(scope="module")
def finding(empty: Session) -> Row:
    found: list[Row] = found_with(empty).to_pylist()
    return found[0]


def found_with(session: Session, accepted: Sequence[Row] = (), seen: pa.Table | None = None) -> Any:
    with holding(session, {**BREAKS, "core.accepted_findings": accepted}):
        return evaluate(session, [BY_ID["R06"]], TODAY, seen).findings


def acceptance(finding: Row, **changed: object) -> Row:
    row = {name: finding[name] for name in ("rule_id", "message")} | {"row_key": finding["record_id"], **changed}
    return {"record_id": "accepted_findings:1", **row}


def test_a_finding_that_nobody_has_seen_is_new(finding: Row) -> None:
    assert finding["state"] == NEW


def test_a_finding_is_accepted_as_long_as_it_says_the_same(empty: Session, finding: Row) -> None:
    message = str(finding["message"])
    assert "\u00a0" in message
    for written, state in {
        message: ACCEPTED,
        f" {message.replace(chr(160), ' ')}. ": ACCEPTED,  # as a spreadsheet may have made it
        message.replace("1", "2", 1): NEW,
    }.items():
        assert found_with(empty, [acceptance(finding, message=written)])["state"].to_pylist() == [state], written


@pytest.mark.parametrize("other", [{"rule_id": "R07"}, {"row_key": "grants:2:1"}])
def test_an_acceptance_of_another_rule_or_record_is_none(empty: Session, finding: Row, other: Row) -> None:
    assert found_with(empty, [acceptance(finding, **other)])["state"].to_pylist() == [NEW]


def test_a_finding_of_the_last_approval_is_seen_and_what_is_accepted_is_told_as_accepted(
    empty: Session, finding: Row
) -> None:
    def seen(**changed: object) -> pa.Table:
        return pa.Table.from_pylist([{**finding, **changed}], FINDING.arrow_schema)

    assert found_with(empty, seen=seen())["state"].to_pylist() == [SEEN]
    assert found_with(empty, seen=seen(message="Något annat"))["state"].to_pylist() == [NEW]
    assert found_with(empty, [acceptance(finding)], seen())["state"].to_pylist() == [ACCEPTED]
