from datetime import date
from pathlib import Path

from rsp_pipeline.followup.tillvaxtverket import tables
from rsp_pipeline_tests.builders import PROGRAMME, delivered, effort, grant
from rsp_pipeline_tests.followup.editions import both
from rsp_pipeline_tests.followup.test_full_report import shown
from rsp_pipeline_tests.sessions import published_session


def rows(title: str) -> list[list[str]]:
    return shown(dict(both()[2])[title])


def test_what_is_sent_is_told_first_with_the_day_once_somebody_has_said_it() -> None:
    assert [title for title, _ in both()[2]] == ["Rapporten", "Stöd", "Kommuner", "Insatser"]
    told = dict(rows("Rapporten"))
    assert told["Till"] == "Tillväxtverket"
    assert (told["Diarienummer"], told["Ska lämnas"]) == ("RUN/522/2022", "kvartal 1 2026")
    assert told["Lämnas den"].startswith("uppgift saknas: skriv Rapporten lämnad")
    assert told["Innehåll"].startswith("Under 2025 beslutade stöd och utbetalningar per stödform, Region Jämtland")


def test_grants_and_payments_are_told_per_form_and_together() -> None:
    assert [row[:3] for row in rows("Stöd")] == [
        ["Hemsändning", "8", "1 476 300"],
        ["Investeringsbidrag", "23", "7 036 881"],
        ["Servicebidrag", "4", "619 992"],
        ["Särskilt driftstöd", "21", "4 543 056"],
        ["Samtliga", "56", "13 676 229"],
    ]


def test_plans_and_visits_are_told_per_municipality_and_for_the_county() -> None:
    told = rows("Kommuner")
    assert len(told) == 9
    assert told[-1][3] == "6 av 8"
    assert told[-1][6] == "18"
    assert {row[0]: row[3] for row in told if row[0] in ("Berg", "Åre")} == {"Berg": "nej", "Åre": "ja"}


def test_every_effort_is_told_with_its_outcome() -> None:
    told = rows("Insatser")
    assert len(told) == 9
    assert told[-2][4:] == ["Genomförd", "15", "18", "besök", "uppnått"]


def test_what_was_not_delivered_is_unknown_and_what_does_not_apply_is_a_dash(tmp_path: Path) -> None:
    delivered(tmp_path, grants=[grant()], action_plan=[effort(Målvärde="", Utfall="", Enhet="")])
    made = tables(published_session(tmp_path, 2025), PROGRAMME, 2025, date(2026, 3, 15))
    told = {title: shown(table) for title, table in made}
    assert told["Rapporten"][4] == ["Lämnas den", "2026-03-15"]
    assert told["Stöd"][-1] == ["Samtliga", "1", "100 000", "uppgift saknas"]
    assert told["Kommuner"][-1][3:] == ["uppgift saknas", "–", "–", "uppgift saknas", "uppgift saknas"]
    assert told["Insatser"][0][5:] == ["–"] * 4
