"""The memo on tiny registers: zero, unknown, one of each, and a year in progress."""

from datetime import date
from pathlib import Path

from rsp_pipeline.followup.document import Bullets, Document, Figure, Paragraph, Source, Table, plain
from rsp_pipeline.followup.full_report import compose, gather, section_headings
from rsp_pipeline.followup.own_texts import OwnTexts, Place
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline_tests.builders import PROGRAMME, Row, grant, plan, published_session, target, visit, write_csv

AS_OF = date(2026, 3, 24)


def memo(raw: Path, year: int = 2025) -> Document:
    return compose(gather(published_session(raw, year - 1, year), PROGRAMME, year, AS_OF))


def said(document: Document, heading: str) -> list[str]:
    """The paragraphs and bullets under a heading, as plain text with ordinary spaces."""
    (section,) = [section for _, section in document.walk() if section.heading.endswith(heading)]
    texts = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            texts.append(plain(block.spans))
        elif isinstance(block, Bullets):
            texts += [plain(item) for item in block.items]
    return [text.replace("\u00a0", " ") for text in texts]


def cells(document: Document, table_id: str) -> list[list[str]]:
    (table,) = [table for table in document.tables if table.id == table_id]
    return [[cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows]


def activity(**changed: str) -> Row:
    row = {
        "Aktivitets-ID": "A1",
        "Datum": "2025-05-06",
        "Prioriterat område": "Medborgare",
        "Typ": "Yttrande",
        "Form": "",
        "Rubrik": "En utredning",
        "Referens": "",
        "Aktör": "Region Jämtland Härjedalen",
        "Kommun": "",
        "Deltagare": "",
    }
    return {**row, **changed}


def effort(**changed: str) -> Row:
    row = {
        "Insats-ID": "S2",
        "År": "2025",
        "Område": "Servicegivare",
        "Insats": "Besöka företag",
        "Mål": "Minst två besök",
        "Målvärde": "2",
        "Ansvarig": "Regionen",
        "Status": "Pågår",
        "Utfall": "1",
    }
    return {**row, **changed}


def test_a_year_without_registers_says_that_everything_is_missing(tmp_path: Path) -> None:
    document = memo(tmp_path)
    assert said(document, "Sammanfattning") == [
        (
            "Uppgift saknas: registren stödbeslut, företagsbesök, kommunala serviceplaner, handlingsplanens insatser, "
            "genomförda aktiviteter, finansiering av genomförandet och serviceställen har inte levererats för 2025."
        )
    ]
    assert said(document, "Servicegivare") == ["Registret stödbeslut har inte levererats för 2025."]
    assert said(document, "Medborgare") == ["Registret genomförda aktiviteter har inte levererats för 2025."]
    assert said(document, "Handlingsplanens insatser") == [
        "Registret handlingsplanens insatser har inte levererats för 2025."
    ]
    assert said(document, "Datakvalitet") == ["Inga register har levererats för 2025."]
    assert [table.id for table in document.tables if table.id in {"beslutade_stod", "stod_per_kommun"}] == []


def test_a_delivered_year_in_which_nothing_was_done_says_none(tmp_path: Path) -> None:
    write_csv(
        tmp_path, "grants/a.csv", [grant(Beslut="Avslag", Belopp="0"), grant(Ärendenr="2", Beslutsdatum="2024-02-01")]
    )
    write_csv(tmp_path, "visits/a.csv", [visit(Form="Telefon"), visit(**{"Besöks-ID": "B2", "Datum": "2024-05-06"})])
    document = memo(tmp_path)
    assert said(document, "Sammanfattning") == [
        "Under 2025 beslutades inga stöd (1 färre än 2024).",
        "Under 2025 gjordes inga fysiska företagsbesök (1 färre än 2024).",
    ]
    assert said(document, "Servicegivare")[1:6] == [
        "Hemsändning 0 st., 0 kronor",
        "Servicebidrag 0 st., 0 kronor",
        "Investeringsbidrag 0 st., 0 kronor",
        "Särskilt driftstöd 0 st., 0 kronor",
        "Antal fysiska företagsbesök 0 st. Därutöver har kontakt hållits genom 1 telefonsamtal.",
    ]
    assert said(document, "Stöd per kommun") == [
        "Inga stöd beslutades i Ragunda, Bräcke, Krokom, Strömsund, Åre, Berg, Härjedalen och Östersund."
    ]


def test_one_of_each_is_told_in_the_singular(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    write_csv(tmp_path, "visits/a.csv", [visit()])
    write_csv(tmp_path, "service_plans/a.csv", [plan()])
    write_csv(tmp_path, "action_plan/a.csv", [effort()])
    write_csv(tmp_path, "reference/targets.csv", [target(Målvärde="1")])
    meeting = {"Prioriterat område": "Offentliga intressenter", "Typ": "Samverkansmöte", "Form": "Digitalt"}
    support = {"Prioriterat område": "Offentliga intressenter", "Typ": "Processtöd", "Kommun": "Berg"}
    write_csv(
        tmp_path,
        "activities/a.csv",
        [
            activity(Referens="SOU 2025:1"),
            activity(**{"Aktivitets-ID": "A2", "Typ": "Kampanj", "Rubrik": "Handla här", "Deltagare": "Kommunerna"}),
            activity(**{"Aktivitets-ID": "A3", "Rubrik": "Samverkansmöte med grannlänen", **meeting}),
            activity(**{"Aktivitets-ID": "A4", **support}),
        ],
    )
    document = memo(tmp_path)
    assert said(document, "Sammanfattning") == [
        "Under 2025 beslutades 1 stöd om totalt 100 000 kronor.",
        "Under 2025 gjordes 1 fysiskt företagsbesök.",
        (
            "En av länets åtta kommuner hade en gällande serviceplan den 31 december 2025 "
            "(lika många som ett år tidigare)."
        ),
        "Handlingsplanens enda insats är pågående.",
    ]
    assert said(document, "Medborgare")[1:] == [
        "Följt upp förändringar i nationella styrmedel genom ett yttrande: SOU 2025:1 En utredning.",
        (
            "Främjat navfunktionen som butikerna har som mötesplatser genom kampanjen ”Handla här” tillsammans med "
            "kommunerna."
        ),
    ]
    assert said(document, "Offentliga intressenter")[1:] == [
        "Gett processtöd till Bergs kommun i arbetet med att ta fram och tillämpa serviceplanen.",
        "Samverkat med grannlänen vid ett digitalt möte.",
    ]
    assert said(document, "Handlingsplanens insatser") == [
        "Handlingsplanens enda insats är pågående. Det enda målet med målvärde är inte uppnått."
    ]
    assert said(document, "Målvärden") == ["Det enda målvärdet är uppnått."]
    assert cells(document, "insatser_servicegivare") == [
        ["S2 Besöka företag", "Minst två besök", "Regionen", "2", "1", "▶ Pågår"]
    ]


def test_a_year_in_progress_is_preliminary_and_not_compared_as_if_it_were_whole(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(), grant(Ärendenr="2", Beslutsdatum="2026-02-01", Belopp="250 000")])
    write_csv(tmp_path, "visits/a.csv", [visit(), visit(**{"Besöks-ID": "B2", "Datum": "2026-05-06"})])
    document = memo(tmp_path, 2026)
    assert ("Status", "Preliminär, för året pågår") in document.facts
    assert said(document, "Om uppföljningen")[-1] == (
        "Året pågår. Siffrorna för 2026 är preliminära och gäller till den 24 mars 2026."
    )
    assert said(document, "Sammanfattning") == [
        (
            "Hittills under 2026 har 1 stöd om totalt 250 000 kronor beslutats, mot 1 stöd om totalt 100 000 kronor "
            "under hela 2025."
        ),
        "Hittills under 2026 har 1 fysiskt företagsbesök gjorts, mot 1 under hela 2025.",
    ]


def test_a_form_of_aid_that_has_ended_keeps_its_row_beside_the_year_before(tmp_path: Path) -> None:
    old = grant(Ärendenr="2", Beslutsdatum="2023-02-01", Typ_av_stöd="Korrosionsskydd", Belopp="40 000")
    write_csv(tmp_path, "grants/a.csv", [grant(Beslutsdatum="2024-03-14"), old])
    assert cells(memo(tmp_path, 2024), "beslutade_stod")[-2:] == [
        ["Korrosionsskydd", "upphört", "1", "upphört", "40 000", "upphört", "upphört"],
        ["Samtliga", "1", "1", "100 000", "40 000", "+60 000", "+150 %"],
    ]


def test_the_greatest_changes_are_told_and_a_place_that_leads_twice_only_once(tmp_path: Path) -> None:
    write_csv(
        tmp_path,
        "grants/a.csv",
        [
            grant(Ärendenr="1", Beslutsdatum="2024-02-01", Belopp="90 000"),
            grant(Ärendenr="2", Beslutsdatum="2025-02-01", Belopp="40 000"),
            grant(Ärendenr="3", Beslutsdatum="2025-02-01", Belopp="10 000", Typ_av_stöd="Servicebidrag"),
            grant(Ärendenr="4", Beslutsdatum="2025-02-01", Belopp="30 000", Typ_av_stöd="Investeringsbidrag"),
        ],
    )
    write_csv(tmp_path, "reference/population.csv", [{"Kommun": "2313", "Datum": "2025-12-31", "Folkmängd": "10 000"}])
    document = memo(tmp_path)
    assert said(document, "Servicegivare")[-1] == (
        "Sammanlagt beslutades 3 stöd om 80 000 kronor. Jämfört med 2024 ökade beloppet mest för investeringsbidrag, "
        "med 30 000 kronor, och minskade för särskilt driftstöd, med 50 000 kronor."
    )
    assert said(document, "Stöd per kommun")[0] == (
        "Det största beloppet beviljades i Strömsunds kommun, 80 000 kronor. Även räknat per invånare var beloppet "
        "störst där, 8 kronor."
    )


def test_every_figure_of_the_bullets_has_its_source(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    sources = memo(tmp_path).sources
    assert Source(S02, 2025) in sources
    assert Source(S01, 2025, (GRANT_FORM.at("Hemsändning"),)) in sources
    assert Source(M01, 2025, (MUNICIPALITY.at("2313"),)) in sources


def test_what_was_left_out_is_told_with_its_reason(tmp_path: Path) -> None:
    write_csv(
        tmp_path, "grants/a.csv", [grant(), grant(Ärendenr="2", Kommun="Sundsvall"), grant(Ärendenr="3", Belopp="")]
    )
    write_csv(tmp_path, "visits/a.csv", [{"Okänt": "1", "Konstigt": "2"}])
    assert said(memo(tmp_path), "Datakvalitet") == [
        (
            "Uppföljningen bygger på 1 rad i 1 fil. Två rader gick inte att tolka och räknas därför inte med: en i "
            "registret stödbeslut (”Beviljat belopp” är inte ifyllt) och en i registret stödbeslut (”Kommun” har ett "
            "okänt värde); en fil gick inte att läsa och räknas därför inte med: ”visits/a.csv”."
        )
    ]


def test_the_stewards_text_and_the_charts_stand_in_their_sections(tmp_path: Path) -> None:
    before, after = Paragraph(("Före.",)), Paragraph(("Efter.",))
    figure = Figure("beviljat_per_kommun", "beviljat belopp per kommun", "Stapeldiagram.")
    texts = OwnTexts({("Stöd per kommun", Place.BEFORE): (before,), ("Stöd per kommun", Place.AFTER): (after,)})
    write_csv(tmp_path, "grants/a.csv", [grant(), grant(Ärendenr="2", Kommun="Åre")])
    material = gather(published_session(tmp_path, 2025), PROGRAMME, 2025, AS_OF)
    document = compose(material, [figure], texts)
    (section,) = [section for _, section in document.walk() if section.heading == "Stöd per kommun"]
    first, *_, table, _, _ = section.blocks
    *_, last_but_one, last = section.blocks
    assert (first, last_but_one, last) == (before, figure, after)
    assert isinstance(table, Table)


def test_the_stewards_text_stands_also_where_the_memo_has_nothing_to_say(tmp_path: Path) -> None:
    own = Paragraph(("Siffrorna kommer i höst.",))
    material = gather(published_session(tmp_path, 2025), PROGRAMME, 2025, AS_OF)
    assert said(compose(material, texts=OwnTexts({("Stöd per kommun", Place.AFTER): (own,)})), "Stöd per kommun") == [
        "Siffrorna kommer i höst."
    ]


def test_every_section_can_be_named_by_the_steward(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    headings = [section.heading.removeprefix("Prioriterat område: ") for _, section in memo(tmp_path).walk()]
    assert sorted(headings) == sorted(section_headings(PROGRAMME))
