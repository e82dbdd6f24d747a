from datetime import date
from pathlib import Path

from rsp_pipeline.followup.tillvaxtverket import tables
from rsp_pipeline_tests.builders import PROGRAMME, effort, grant, published_session, write_csv
from rsp_pipeline_tests.followup.editions import sample


def rows(title: str) -> list[list[str]]:
    table = dict(sample()[1])[title]
    return [[cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows]


def test_what_is_sent_is_told_first_with_the_day_once_somebody_has_said_it() -> None:
    assert [title for title, _ in sample()[1]] == ["Rapporten", "Stöd", "Kommuner", "Insatser"]
    told = dict(rows("Rapporten"))
    assert told["Till"] == "Tillväxtverket"
    assert (told["Diarienummer"], told["Ska lämnas"]) == ("RUN/522/2022", "kvartal 1 2026")
    assert told["Lämnas den"].startswith("uppgift saknas: skriv Rapporten lämnad")
    assert told["Innehåll"].startswith("Under 2025 beslutade stöd och utbetalningar per stödform, Region Jämtland")


def test_grants_and_payments_are_told_per_form_and_together() -> None:
    told = rows("Stöd")
    assert [row[:3] for row in told] == [
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
    write_csv(tmp_path, "grants/g.csv", [grant()])
    write_csv(tmp_path, "action_plan/a.csv", [effort(Målvärde="", Utfall="", Enhet="")])
    with published_session(tmp_path, 2025) as session:
        told = dict(tables(session, PROGRAMME, 2025, date(2026, 3, 15)))
    assert [cell.text for cell in told["Rapporten"].rows[4]] == ["Lämnas den", "2026-03-15"]
    assert [cell.text for cell in told["Stöd"].rows[-1]] == ["Samtliga", "1", "100\u00a0000", "uppgift saknas"]
    assert [cell.text for cell in told["Kommuner"].rows[-1]][3:] == [
        "uppgift saknas",
        "–",
        "–",
        *["uppgift saknas"] * 2,
    ]
    assert [cell.text for cell in told["Insatser"].rows[0]][5:] == ["–"] * 4
