"""The action plan: one row per effort and year."""

from pathlib import Path

from rsp_pipeline.registers.action_plan import ACTION_PLAN
from rsp_pipeline_tests.builders import effort, read_rows


def test_an_effort_without_goal_or_responsible_is_refused(tmp_path: Path) -> None:
    reading = read_rows(ACTION_PLAN, tmp_path, effort(Mål=""), effort(Ansvarig=""))
    assert reading.quarantine["column_name"].to_list() == ["goal", "responsible"]
    assert reading.accepted.empty


def test_the_same_effort_in_two_years_is_two_rows(tmp_path: Path) -> None:
    record_ids = read_rows(ACTION_PLAN, tmp_path, effort(), effort(År=2026)).accepted["record_id"]
    assert record_ids.to_list() == ["action_plan:S2:2025", "action_plan:S2:2026"]


def test_comments_are_not_published() -> None:
    assert "comment" not in ACTION_PLAN.table.published().columns
