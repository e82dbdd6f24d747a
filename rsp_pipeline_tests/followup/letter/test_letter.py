"""The tjänsteskrivelse on tiny registers: each clause from its source, what is left out, what is to be filled in."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from rsp_pipeline.followup.document import Document, Table
from rsp_pipeline.followup.full_report import gather
from rsp_pipeline.followup.letter import compose, section_headings
from rsp_pipeline.followup.own_texts import OwnTexts, Place
from rsp_pipeline.followup.year_head import BoardDecision, Head
from rsp_pipeline.programme import Programme
from rsp_pipeline.programme.background import Background
from rsp_pipeline_tests.builders import PROGRAMME, Row, delivered, effort, grant
from rsp_pipeline_tests.followup.test_full_report import said
from rsp_pipeline_tests.sessions import published_session

AS_OF = date(2026, 3, 1)
HEAD = Head(
    day=date(2026, 3, 10),
    officer="Förnamn Efternamn",
    diary_no="RUN/77/2026",
    to="Regionstyrelsen",
    board_plan=BoardDecision(date(2025, 10, 14), 125),
    reported_on=date(2026, 3, 15),
    signatories=("Anna Exempel, regiondirektör",),
    extract_to=("Länsstyrelsen", "länets kommuner"),
)
UNSAID = replace(
    PROGRAMME, background=Background(), board_plan=None, signatories=(), decisions=(), rests_on=(), project=None
)


def letter(
    session: duckdb.DuckDBPyConnection, head: Head = HEAD, of: Programme = PROGRAMME, year: int = 2025
) -> Document:
    return compose(gather(session, of, year, AS_OF), head)


def about(raw: Path, **registers: list[Row]) -> Document:
    """The letter of 2025 about some rows."""
    return letter(published_session(delivered(raw, **registers), 2024, 2025))


def case(document: Document) -> list[str]:
    return said(document, "Ärendebeskrivning")


def test_the_case_is_told_from_the_boards_plan_to_the_report(tmp_path: Path) -> None:
    """What is said whatever the officer has written, and whatever is delivered, stands in proofread.txt."""
    plan, _, _, action_plans, followed_up = case(about(tmp_path, action_plan=[effort(), effort(År="2026")]))
    assert plan.startswith(
        "Regionala utvecklingsnämnden beslutade den 14 oktober 2025, § 125, om plan med budget för 2026, med en "
    )
    assert action_plans == (
        "Handlingsplaner har tagits fram för 2025 och 2026 genom det regionala nätverket Service Z: regionen, som är "
        "sammankallande, länets åtta kommuner och Länsstyrelsen. De innehåller de insatser som planeras för året, med "
        "mål som går att följa upp och vem som är ansvarig."
    )
    assert "under kvartal 1 2026 (RUN/522/2022). Rapporten lämnas den 15 mars 2026. Handlingsplanens" in followed_up


def test_a_report_that_is_sent_when_the_letter_is_dated_was_handed_in(undelivered: duckdb.DuckDBPyConnection) -> None:
    head = replace(HEAD, reported_on=date(2026, 3, 9))
    assert "Rapporten lämnades den 9 mars 2026." in case(letter(undelivered, head))[-1]


def test_a_region_that_says_nothing_of_its_programme_has_a_short_case(undelivered: duckdb.DuckDBPyConnection) -> None:
    action_plans, followed_up = case(letter(undelivered, of=UNSAID))
    assert action_plans.startswith("Programmet genomförs genom det regionala nätverket Service Z: ")
    assert followed_up == (
        "Uppföljningen ligger till grund för kommande års handlingsplaner. Handlingsplanens uppföljning redovisas i "
        "sin helhet i dokumentet Uppföljning av regionalt serviceprogram 2025 (RUN/536/2021). Här följer några utdrag "
        "ur den, för varje prioriterat område."
    )


def test_its_head_says_where_it_comes_from_when_which_case_and_to_whom(undelivered: duckdb.DuckDBPyConnection) -> None:
    document = letter(undelivered)
    assert document.facts == (
        ("Från", "Region Jämtland Härjedalen"),
        ("Datum", "10\u00a0mars 2026"),
        ("Diarienummer", "RUN/77/2026"),
        ("Handläggare", "Förnamn Efternamn"),
        ("Till", "Regionstyrelsen"),
    )
    assert said(document, "I tjänsten") == ["Anna Exempel, regiondirektör"]
    assert said(document, "Utdrag till") == ["Länsstyrelsen", "länets kommuner"]


def test_what_the_officer_has_not_written_is_left_to_fill_in_and_listed(undelivered: duckdb.DuckDBPyConnection) -> None:
    document = letter(undelivered, Head())
    assert document.blanks == (
        "skrivelsens datum",
        "handläggaren",
        "dagen för nämndens beslut om plan med budget 2026",
        "dagen för rapporten till Tillväxtverket",
        "de som skriver under",
        "de som beslutet skickas till",
    )
    assert said(document, "I tjänsten") == [
        "[namn], regiondirektör",
        "[namn], enhetschef, Samhällsutveckling Hållbar Tillväxt",
    ]
    written = letter(undelivered)
    assert written.blanks == ()
    own = OwnTexts({("Utdrag till", Place.AFTER): written.sections[-1].blocks})
    filled_in = compose(gather(undelivered, PROGRAMME, 2025, AS_OF), Head(), own)
    assert "de som beslutet skickas till" not in filled_in.blanks


@pytest.mark.parametrize(
    ("years", "named"), [((), "2025"), ((2023, 2024, 2025, 2026, 2027), "2023–2026"), ((2023, 2025), "2023 och 2025")]
)
def test_the_title_names_the_years_that_have_an_action_plan(tmp_path: Path, years: tuple[int, ...], named: str) -> None:
    document = about(tmp_path, action_plan=[effort(År=year) for year in years])
    assert document.title == f"Uppföljning Regionalt serviceprogram {named}"


def test_the_aim_of_the_activities_is_the_action_plans_efforts(tmp_path: Path) -> None:
    efforts = [effort(), effort(Insats="Sprida kunskap om stöden")]
    (aim, *_) = said(about(tmp_path, grants=[grant()], action_plan=efforts), "Servicegivare")
    assert aim == "Aktiviteterna har syftat till att besöka företag och sprida kunskap om stöden."
    (aim, *_) = said(about(tmp_path, action_plan=[effort(), effort(Insats="Extra stöd")]), "Servicegivare")
    assert aim.startswith("Aktiviteterna har ")


def test_it_has_no_table_no_chart_and_no_file_name(tmp_path: Path) -> None:
    blocks = [block for _, section in about(tmp_path, grants=[grant()]).walk() for block in section.blocks]
    assert not any(isinstance(block, Table) for block in blocks)
    assert ".csv" not in repr(blocks)


def test_every_section_can_be_named_by_the_steward(undelivered: duckdb.DuckDBPyConnection) -> None:
    headings = [section.heading.removeprefix("Prioriterat område: ") for _, section in letter(undelivered).walk()]
    assert headings == [*section_headings(PROGRAMME)]


def test_in_a_year_in_progress_nothing_is_proposed(undelivered: duckdb.DuckDBPyConnection) -> None:
    document = letter(undelivered, year=2026)
    assert said(document, "Regiondirektörens förslag") == ["Förslag till beslut lämnas när året är slut."]
    assert document.facts[-1] == ("Status", "Preliminär, för året pågår")
