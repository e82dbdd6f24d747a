"""Targets and efforts: outcome against target, and a word for whether it was reached."""

from pathlib import Path

from rsp_pipeline_tests.builders import Row, activity, delivered, effort, grant, target, visit
from rsp_pipeline_tests.sessions import published_session

VERDICTS = "SELECT coalesce(grant_form, municipality_name), target_value, outcome_value, verdict FROM report.malvarden"


def visits(*days: str) -> list[Row]:
    return [visit(Datum=day) for day in days]


def test_an_outcome_equal_to_its_target_reaches_it_in_either_direction(tmp_path: Path) -> None:
    targets = [target(Målvärde="2"), target(Målvärde="2", Riktning="Högst", Kommun="Åre")]
    delivered(tmp_path, visits=visits("2025-01-01", "2025-02-01"), targets=targets)
    assert published_session(tmp_path, 2025).sql(VERDICTS).fetchall() == [
        ("Hela länet", 2, 2, "uppnått"),
        ("Åre", 2, 2, "uppnått"),
    ]


def test_a_target_is_compared_with_the_figure_of_its_own_group(tmp_path: Path) -> None:
    targets = [
        target(Nyckeltal="S01", Målvärde="1", Riktning="Högst"),
        target(Nyckeltal="S01", Målvärde="2", Stödform="Servicebidrag"),
        target(Nyckeltal="S01", Målvärde="1", Kommun="Strömsund", Stödform="Servicebidrag"),
    ]
    delivered(tmp_path, grants=[grant(), grant(Typ_av_stöd="Servicebidrag")], targets=targets)
    assert published_session(tmp_path, 2025).sql(VERDICTS).fetchall() == [
        ("Hela länet", 1, 2, "ej uppnått"),
        ("Servicebidrag", 2, 1, "ej uppnått"),
        ("Servicebidrag", 1, 1, "uppnått"),
    ]


def test_a_target_without_an_outcome_is_neither_reached_nor_missed(tmp_path: Path) -> None:
    delivered(tmp_path, targets=[target(), target(Nyckeltal="S99")])
    told = published_session(tmp_path, 2025).sql("SELECT verdict, status FROM report.malvarden").fetchall()
    assert told == [("uppgift saknas", "uppgift saknas")] * 2


def test_an_outcome_stands_beside_that_of_the_year_before(tmp_path: Path) -> None:
    plans = [effort(Nyckeltal=""), effort(År="2024", Utfall="16", Nyckeltal=""), effort(År="2023", Utfall="")]
    made = visits("2024-01-01", "2025-02-01", "2025-03-01")
    delivered(tmp_path, visits=made, targets=[target()], action_plan=plans)
    told = published_session(tmp_path, 2023, 2024, 2025).sql(
        "SELECT year, set_in, outcome_value, previous_year_value, change, verdict FROM report.malvarden"
    )
    assert told.fetchall() == [
        (2023, "Handlingsplanen", None, None, None, "uppgift saknas"),
        (2024, "Handlingsplanen", 16, None, None, "uppnått"),
        (2025, "Målvärden", 2, 1, 1, "ej uppnått"),
        (2025, "Handlingsplanen", 14, 16, -2, "ej uppnått"),
    ]


def test_an_outcome_that_an_indicator_measures_is_its_figure_for_the_goals_own_group(tmp_path: Path) -> None:
    plans = [
        effort(Målvärde="2"),
        effort(Målvärde="3", Målets_kommun="Åre"),
        effort(Målvärde="1", Målets_kommun="Berg"),
        effort(Målvärde="1", Målets_stödform="Servicebidrag"),
    ]
    delivered(tmp_path, visits=visits("2024-01-01", "2025-02-01", "2025-03-01"), action_plan=plans)
    with published_session(tmp_path, 2024, 2025) as session:
        measured = session.sql(
            "SELECT effort_id, municipality_name, outcome_value, previous_year_value, verdict FROM report.malvarden"
        ).fetchall()
        beside = session.sql("SELECT outcome_value, indicator_value, verdict FROM report.insatser").fetchall()
    assert measured == [
        ("S2", "Hela länet", 2, 1, "uppnått"),
        ("S2_2", "Åre", 2, 1, "ej uppnått"),
        ("S2_3", "Berg", 0, 0, "ej uppnått"),
        ("S2_4", "Hela länet", 14, None, "uppnått"),  # visits have no form of aid: what the plan says stands
    ]
    assert beside == [(14, 2, "uppnått"), (14, 2, "ej uppnått"), (14, 0, "ej uppnått"), (14, None, "uppnått")]


def test_an_effort_is_told_with_goal_outcome_and_what_was_done(tmp_path: Path) -> None:
    to_citizens = {"Insats-ID": "M1", "Prioriterat område": "Medborgare"}
    delivered(
        tmp_path,
        visits=visits("2025-01-01"),
        action_plan=[effort(), effort(Målvärde="", Utfall="", Nyckeltal="", **to_citizens)],
        activities=[activity(**{"Insats-ID": "M1"}), activity()],
    )
    told = published_session(tmp_path, 2025).sql(
        """
        SELECT effort_id, effort_status, target_value, outcome_value, verdict, indicator_value, n_activities
        FROM report.insatser
        """
    )
    assert told.fetchall() == [
        ("M1", "Pågår", None, None, None, None, 1),
        ("S2", "Pågår", 15, 14, "ej uppnått", 1, 0),
    ]
