"""Figures over time: beside the years before, where those are known."""

from decimal import Decimal
from pathlib import Path

import duckdb

from rsp_pipeline_tests.builders import grant, published_session, write_csv

COLUMNS = "value, previous_year_value, two_years_before_value, three_years_before_value, change, change_percent"


def over_time(raw: Path, year: int, group: str = "breakdown = 'total'") -> list[tuple[object, ...]]:
    session = published_session(raw, 2023, 2024, 2025, 2026)
    return session.sql(
        f"SELECT {COLUMNS} FROM report.nyckeltal_over_tid WHERE indicator_id = 'S02' AND year = {year} AND {group}"
    ).fetchall()


def test_a_year_stands_beside_the_three_before_it(tmp_path: Path) -> None:
    years = {2023: "100", 2024: "200", 2025: "400", 2026: "500"}
    rows = [grant(Ärendenr=str(year), Beslutsdatum=f"{year}-05-01", Belopp=sek) for year, sek in years.items()]
    write_csv(tmp_path, "grants/a.csv", rows)
    assert over_time(tmp_path, 2026) == [(500, 400, 200, 100, 100, 25)]
    assert over_time(tmp_path, 2023) == [(100, None, None, None, None, None)]


def test_an_unknown_year_has_no_change_and_is_no_previous_year(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Beslutsdatum="2023-05-01", Belopp="100"), grant(Ärendenr="2")])
    assert over_time(tmp_path, 2024) == [(None, 100, None, None, None, None)]
    assert over_time(tmp_path, 2025) == [(100000, None, 100, None, None, None)]


def test_a_figure_has_the_names_of_its_indicator_and_municipality_and_keeps_its_status(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Belopp="100")])
    query = """
        SELECT municipality_name, title, unit, value, status
        FROM report.nyckeltal
        WHERE indicator_id = 'S02' AND year = $year
            AND (breakdown = 'total' OR municipality_code = '2313' AND breakdown = 'municipality')
    """
    session = published_session(tmp_path, 2024, 2025)
    names = ("Beviljat belopp", "kr")
    assert session.execute(query, {"year": 2025}).fetchall() == [
        ("Strömsund", *names, 100, "slutlig"),
        ("Hela länet", *names, 100, "slutlig"),
    ]
    assert session.execute(query, {"year": 2024}).fetchall() == [
        ("Strömsund", *names, None, "uppgift saknas"),
        ("Hela länet", *names, None, "uppgift saknas"),
    ]


def test_every_figure_is_named_once(undelivered: duckdb.DuckDBPyConnection) -> None:
    unnamed = "FROM indicator.value EXCEPT ALL SELECT * EXCLUDE (title, unit, municipality_name) FROM report.nyckeltal"
    assert undelivered.sql(unnamed).fetchall() == []
    (figures,) = undelivered.sql("SELECT count(*) FROM indicator.value").fetchall()
    assert undelivered.sql("SELECT count(*) FROM report.nyckeltal").fetchall() == [figures]


def test_a_change_from_nothing_has_no_percent_and_one_downwards_is_negative(tmp_path: Path) -> None:
    rows = [
        grant(Ärendenr="1", Beslutsdatum="2024-05-01", Belopp="300"),
        grant(Ärendenr="2", Belopp="200"),
        grant(Ärendenr="3", Belopp="100", Kommun="Åre"),
    ]
    write_csv(tmp_path, "grants/a.csv", rows)
    stromsund, are = ("breakdown = 'municipality' AND municipality_code = '2313'", "municipality_code = '2321'")
    assert over_time(tmp_path, 2025, stromsund) == [(200, 300, None, None, -100, Decimal("-33.3333"))]
    assert over_time(tmp_path, 2025, f"breakdown = 'municipality' AND {are}") == [(100, 0, None, None, 100, None)]
