"""Targets: one for each indicator, year and group, and read as "at least" unless told otherwise."""

from pathlib import Path

from rsp_pipeline.registers.targets import TARGETS
from rsp_pipeline_tests.builders import read_rows, target


def test_a_target_is_at_least_unless_the_row_says_otherwise(tmp_path: Path) -> None:
    reading = read_rows(TARGETS, tmp_path, target(), target(Nyckeltal="S12", Riktning="högst"))
    assert reading.accepted["direction"].to_list() == ["Minst", "Högst"]


def test_the_county_and_its_parts_may_have_targets_of_their_own(tmp_path: Path) -> None:
    parts = target(Kommun="Åre", Målvärde="2"), target(Stödform="Servicebidrag", Målvärde="3")
    assert read_rows(TARGETS, tmp_path, target(), *parts).quarantine.empty


def test_two_targets_for_the_same_figure_are_both_refused(tmp_path: Path) -> None:
    reading = read_rows(TARGETS, tmp_path, target(), target(Målvärde="16"), target(År="2024"))
    assert reading.quarantine["code"].to_list() == ["contradicted_target"] * 2
    assert reading.accepted["year"].to_list() == [2024]


def test_the_same_target_told_twice_counts_once(tmp_path: Path) -> None:
    reading = read_rows(TARGETS, tmp_path, target(), target())
    assert reading.quarantine.empty
    assert len(reading.accepted) == 1
