"""The tjänsteskrivelse on tiny registers: each clause from its source, what is left out, what is to be filled in."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from rsp_pipeline.followup.document import Document, Table
from rsp_pipeline.followup.full_report import gather
from rsp_pipeline.followup.letter import compose, section_headings
from rsp_pipeline.followup.own_texts import OwnTexts, Place
from rsp_pipeline.followup.year_head import BoardDecision, Head
from rsp_pipeline.programme import Programme
from rsp_pipeline.programme.background import Background
from rsp_pipeline_tests.builders import PROGRAMME, grant, published_session, write_csv
from rsp_pipeline_tests.followup.test_full_report import effort, said

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
    raw: Path, head: Head = HEAD, of: Programme = PROGRAMME, year: int = 2025, texts: OwnTexts | None = None
) -> Document:
    material = gather(published_session(raw, year - 1, year), of, year, AS_OF)
    return compose(material, head, texts or OwnTexts())


def case(document: Document) -> list[str]:
    return said(document, "Ärendebeskrivning")


def test_the_case_is_told_from_the_boards_plan_to_the_report(tmp_path: Path) -> None:
    write_csv(tmp_path, "action_plan/a.csv", [effort(), effort(År="2026")])
    plan, decisions, purpose, action_plans, followed_up = case(letter(tmp_path))
    assert plan == (
        "Regionala utvecklingsnämnden beslutade den 14 oktober 2025, § 125, om plan med budget för 2026, med en "
        "uppföljningsplan som anger vilka av nämndens områden som följs upp särskilt under året. Enligt den följer "
        "nämnden upp det regionala serviceprogrammet vid sitt sammanträde i mars."
    )
    assert decisions == (
        "I oktober 2021 erbjöd regeringen Region Jämtland Härjedalen och övriga regioner att ta fram och genomföra "
        "regionala serviceprogram. Regionala utvecklingsnämnden beslutade den 23 maj 2023, § 89, om regionalt "
        "serviceprogram 2023–2030 (RUN/536/2021). Årliga handlingsplaner beslutas på delegation av regional "
        "utvecklingsdirektör. Programmet vilar på den regionala utvecklingsstrategin (RUN/515/2018), programmet för "
        "smart specialisering (RUN/430/2018) och de nationella förordningarna om stöd till kommersiell service."
    )
    assert purpose == (
        "Programmet har tagits fram i bred samverkan med länets kommuner och Länsstyrelsen Jämtlands län. Syftet är "
        "god tillgång till kommersiell service i olika slags landsbygder. Programmet bidrar till att samordna de stöd "
        "och insatser som regionerna, länsstyrelsen och Tillväxtverket beslutar om. Regionen ser till att programmet "
        "genomförs och följer upp dess insatser."
    )
    assert action_plans == (
        "Handlingsplaner har tagits fram för 2025 och 2026 genom det regionala nätverket Service Z: regionen, som är "
        "sammankallande, länets åtta kommuner och Länsstyrelsen. De innehåller de insatser som planeras för året, med "
        "mål som går att följa upp och vem som är ansvarig."
    )
    assert followed_up == (
        "Programmet följs upp varje år enligt Tillväxtverkets riktlinjer. Uppföljningen ligger till grund för kommande "
        "års handlingsplaner. Den redovisas även skriftligt till Tillväxtverket under kvartal 1 2026 (RUN/522/2022). "
        "Rapporten lämnas den 15 mars 2026. Handlingsplanens uppföljning redovisas i sin helhet i dokumentet "
        "Uppföljning av regionalt serviceprogram 2025 (RUN/536/2021). Här följer några utdrag ur den, för varje "
        "prioriterat område."
    )


def test_a_report_that_is_sent_when_the_letter_is_dated_was_handed_in(tmp_path: Path) -> None:
    assert (
        "Rapporten lämnades den 9 mars 2026." in case(letter(tmp_path, replace(HEAD, reported_on=date(2026, 3, 9))))[-1]
    )


def test_a_region_that_says_nothing_of_its_programme_has_a_short_case(tmp_path: Path) -> None:
    action_plans, followed_up = case(letter(tmp_path, of=UNSAID))
    assert action_plans == (
        "Programmet genomförs genom det regionala nätverket Service Z: regionen, som är sammankallande, länets åtta "
        "kommuner och Länsstyrelsen."
    )
    assert followed_up == (
        "Uppföljningen ligger till grund för kommande års handlingsplaner. Handlingsplanens uppföljning redovisas i "
        "sin helhet i dokumentet Uppföljning av regionalt serviceprogram 2025 (RUN/536/2021). Här följer några utdrag "
        "ur den, för varje prioriterat område."
    )


def test_its_head_says_where_it_comes_from_when_which_case_and_to_whom(tmp_path: Path) -> None:
    document = letter(tmp_path)
    assert document.facts == (
        ("Från", "Region Jämtland Härjedalen"),
        ("Datum", "10\u00a0mars 2026"),
        ("Diarienummer", "RUN/77/2026"),
        ("Handläggare", "Förnamn Efternamn"),
        ("Till", "Regionstyrelsen"),
    )
    assert said(document, "I tjänsten") == ["Anna Exempel, regiondirektör"]
    assert said(document, "Utdrag till") == ["Länsstyrelsen", "länets kommuner"]


def test_what_the_officer_has_not_written_is_left_to_fill_in_and_listed(tmp_path: Path) -> None:
    document = letter(tmp_path, Head())
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
    assert letter(tmp_path).blanks == ()
    own = OwnTexts({("Utdrag till", Place.AFTER): letter(tmp_path).sections[-1].blocks})
    assert "de som beslutet skickas till" not in letter(tmp_path, Head(), texts=own).blanks


def test_the_title_names_the_years_that_have_an_action_plan(tmp_path: Path) -> None:
    assert letter(tmp_path).title == "Uppföljning Regionalt serviceprogram 2025"
    write_csv(tmp_path, "action_plan/a.csv", [effort(År=str(year)) for year in (2023, 2024, 2025, 2026, 2027)])
    assert letter(tmp_path).title == "Uppföljning Regionalt serviceprogram 2023–2026"
    write_csv(tmp_path, "action_plan/a.csv", [effort(År=str(year)) for year in (2023, 2025)])
    assert letter(tmp_path).title == "Uppföljning Regionalt serviceprogram 2023 och 2025"


def test_the_aim_of_the_activities_is_the_action_plans_efforts(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    write_csv(
        tmp_path, "action_plan/a.csv", [effort(), effort(**{"Insats-ID": "S3", "Insats": "Sprida kunskap om stöden"})]
    )
    (aim, *_) = said(letter(tmp_path), "Servicegivare")
    assert aim == "Aktiviteterna har syftat till att besöka företag och sprida kunskap om stöden."
    write_csv(tmp_path, "action_plan/a.csv", [effort(), effort(**{"Insats-ID": "S3", "Insats": "Extra stöd"})])
    (aim, *_) = said(letter(tmp_path), "Servicegivare")
    assert aim.startswith("Aktiviteterna har ")


def test_it_has_no_table_no_chart_and_no_file_name(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    document = letter(tmp_path)
    blocks = [block for _, section in document.walk() for block in section.blocks]
    assert not any(isinstance(block, Table) for block in blocks)
    assert ".csv" not in repr(blocks)


def test_every_section_can_be_named_by_the_steward(tmp_path: Path) -> None:
    headings = [section.heading.removeprefix("Prioriterat område: ") for _, section in letter(tmp_path).walk()]
    assert headings == [*section_headings(PROGRAMME)]


def test_in_a_year_in_progress_nothing_is_proposed(tmp_path: Path) -> None:
    document = letter(tmp_path, year=2026)
    assert said(document, "Regiondirektörens förslag") == ["Förslag till beslut lämnas när året är slut."]
    assert document.facts[-1] == ("Status", "Preliminär, för året pågår")
    assert said(letter(tmp_path), "Regiondirektörens förslag") == [
        "Regionala utvecklingsnämnden godkänner uppföljningen av det regionala serviceprogrammet för 2025."
    ]
