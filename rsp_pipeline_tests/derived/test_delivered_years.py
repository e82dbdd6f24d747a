"""Delivered years: by the day of an event, by a year told as such, or every year of a state."""

from pathlib import Path

from rsp_pipeline_tests.builders import Row, funding, outlet, visit
from rsp_pipeline_tests.derived.asking import asked


def delivered(raw: Path, register: str, *rows: Row) -> list[int]:
    query = f"SELECT year FROM core.delivered_years WHERE register = '{register}' ORDER BY year"
    return [year for (year,) in asked(raw, query, **{register: rows})]


def test_a_register_of_events_covers_the_years_of_their_days(tmp_path: Path) -> None:
    rows = visit(), visit(Datum="2023-12-31", **{"Besöks-ID": "B2"})
    assert delivered(tmp_path, "visits", *rows) == [2023, 2025]


def test_a_register_with_a_column_for_the_year_covers_the_years_it_tells(tmp_path: Path) -> None:
    assert delivered(tmp_path, "funding", funding(År=2024), funding(År=2026)) == [2024, 2026]


def test_a_register_of_states_covers_every_year_that_has_begun(tmp_path: Path) -> None:
    assert delivered(tmp_path, "outlets", outlet()) == [2023, 2024, 2025, 2026]
