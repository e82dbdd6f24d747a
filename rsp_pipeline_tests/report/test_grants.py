"""Tables of the grants: each form and municipality, the whole last, beside the year before."""

from pathlib import Path

from rsp_pipeline_tests.builders import CODES, delivered, grant, payment, write_population
from rsp_pipeline_tests.sessions import published_session


def test_every_form_is_told_and_all_of_them_last(tmp_path: Path) -> None:
    delivered(tmp_path, grants=[grant(Beslutsdatum="2024-05-01", Belopp="300"), grant(Belopp="200")])
    shown = published_session(tmp_path, 2024, 2025).sql(
        """
        SELECT grant_form, n_cases, granted_sek, previous_year_granted_sek, granted_change_sek, status
        FROM report.beslutade_stod
        WHERE year = 2025
        """
    )
    assert shown.fetchall() == [
        ("Hemsändning", 0, 0, 0, 0, "slutlig"),
        ("Servicebidrag", 0, 0, 0, 0, "slutlig"),
        ("Investeringsbidrag", 0, 0, 0, 0, "slutlig"),
        ("Särskilt driftstöd", 1, 200, 300, -100, "slutlig"),
        ("Samtliga", 1, 200, 300, -100, "slutlig"),
    ]


def test_every_municipality_is_told_per_inhabitant_and_the_county_last(tmp_path: Path) -> None:
    delivered(tmp_path, grants=[grant(Belopp="200"), grant(Kommun="Åre", Belopp="600")])
    write_population(tmp_path, dict.fromkeys(CODES, 100))
    select = "SELECT municipality_name, n_cases, granted_sek, granted_per_inhabitant_sek FROM report.stod_per_kommun"
    told = published_session(tmp_path, 2025).sql(select).fetchall()
    assert [row for row in told if row[1]] == [("Strömsund", 1, 200, 2), ("Åre", 1, 600, 6), ("Hela länet", 2, 800, 1)]
    assert len(told) == 9
    assert told[-1][0] == "Hela länet"


def test_what_was_paid_of_a_years_grants_is_followed_year_by_year(tmp_path: Path) -> None:
    payments = [payment(Belopp="400"), payment(Belopp="100", Utbetalningsdatum="2026-01-05")]
    delivered(tmp_path, grants=[grant(Belopp="1000"), grant(Beslutsdatum="2026-02-01")], payments=payments)
    shown = published_session(tmp_path, 2025, 2026).sql(
        """
        SELECT paid_year, n_cases, granted_at_year_end_sek, paid_in_year_sek, paid_to_date_sek, paid_percent
        FROM report.utbetalningar_per_beslutsar
        WHERE decided_year = 2025 AND grant_form = 'Samtliga'
        """
    )
    assert shown.fetchall() == [(2025, 1, 1000, 400, 400, 40), (2026, 1, 1000, 100, 500, 50)]


def test_what_was_paid_is_unknown_from_the_year_that_was_not_delivered(tmp_path: Path) -> None:
    grants = [grant(Ärendenr=year, Beslutsdatum=f"{year}-02-01") for year in (2023, 2024, 2025)]
    delivered(tmp_path, grants=grants, payments=[payment(Ärendenr="2023"), payment()])
    shown = published_session(tmp_path, 2025).sql(
        """
        SELECT paid_year, paid_in_year_sek, paid_to_date_sek
        FROM report.utbetalningar_per_beslutsar
        WHERE decided_year = 2025 AND grant_form = 'Samtliga'
        """
    )
    assert shown.fetchall() == [(2025, 0, 0), (2026, None, None)]
