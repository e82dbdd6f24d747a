"""Delivered years: by the day of an event, by a year told as such, or every year of a state."""

from pathlib import Path

from rsp_pipeline_tests.builders import core_session, outlet, visit, write_csv


def delivered(raw: Path, register: str) -> list[int]:
    query = "SELECT year FROM core.delivered_years WHERE register = ? ORDER BY year"
    return [year for (year,) in core_session(raw).execute(query, [register]).fetchall()]


def test_a_register_of_events_covers_the_years_of_their_days(tmp_path: Path) -> None:
    write_csv(tmp_path, "visits/a.csv", [visit(), visit(Datum="2023-12-31", **{"Besöks-ID": "B2"})])
    assert delivered(tmp_path, "visits") == [2023, 2025]


def test_a_register_with_a_column_for_the_year_covers_the_years_it_tells(tmp_path: Path) -> None:
    rows = [{"Projekt": "Resurser", "Finansiär": "Tillväxtverket", "År": year} for year in (2024, 2026)]
    write_csv(tmp_path, "funding/a.csv", rows)
    assert delivered(tmp_path, "funding") == [2024, 2026]


def test_a_register_of_states_covers_every_year_that_has_begun(tmp_path: Path) -> None:
    write_csv(tmp_path, "outlets/a.csv", [outlet()])
    assert delivered(tmp_path, "outlets") == [2023, 2024, 2025, 2026]
