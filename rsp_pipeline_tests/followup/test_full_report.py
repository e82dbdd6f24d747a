"""The memo on tiny registers: zero, unknown, one of each, and a year in progress."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb

from rsp_pipeline.followup.document import Block, Bullets, Document, Figure, Paragraph, Source, Table, plain
from rsp_pipeline.followup.full_report import compose, gather, section_headings
from rsp_pipeline.followup.own_texts import OwnTexts, Place
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.swedish import NO_BREAK_SPACE
from rsp_pipeline_tests.builders import PROGRAMME, activity, delivered, effort, grant, target, visit
from rsp_pipeline_tests.sessions import published_session

AS_OF = date(2026, 3, 24)


def memo(raw: Path, year: int = 2025) -> Document:
    return compose(gather(published_session(raw, year - 1, year), PROGRAMME, year, AS_OF))


def said(document: Document, heading: str) -> list[str]:
    """The paragraphs and bullets under a heading, as plain text with ordinary spaces."""
    (section,) = [section for _, section in document.walk() if section.heading.endswith(heading)]
    return sentences(section.blocks)


def sentences(blocks: Iterable[Block]) -> list[str]:
    texts = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(plain(block.spans))
        elif isinstance(block, Bullets):
            texts += [plain(item) for item in block.items]
    return [text.replace(NO_BREAK_SPACE, " ") for text in texts]


def cells(document: Document, table_id: str) -> list[list[str]]:
    (table,) = [table for table in document.tables if table.id == table_id]
    return shown(table)


def shown(table: Table) -> list[list[str]]:
    """The cells of a table, with ordinary spaces."""
    return [[cell.text.replace(NO_BREAK_SPACE, " ") for cell in row] for row in table.rows]


def test_a_year_without_registers_says_that_everything_is_missing(undelivered: duckdb.DuckDBPyConnection) -> None:
    """What its other sections say stands in proofread.txt."""
    document = compose(gather(undelivered, PROGRAMME, 2025, AS_OF))
    assert said(document, "Servicegivare") == ["Registret stödbeslut har inte levererats för 2025."]
    assert said(document, "Medborgare") == ["Registret genomförda aktiviteter har inte levererats för 2025."]
    assert {table.id for table in document.tables}.isdisjoint({"beslutade_stod", "stod_per_kommun"})


def test_a_delivered_year_in_which_nothing_was_done_says_none(tmp_path: Path) -> None:
    grants = [grant(Beslut="Avslag", Belopp="0"), grant(Beslutsdatum="2024-02-01")]
    document = memo(delivered(tmp_path, grants=grants, visits=[visit(Form="Telefon"), visit(Datum="2024-05-06")]))
    assert said(document, "Sammanfattning") == [
        "Under 2025 beslutades inga stöd (1 färre än 2024).",
        "Under 2025 gjordes inga fysiska företagsbesök (1 färre än 2024).",
    ]
    assert said(document, "Servicegivare")[4:6] == [
        "Särskilt driftstöd 0 st., 0 kronor",
        "Antal fysiska företagsbesök 0 st. Därutöver har kontakt hållits genom 1 telefonsamtal.",
    ]
    assert said(document, "Stöd per kommun") == [
        "Inga stöd beslutades i Ragunda, Bräcke, Krokom, Strömsund, Åre, Berg, Härjedalen och Östersund."
    ]


def test_one_of_each_is_told_in_the_singular(tmp_path: Path) -> None:
    """What is said of one grant, visit and plan stands in proofread.txt."""
    citizens = {"Prioriterat område": "Medborgare", "Aktör": PROGRAMME.region}
    public = {"Prioriterat område": "Offentliga intressenter"}
    activities = [
        activity(**citizens, Aktivitetstyp="Yttrande", Rubrik="En utredning", Referens="SOU 2025:1"),
        activity(**citizens, Aktivitetstyp="Kampanj", Rubrik="Handla här", Deltagare="Kommunerna"),
        activity(**public, Aktivitetstyp="Samverkansmöte", Rubrik="Samverkansmöte med grannlänen", Form="Digitalt"),
        activity(**public, Aktivitetstyp="Processtöd", Kommun="Berg"),
    ]
    delivered(tmp_path, visits=[visit()], action_plan=[effort(Nyckeltal="")], activities=activities)
    document = memo(delivered(tmp_path, targets=[target(Målvärde="1")]))
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
    assert said(document, "Målvärden") == ["Det enda målvärdet är uppnått."]
    assert cells(document, "insatser_servicegivare") == [
        ["S2 Besöka företag", "Minst femton fysiska besök", "Regionen", "15", "14", "▶ Pågår"]
    ]


def test_a_year_in_progress_is_preliminary_and_not_compared_as_if_it_were_whole(tmp_path: Path) -> None:
    grants = [grant(), grant(Beslutsdatum="2026-02-01", Belopp="250 000")]
    document = memo(delivered(tmp_path, grants=grants, visits=[visit(), visit(Datum="2026-05-06")]), 2026)
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
    old = grant(Beslutsdatum="2023-02-01", Typ_av_stöd="Korrosionsskydd", Belopp="40 000")
    delivered(tmp_path, grants=[grant(Beslutsdatum="2024-03-14"), old])
    assert cells(memo(tmp_path, 2024), "beslutade_stod")[-2:] == [
        ["Korrosionsskydd", "upphört", "1", "upphört", "40 000", "upphört", "upphört"],
        ["Samtliga", "1", "1", "100 000", "40 000", "+60 000", "+150 %"],
    ]


def test_the_greatest_changes_are_told_and_a_place_that_leads_twice_only_once(tmp_path: Path) -> None:
    grants = [
        grant(Beslutsdatum="2024-02-01", Belopp="90 000"),
        grant(Belopp="40 000"),
        grant(Belopp="10 000", Typ_av_stöd="Servicebidrag"),
        grant(Belopp="30 000", Typ_av_stöd="Investeringsbidrag"),
    ]
    population = [{"Kommun": "2313", "Datum": "2025-12-31", "Folkmängd": 10_000}]
    document = memo(delivered(tmp_path, grants=grants, population=population))
    assert said(document, "Servicegivare")[-1] == (
        "Sammanlagt beslutades 3 stöd om 80 000 kronor. Jämfört med 2024 ökade beloppet mest för investeringsbidrag, "
        "med 30 000 kronor, och minskade för särskilt driftstöd, med 50 000 kronor."
    )
    assert said(document, "Stöd per kommun")[0] == (
        "Det största beloppet beviljades i Strömsunds kommun, 80 000 kronor. Även räknat per invånare var beloppet "
        "störst där, 8 kronor."
    )


def test_every_figure_of_the_bullets_has_its_source(tmp_path: Path) -> None:
    sources = memo(delivered(tmp_path, grants=[grant()])).sources
    assert Source(S02, 2025) in sources
    assert Source(S01, 2025, (GRANT_FORM.at("Hemsändning"),)) in sources
    assert Source(M01, 2025, (MUNICIPALITY.at("2313"),)) in sources


def test_what_was_left_out_is_told_with_its_reason(tmp_path: Path) -> None:
    delivered(tmp_path, grants=[grant(), grant(Kommun="Sundsvall"), grant(Belopp="")], visits=[{"Besöks-ID": "B1"}])
    (told,) = said(memo(tmp_path), "Datakvalitet")
    assert told == (
        "Uppföljningen bygger på 1 rad i 1 fil. Två rader gick inte att tolka och räknas därför inte med: en i "
        "registret stödbeslut (”Beviljat belopp” är inte ifyllt) och en i registret stödbeslut (”Kommun” har ett "
        "okänt värde); en fil gick inte att läsa och räknas därför inte med: ”visits/a.csv”."
    )


def test_the_stewards_text_and_the_charts_stand_in_their_sections(tmp_path: Path) -> None:
    before, after = Paragraph(("Före.",)), Paragraph(("Efter.",))
    figure = Figure("beviljat_per_kommun", "beviljat belopp per kommun", "Stapeldiagram.")
    texts = OwnTexts({("Stöd per kommun", Place.BEFORE): (before,), ("Stöd per kommun", Place.AFTER): (after,)})
    session = published_session(delivered(tmp_path, grants=[grant(), grant(Kommun="Åre")]), 2025)
    document = compose(gather(session, PROGRAMME, 2025, AS_OF), [figure], texts)
    (section,) = [section for _, section in document.walk() if section.heading == "Stöd per kommun"]
    first, *_, table, _, _ = section.blocks
    *_, last_but_one, last = section.blocks
    assert (first, last_but_one, last) == (before, figure, after)
    assert isinstance(table, Table)


def test_the_stewards_text_stands_also_where_the_memo_has_nothing_to_say(
    undelivered: duckdb.DuckDBPyConnection,
) -> None:
    own = OwnTexts({("Stöd per kommun", Place.AFTER): (Paragraph(("Siffrorna kommer i höst.",)),)})
    document = compose(gather(undelivered, PROGRAMME, 2025, AS_OF), texts=own)
    assert said(document, "Stöd per kommun") == ["Siffrorna kommer i höst."]


def test_every_section_can_be_named_by_the_steward(tmp_path: Path) -> None:
    document = memo(delivered(tmp_path, grants=[grant()]))
    headings = [section.heading.removeprefix("Prioriterat område: ") for _, section in document.walk()]
    assert sorted(headings) == sorted(section_headings(PROGRAMME))
