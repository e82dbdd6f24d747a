"""Figures over time: beside the years before, where those are known."""

from decimal import Decimal
from pathlib import Path

import duckdb

from rsp_pipeline_tests.builders import delivered, grant
from rsp_pipeline_tests.sessions import published_session

COLUMNS = "value, previous_year_value, two_years_before_value, three_years_before_value, change, change_percent"
TOTAL = "breakdown = 'total'"


def over_time(session: duckdb.DuckDBPyConnection, year: int, group: str = TOTAL) -> list[tuple[object, ...]]:
    return session.sql(
        f"SELECT {COLUMNS} FROM report.nyckeltal_over_tid WHERE indicator_id = 'S02' AND year = {year} AND {group}"
    ).fetchall()


def test_a_year_stands_beside_the_three_before_it(tmp_path: Path) -> None:
    years = {2023: "100", 2024: "200", 2025: "400", 2026: "500"}
    delivered(tmp_path, grants=[grant(Beslutsdatum=f"{year}-05-01", Belopp=sek) for year, sek in years.items()])
    session = published_session(tmp_path, *years)
    assert over_time(session, 2026) == [(500, 400, 200, 100, 100, 25)]
    assert over_time(session, 2023) == [(100, None, None, None, None, None)]


def test_an_unknown_year_has_no_change_and_is_no_previous_year(tmp_path: Path) -> None:
    delivered(tmp_path, grants=[grant(Beslutsdatum="2023-05-01", Belopp="100"), grant()])
    session = published_session(tmp_path, 2023, 2024, 2025)
    assert over_time(session, 2024) == [(None, 100, None, None, None, None)]
    assert over_time(session, 2025) == [(100000, None, 100, None, None, None)]


def test_a_figure_has_the_names_of_its_indicator_and_municipality_and_keeps_its_status(tmp_path: Path) -> None:
    delivered(tmp_path, grants=[grant(Belopp="100")])
    told = published_session(tmp_path, 2024, 2025).sql(
        """
        SELECT municipality_name, title, unit, year, value, status
        FROM report.nyckeltal
        WHERE indicator_id = 'S02'
            AND (breakdown = 'total' OR municipality_code = '2313' AND breakdown = 'municipality')
        """
    )
    names = ("Beviljat belopp", "kr")
    assert told.fetchall() == [
        ("Strömsund", *names, 2024, None, "uppgift saknas"),
        ("Strömsund", *names, 2025, 100, "slutlig"),
        ("Hela länet", *names, 2024, None, "uppgift saknas"),
        ("Hela länet", *names, 2025, 100, "slutlig"),
    ]


def test_every_figure_is_named_once(undelivered: duckdb.DuckDBPyConnection) -> None:
    unnamed = "FROM indicator.value EXCEPT ALL SELECT * EXCLUDE (title, unit, municipality_name) FROM report.nyckeltal"
    assert undelivered.sql(unnamed).fetchall() == []
    (figures,) = undelivered.sql("SELECT count(*) FROM indicator.value").fetchall()
    assert undelivered.sql("SELECT count(*) FROM report.nyckeltal").fetchall() == [figures]


def test_a_change_from_nothing_has_no_percent_and_one_downwards_is_negative(tmp_path: Path) -> None:
    before, now = grant(Beslutsdatum="2024-05-01", Belopp="300"), grant(Belopp="200")
    delivered(tmp_path, grants=[before, now, grant(Belopp="100", Kommun="Åre")])
    session = published_session(tmp_path, 2023, 2024, 2025)
    stromsund, are = (f"breakdown = 'municipality' AND municipality_code = '{code}'" for code in ("2313", "2321"))
    assert over_time(session, 2025, stromsund) == [(200, 300, None, None, -100, Decimal("-33.3333"))]
    assert over_time(session, 2025, are) == [(100, 0, None, None, 100, None)]
