"""Service plans on 31 December: which plan stands, and whether it is valid."""

from datetime import date
from pathlib import Path

from rsp_pipeline_tests.builders import Row, plan
from rsp_pipeline_tests.derived.asking import asked


def status(raw: Path, year: int, *plans: Row) -> list[tuple[str, bool]]:
    query = f"SELECT plan_status, is_valid FROM core.plan_status WHERE year = {year}"
    return asked(raw, query, service_plans=plans)


def test_an_adopted_plan_is_valid_within_its_days(tmp_path: Path) -> None:
    assert status(tmp_path, 2025, plan()) == [("Antagen", True)]


def test_a_plan_is_not_there_before_it_was_adopted(tmp_path: Path) -> None:
    assert status(tmp_path, 2023, plan(Antagandedatum="2024-02-01")) == [("Saknas", False)]


def test_a_plan_adopted_after_it_took_effect_counts_from_its_adoption(tmp_path: Path) -> None:
    late = plan(Gäller_från="2023-06-01", Antagandedatum="2024-02-01")
    assert status(tmp_path, 2023, late) == [("Saknas", False)]
    assert status(tmp_path, 2024, late) == [("Antagen", True)]


def test_a_plan_runs_out(tmp_path: Path) -> None:
    ended = plan(Gäller_till="2025-06-30")
    assert status(tmp_path, 2024, ended) == [("Antagen", True)]
    assert status(tmp_path, 2025, ended) == [("Utgången", False)]


def test_a_plan_that_ends_on_the_last_day_of_the_year_is_valid_that_day(tmp_path: Path) -> None:
    assert status(tmp_path, 2025, plan(Gäller_till="2025-12-31")) == [("Antagen", True)]


def test_an_extended_plan_stays_valid(tmp_path: Path) -> None:
    extended = plan(Gäller_till="2024-12-31", Förlängd_till="2026-06-30")
    assert status(tmp_path, 2024, extended) == [("Antagen", True)]
    assert status(tmp_path, 2025, extended) == [("Förlängd", True)]
    assert status(tmp_path, 2026, extended) == [("Utgången", False)]


def test_a_plan_without_a_last_day_goes_on(tmp_path: Path) -> None:
    assert status(tmp_path, 2026, plan(Gäller_till="")) == [("Antagen", True)]


def test_a_valid_plan_goes_before_the_one_being_drawn_up(tmp_path: Path) -> None:
    coming = plan(Status="På remiss", Antagandedatum="", Gäller_från="", Gäller_till="", **{"Plan-ID": "P2"})
    assert status(tmp_path, 2025, plan(), coming) == [("Antagen", True)]
    assert status(tmp_path, 2028, plan(), coming) == []  # the year has not begun


def test_a_plan_being_drawn_up_goes_before_one_that_ran_out(tmp_path: Path) -> None:
    coming = plan(Status="Under framtagande", Antagandedatum="", Gäller_från="", Gäller_till="", **{"Plan-ID": "P2"})
    assert status(tmp_path, 2025, plan(Gäller_till="2024-12-31"), coming) == [("Under framtagande", False)]


def test_a_plan_that_ran_out_goes_before_one_adopted_later(tmp_path: Path) -> None:
    ended = plan(Antagandedatum="2022-02-01", Gäller_från="2022-02-01", Gäller_till="2022-12-31")
    assert status(tmp_path, 2023, ended, plan(**{"Plan-ID": "P2"})) == [("Utgången", False)]


def test_of_valid_plans_the_one_adopted_last_stands_also_when_the_older_is_out_on_referral(tmp_path: Path) -> None:
    older = plan(Status="På remiss", Antagandedatum="2022-02-01", Gäller_från="", Gäller_till="2025-06-30")
    newer = plan(Antagandedatum="2024-02-01", **{"Plan-ID": "P2"})
    assert status(tmp_path, 2024, older, newer) == [("Antagen", True)]
    assert asked(tmp_path, "SELECT last_day FROM core.plan_status WHERE year = 2024") == [(date(2027, 12, 31),)]


def test_a_plan_under_revision_is_still_valid(tmp_path: Path) -> None:
    assert status(tmp_path, 2025, plan(Status="Under revidering")) == [("Under revidering", True)]
