"""Tables of what the network does, and of the money it does it with."""

from datetime import date
from pathlib import Path

from rsp_pipeline_tests.builders import activity, delivered, effort, funding, plan, visit
from rsp_pipeline_tests.sessions import published_session


def test_visits_and_other_contacts_are_told_per_municipality_and_for_the_county(tmp_path: Path) -> None:
    delivered(tmp_path, visits=[visit(), visit(Form="Telefon"), visit(Datum="2024-01-02")])
    found = published_session(tmp_path, 2024, 2025).sql(
        """
        SELECT municipality_name, n_physical_visits, previous_year_n_physical_visits, n_other_contacts
        FROM report.foretagsbesok
        WHERE year = 2025
        """
    )
    told = found.fetchall()
    assert [row for row in told if any(row[1:])] == [("Åre", 1, 1, 1), ("Hela länet", 1, 1, 1)]
    assert len(told) == 9


def test_a_municipality_without_a_plan_is_told_and_told_apart_from_an_undelivered_register(tmp_path: Path) -> None:
    query = "SELECT municipality_name, plan_status, is_valid, valid_until FROM report.serviceplaner WHERE year = 2025"
    assert {row[1:] for row in published_session(tmp_path, 2025).sql(query).fetchall()} == {
        ("uppgift saknas", None, None)
    }
    delivered(tmp_path, service_plans=[plan(Förlängd_till="2028-06-30")])
    told = {name: rest for name, *rest in published_session(tmp_path, 2025).sql(query).fetchall()}
    assert told["Krokom"] == ["Antagen", True, date(2028, 6, 30)]
    assert told["Berg"] == ["Saknas", False, None]
    assert len(told) == 8


def test_a_plan_adopted_later_is_not_told_of_the_year_before(tmp_path: Path) -> None:
    delivered(tmp_path, service_plans=[plan()])
    told = published_session(tmp_path, 2025).sql(
        "SELECT plan_status, plan_kind, adopted_on FROM report.serviceplaner "
        "WHERE municipality_name = 'Krokom' AND year < 2025 ORDER BY year"
    )
    assert told.fetchall() == [("Saknas", None, None), ("Antagen", None, date(2024, 2, 1))]


def test_an_activity_is_told_with_the_effort_of_its_year(tmp_path: Path) -> None:
    plans = [effort(År="2024", Insats="En annan"), effort()]
    delivered(tmp_path, action_plan=plans, activities=[activity(**{"Insats-ID": "S2"}), activity()])
    told = published_session(tmp_path, 2025).sql("SELECT year, title, effort FROM report.aktiviteter")
    assert told.fetchall() == [
        (2025, "Information till handlare", "Besöka företag"),
        (2025, "Information till handlare", None),
    ]


def test_the_financiers_add_up_unless_one_is_unknown(tmp_path: Path) -> None:
    known = [funding(), funding(Finansiär="Regionen", Upparbetat="60")]
    unknown = [funding(År="2026"), funding(År="2026", Finansiär="Regionen", Upparbetat="")]
    delivered(tmp_path, funding=[*known, *unknown])
    told = published_session(tmp_path, 2025).sql(
        "SELECT year, financier, budget_sek, used_sek, used_percent FROM report.resurser WHERE financier = 'Samtliga'"
    )
    assert told.fetchall() == [(2025, "Samtliga", 200, 100, 50), (2026, "Samtliga", 200, None, None)]
