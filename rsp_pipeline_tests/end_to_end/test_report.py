"""The memo of 2025 as composed from the shipped sample, sentence by sentence, and what stands behind its bullets."""

from datetime import date

import duckdb
import pytest

from rsp_pipeline.followup.document import Document
from rsp_pipeline.followup.full_report import compose, gather
from rsp_pipeline_tests.builders import PROGRAMME, SAMPLE
from rsp_pipeline_tests.followup.test_full_report import cells, said
from rsp_pipeline_tests.sessions import published_session


@pytest.fixture(scope="module")
def memo() -> Document:
    with published_session(SAMPLE, 2024, 2025) as session:
        return compose(gather(session, PROGRAMME, 2025, date(2026, 3, 24)))


def test_it_tells_all_there_is_area_by_area(memo: Document) -> None:
    assert memo.title == "Uppföljning av regionalt serviceprogram 2025"
    assert memo.facts == (
        ("Från", "Region Jämtland Härjedalen"),
        ("Till", "Regionala utvecklingsnämnden"),
        ("Diarienummer", "RUN/536/2021"),
        ("Uppgifterna hämtade", "den 24\u00a0mars 2026"),
    )
    assert [(level, section.heading) for level, section in memo.walk()] == [
        (2, "Om uppföljningen"),
        (2, "Sammanfattning"),
        (2, "Prioriterat område: Medborgare"),
        (3, "Servicenätet"),
        (2, "Prioriterat område: Servicegivare"),
        (3, "Stöd per kommun"),
        (3, "Ansökningar och handläggning"),
        (3, "Vad stöden gick till"),
        (3, "Särskilt driftstöd"),
        (3, "Ramar och utbetalningar"),
        (3, "Besök hos ställen med stöd"),
        (2, "Prioriterat område: Offentliga intressenter"),
        (3, "Kommunernas serviceplaner"),
        (2, "Handlingsplanens insatser"),
        (2, "Målvärden"),
        (2, "Resurser"),
        (2, "Datakvalitet"),
        (2, "Bilaga: definitioner"),
        (2, "Bilaga: varifrån siffrorna kommer"),
    ]


def test_the_case_is_described(memo: Document) -> None:
    assert said(memo, "Om uppföljningen") == [
        (
            "Region Jämtland Härjedalens regionala serviceprogram gäller 2023–2030 och har en handlingsplan för varje "
            "år till och med 2025. Programmet genomförs av nätverket Service Z: regionen, som är sammankallande, "
            "länets åtta kommuner och Länsstyrelsen."
        ),
        (
            "Uppföljningen redovisar arbetet under 2025 inom programmets tre prioriterade områden: medborgare, "
            "servicegivare och offentliga intressenter. Den ligger till grund för nästa handlingsplan."
        ),
    ]


def test_the_year_is_summed_up(memo: Document) -> None:
    assert said(memo, "Sammanfattning") == [
        "Under 2025 beslutades 56 stöd (1 fler än 2024) om totalt 13 676 229 kronor (6 % mer än 2024).",
        "Under 2025 gjordes 18 fysiska företagsbesök (2 fler än 2024).",
        "Sex av länets åtta kommuner hade en gällande serviceplan den 31 december 2025 (1 färre än ett år tidigare).",
        "Av handlingsplanens nio insatser är sju genomförda och två pågående.",
    ]


def test_medborgare(memo: Document) -> None:
    assert said(memo, "Medborgare") == [
        "Under året har nätverket:",
        (
            "Följt upp förändringar i nationella styrmedel genom två yttranden och en dialog: SOU 2024:8 "
            "Livsmedelsberedskap i en ny tid, promemorian FI2024/02072 Ett statligt stöd för driftsäkra och robusta "
            "posttjänster samt Länsstyrelsen Jämtlands läns yttrande över SOU 2024:47 Digital myndighetspost."
        ),
        (
            "Främjat navfunktionen som butikerna har som mötesplatser genom en kampanj och en invigning: Krokoms "
            "kommuns kampanj ”Handla lokalt” tillsammans med näringslivet samt invigning av en SOT-punkt (service- och "
            "trygghetspunkt) vid Stora Blåsjön i Strömsunds kommun tillsammans med kommunen och civilsamhället."
        ),
    ]


def test_servicegivare(memo: Document) -> None:
    assert said(memo, "Servicegivare") == [
        "Under året beslutade stöd och genomförda företagsbesök:",
        "Hemsändning 8 st., 1 476 300 kronor",
        "Servicebidrag 4 st., 619 992 kronor",
        "Investeringsbidrag 23 st., 7 036 881 kronor",
        "Särskilt driftstöd 21 st., 4 543 056 kronor",
        (
            "Antal fysiska företagsbesök 18 st., tillsammans med kommunerna och i vissa fall även Länsstyrelsen. "
            "Därutöver har löpande kontakt hållits genom 15 telefonsamtal och 12 digitala möten."
        ),
        "Under året har nätverket dessutom:",
        (
            "Genomfört en informationsinsats tillsammans med kommunerna och näringslivet: ”Information till handlare "
            "om stöd till kommersiell service”."
        ),
        (
            "Sammanlagt beslutades 56 stöd om 13 676 229 kronor. Jämfört med 2024 ökade beloppet mest för "
            "investeringsbidrag, med 824 413 kronor, och minskade för servicebidrag, med 414 208 kronor."
        ),
    ]
    assert cells(memo, "beslutade_stod") == [
        ["Hemsändning", "8", "8", "1 476 300", "1 398 750", "+77 550", "+6 %"],
        ["Servicebidrag", "4", "6", "619 992", "1 034 200", "−414 208", "−40 %"],
        ["Investeringsbidrag", "23", "21", "7 036 881", "6 212 468", "+824 413", "+13 %"],
        ["Särskilt driftstöd", "21", "20", "4 543 056", "4 218 575", "+324 481", "+8 %"],
        ["Samtliga", "56", "55", "13 676 229", "12 863 993", "+812 236", "+6 %"],
    ]


def test_offentliga_intressenter(memo: Document) -> None:
    assert said(memo, "Offentliga intressenter") == [
        "Under året har nätverket:",
        (
            "Gett processtöd till fem kommuner i arbetet med att ta fram serviceplaner och tillämpa de antagna: Berg, "
            "Härjedalen, Ragunda, Strömsund och Åre."
        ),
        "Samverkat med de fyra norrlandsregionerna vid fem möten, två fysiska och tre digitala.",
    ]
    assert said(memo, "Kommunernas serviceplaner") == [
        (
            "Sex av länets åtta kommuner hade en gällande serviceplan den 31 december 2025 (1 färre än ett år "
            "tidigare). Gällande plan saknas i Berg (under framtagande) och Härjedalen (på remiss). Ragundas plan "
            "löper ut den 30 juni 2026. Av det beviljade beloppet gick 32 % till orter som de gällande planerna "
            "prioriterar."
        ),
    ]


def test_resources(memo: Document) -> None:
    assert said(memo, "Resurser") == [
        (
            "Genomförandet bekostas i huvudsak inom intressenternas ordinarie budgetar. Därutöver finns projektet "
            "Resurser till genomförande av regionalt serviceprogram Jämtlands län (2023–2027), som finansieras av "
            "Tillväxtverket och det regionala 1:1-anslaget. Projektet är förlängt. Syftet är att utveckla "
            "arbetsformer och samverkan för att genomföra programmet, till exempel genom dialog och samordning mellan "
            "aktörer och insatser, arbete med kunskapsunderlag och handläggning av stöd till kommersiell service. "
            "Under 2025 användes 1 236 736 kronor av projektets budget på "
            "1 250 000 kronor (99 %)."
        ),
    ]


def test_a_year_in_progress_is_told_as_far_as_it_has_come() -> None:
    with published_session(SAMPLE, 2025, 2026) as session:
        in_progress = compose(gather(session, PROGRAMME, 2026, date(2026, 9, 1)))
    assert said(in_progress, "Sammanfattning")[:2] == [
        (
            "Hittills under 2026 har 44 stöd om totalt 10 968 130 kronor beslutats, mot 56 stöd om totalt 13 676 229 "
            "kronor under hela 2025."
        ),
        "Hittills under 2026 har 11 fysiska företagsbesök gjorts, mot 18 under hela 2025.",
    ]
    assert said(in_progress, "Servicegivare")[-1] == "Sammanlagt har hittills 44 stöd om 10 968 130 kronor beslutats."
    assert said(in_progress, "Stöd per kommun") == [
        "Det största beloppet har hittills beviljats i Bergs kommun, 1 913 480 kronor."
    ]
    assert said(in_progress, "Kommunernas serviceplaner") == [
        (
            "Fem av länets åtta kommuner har en serviceplan som gäller den 31 december 2026 (1 färre än ett år "
            "tidigare). Gällande plan saknas i Ragunda (utgången), Berg (under framtagande) och Härjedalen (på "
            "remiss). Under 2027 löper tre planer ut: Strömsunds den 30 juni, Bräckes den 31 december och Åres den 31 "
            "december. Av det beviljade beloppet har hittills 28 % gått till orter som de gällande planerna "
            "prioriterar."
        )
    ]
    assert said(in_progress, "Målvärden") == ["Ett av fyra målvärden med känt utfall är hittills uppnått."]
    assert [row[-1] for row in cells(in_progress, "malvarden")] == [
        "? uppgift saknas", "▶ ännu ej uppnått", "▶ ännu ej uppnått", "✔ uppnått", "▶ ännu ej uppnått"
    ]  # fmt: skip


def test_a_table_whose_amounts_are_rounded_says_so(memo: Document) -> None:
    notes = {table.id for table in memo.tables if table.note == "Beloppen är avrundade till hela kronor."}
    assert notes == {"stod_per_kommun", "investeringar", "sarskilt_driftstod", "utbetalningar", "resurser"}


def test_the_inaugurated_sot_punkt_is_an_outlet_opened_that_day(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT outlet.name, outlet.locality
        FROM core.outlets AS outlet
        JOIN core.activities AS inauguration
            ON inauguration.kind = 'Invigning'
            AND inauguration.performed_on = outlet.opened_on
            AND inauguration.municipality_code = outlet.municipality_code
        WHERE outlet.kind = 'SOT-punkt' AND year(opened_on) = 2025
    """
    assert core.sql(query).fetchall() == [("SOT-punkt Stora Blåsjön", "Stora Blåsjön")]


def test_the_municipalities_were_supported_in_drawing_up_their_plans(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_name, plan_status
        FROM core.activities
        JOIN core.municipalities USING (municipality_code)
        LEFT JOIN core.plan_status AS status USING (municipality_code)
        WHERE year(performed_on) = 2025
            AND kind = 'Processtöd'
            AND status.year = 2025
        ORDER BY municipality_name
    """
    assert core.sql(query).fetchall() == [
        ("Berg", "Under framtagande"),
        ("Härjedalen", "På remiss"),
        ("Ragunda", "Antagen"),
        ("Strömsund", "Förlängd"),
        ("Åre", "Under revidering"),
    ]


def test_support_was_given_where_the_service_plans_say_so(core: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_name
        FROM core.service_plans
        JOIN core.municipalities USING (municipality_code)
        WHERE process_support
        ORDER BY municipality_name
    """
    assert core.sql(query).fetchall() == [("Berg",), ("Härjedalen",), ("Ragunda",), ("Strömsund",), ("Åre",)]
