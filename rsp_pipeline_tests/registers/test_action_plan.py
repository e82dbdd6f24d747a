"""The action plan: one row per effort and year."""

from pathlib import Path

from rsp_pipeline.registers.action_plan import ACTION_PLAN
from rsp_pipeline_tests.builders import Row, read, write_csv

EFFORT: Row = {
    "Insats-ID": "S2",
    "År": 2025,
    "Prioriterat område": "Servicegivare",
    "Insats": "Besöka företag",
    "Mål": "Minst femton fysiska besök",
    "Ansvarig": "Regionen",
}


def test_an_effort_without_goal_or_responsible_is_refused(tmp_path: Path) -> None:
    write_csv(tmp_path, "action_plan/a.csv", [{**EFFORT, "Mål": ""}, {**EFFORT, "Ansvarig": ""}])
    reading = read(ACTION_PLAN, tmp_path)
    assert reading.quarantine["column_name"].to_list() == ["goal", "responsible"]
    assert reading.accepted.empty


def test_the_same_effort_in_two_years_is_two_rows(tmp_path: Path) -> None:
    write_csv(tmp_path, "action_plan/a.csv", [EFFORT, {**EFFORT, "År": 2026}])
    assert read(ACTION_PLAN, tmp_path).accepted["record_id"].to_list() == ["action_plan:S2:2025", "action_plan:S2:2026"]


def test_comments_are_not_published() -> None:
    assert "comment" not in ACTION_PLAN.table.published().columns
