"""Targets and efforts: outcome against target, and a word for whether it was reached."""

from pathlib import Path

from rsp_pipeline_tests.builders import activity, effort, grant, published_session, target, visit, write_csv

VERDICTS = "SELECT coalesce(grant_form, municipality_name), target_value, outcome_value, verdict FROM report.malvarden"


def visits(raw: Path, **per_day: str) -> None:
    rows = [visit(Datum=day, **{"Besöks-ID": name}) for name, day in per_day.items()]
    write_csv(raw, "visits/a.csv", rows)


def test_an_outcome_equal_to_its_target_reaches_it_in_either_direction(tmp_path: Path) -> None:
    visits(tmp_path, B1="2025-01-01", B2="2025-02-01")
    rows = [target(Målvärde="2"), target(Målvärde="2", Riktning="Högst", Kommun="Åre")]
    write_csv(tmp_path, "reference/targets.csv", rows)
    assert published_session(tmp_path, 2025).sql(VERDICTS).fetchall() == [
        ("Hela länet", 2, 2, "uppnått"),
        ("Åre", 2, 2, "uppnått"),
    ]


def test_a_target_is_compared_with_the_figure_of_its_own_group(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(), grant(Ärendenr="2", Typ_av_stöd="Servicebidrag")])
    rows = [
        target(Nyckeltal="S01", Målvärde="1", Riktning="Högst"),
        target(Nyckeltal="S01", Målvärde="2", Stödform="Servicebidrag"),
        target(Nyckeltal="S01", Målvärde="1", Kommun="Strömsund", Stödform="Servicebidrag"),
    ]
    write_csv(tmp_path, "reference/targets.csv", rows)
    assert published_session(tmp_path, 2025).sql(VERDICTS).fetchall() == [
        ("Hela länet", 1, 2, "ej uppnått"),
        ("Servicebidrag", 2, 1, "ej uppnått"),
        ("Servicebidrag", 1, 1, "uppnått"),
    ]


def test_a_target_without_an_outcome_is_neither_reached_nor_missed(tmp_path: Path) -> None:
    write_csv(tmp_path, "reference/targets.csv", [target(), target(Nyckeltal="S99")])
    told = published_session(tmp_path, 2025).sql("SELECT verdict, status FROM report.malvarden").fetchall()
    assert told == [("uppgift saknas", "uppgift saknas")] * 2


def test_an_outcome_stands_beside_that_of_the_year_before(tmp_path: Path) -> None:
    visits(tmp_path, B1="2024-01-01", B2="2025-02-01", B3="2025-03-01")
    write_csv(tmp_path, "reference/targets.csv", [target()])
    plans = [effort(Nyckeltal=""), effort(År="2024", Utfall="16", Nyckeltal=""), effort(År="2023", Utfall="")]
    write_csv(tmp_path, "action_plan/a.csv", plans)
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
    visits(tmp_path, B1="2024-01-01", B2="2025-02-01", B3="2025-03-01")
    plans = [
        effort(Målvärde="2"),
        effort(Målvärde="3", **{"Insats-ID": "S3", "Målets kommun": "Åre"}),
        effort(Målvärde="1", **{"Insats-ID": "S4", "Målets kommun": "Berg"}),
        effort(Målvärde="1", **{"Insats-ID": "S5", "Målets stödform": "Servicebidrag"}),
    ]
    write_csv(tmp_path, "action_plan/a.csv", plans)
    with published_session(tmp_path, 2024, 2025) as session:
        measured = session.sql(
            "SELECT effort_id, municipality_name, outcome_value, previous_year_value, verdict FROM report.malvarden"
        ).fetchall()
        beside = session.sql("SELECT outcome_value, indicator_value, verdict FROM report.insatser").fetchall()
    assert measured == [
        ("S2", "Hela länet", 2, 1, "uppnått"),
        ("S3", "Åre", 2, 1, "ej uppnått"),
        ("S4", "Berg", 0, 0, "ej uppnått"),
        ("S5", "Hela länet", 14, None, "uppnått"),  # visits have no form of aid: what the plan says stands
    ]
    assert beside == [(14, 2, "uppnått"), (14, 2, "ej uppnått"), (14, 0, "ej uppnått"), (14, None, "uppnått")]


def test_an_effort_is_told_with_goal_outcome_and_what_was_done(tmp_path: Path) -> None:
    visits(tmp_path, B1="2025-01-01")
    without_value = effort(
        Målvärde="", Utfall="", Nyckeltal="", **{"Insats-ID": "M1", "Prioriterat område": "Medborgare"}
    )
    write_csv(tmp_path, "action_plan/a.csv", [effort(), without_value])
    write_csv(tmp_path, "activities/a.csv", [activity(**{"Insats-ID": "M1"}), activity(**{"Aktivitets-ID": "A2"})])
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
