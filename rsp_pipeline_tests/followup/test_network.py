"""The memo on the service network, on tiny registers: none, one, several, a year in progress, a single municipality."""

from dataclasses import replace
from pathlib import Path

from rsp_pipeline.followup.full_report import compose, gather
from rsp_pipeline.followup.full_report.network import SERVICE_NETWORK
from rsp_pipeline_tests.builders import PROGRAMME, delivered, grant, outlet, write_population
from rsp_pipeline_tests.followup.test_full_report import AS_OF, cells, memo, said
from rsp_pipeline_tests.sessions import published_session

SHOP, FUEL = "Dagligvarubutik", "Drivmedelsstation"


def test_an_undelivered_register_is_one_sentence(tmp_path: Path) -> None:
    document = memo(delivered(tmp_path, grants=[grant()]))
    assert said(document, SERVICE_NETWORK) == ["Uppgift saknas: registret serviceställen har inte levererats för 2025."]
    assert "servicenatet" not in {table.id for table in document.tables}


def test_a_network_of_one_shop_without_coordinates_or_inhabitants_says_what_is_known(tmp_path: Path) -> None:
    document = memo(delivered(tmp_path, outlets=[outlet(Slag=SHOP)]))
    assert said(document, SERVICE_NETWORK) == [
        (
            "Den 31 december 2025 var 1 dagligvarubutik, inga drivmedelsstationer, inga servicepunkter och inga "
            "SOT-punkter öppna."
        ),
        "Under året har inget serviceställe öppnat eller stängt.",
        "Ombudsservice finns inte i någon ort, enligt registret.",
        "Invånare per dagligvarubutik: uppgift saknas, för folkmängden i slutet av året är inte känd.",
        "Dagligvarubutik saknas i Ragunda, Bräcke, Krokom, Strömsund, Berg, Härjedalen och Östersund.",
    ]
    rows = {row[0]: row[1:] for row in cells(document, "servicenatet")}
    assert rows["Åre"] == ["1", "0", "0", "0", "0", "0", "uppgift saknas"]
    assert rows["Berg"] == ["0", "0", "0", "0", "0", "0", "ingen butik"]
    assert rows["Hela länet"] == ["1", "0", "0", "0", "0", "0", "uppgift saknas"]


def test_what_came_and_went_is_told_by_name_and_the_way_between_where_it_is_known(tmp_path: Path) -> None:
    outlets = [
        outlet(Slag=SHOP, Namn="Ettan", Öst=423_000, Nord=7_025_000, Väg_till_butik_km="24,5", Ombud="Post", Ort="Ås"),
        outlet(Slag=SHOP, Namn="Tvåan", Öst=426_000, Nord=7_029_000, Väg_till_butik_km="6", Öppnade="2025-11-03"),
        outlet(Slag=SHOP, Namn="Trean", Stängde="2025-10-31"),
        outlet(Slag=FUEL, Namn="Macken"),
        outlet(Slag=FUEL, Namn="Pumpen"),
    ]
    delivered(tmp_path, outlets=outlets, grants=[grant(**{"Ställe-ID": name}) for name in ("S1", "S1_3")])
    write_population(tmp_path, {"2321": 1000, **dict.fromkeys(("2303", "2305", "2309", "2313"), 250)})
    assert said(memo(tmp_path), SERVICE_NETWORK)[1:] == [
        "Under 2025 öppnade 1 serviceställe: Tvåan i Åre kommun den 3 november.",
        "Under 2025 stängde 1 serviceställe: Trean i Åre kommun den 31 oktober (har fått stöd).",
        "Ombudsservice finns i 1 ort: post i 1.",
        "Av de öppna ställena har 1 fått stöd under 2025 eller tidigare.",
        "Invånare per dagligvarubutik: uppgift saknas, för folkmängden i slutet av året är inte känd.",
        "Dagligvarubutik saknas i Ragunda, Bräcke, Krokom, Strömsund, Berg, Härjedalen och Östersund.",
        (
            "Fågelvägen från en dagligvarubutik till närmaste andra är 5,0 km (median). Längst är den från Tvåan i Åre "
            "kommun, 5,0 km."
        ),
        (
            "Vägen från en dagligvarubutik till närmaste andra är 15,3 km (median). 50 % av dem som har en uppgift har "
            "mer än 20 km dit."
        ),
        "Fågelvägen mellan drivmedelsstationer: uppgift saknas, för registret saknar koordinater.",
    ]


def test_a_year_in_progress_is_told_as_the_register_has_it(tmp_path: Path) -> None:
    delivered(tmp_path, outlets=[outlet(Slag="SOT-punkt", Namn="Punkten", Öppnade="2026-02-03")])
    first, opened, *_ = said(memo(tmp_path, 2026), SERVICE_NETWORK)
    assert first == (
        "Enligt registret är inga dagligvarubutiker, inga drivmedelsstationer, inga servicepunkter och 1 SOT-punkt "
        "öppna den 31 december 2026."
    )
    assert opened == "Hittills under 2026 har 1 serviceställe öppnat: Punkten i Åre kommun den 3 februari."


def test_a_single_municipality_has_places_and_no_table(tmp_path: Path) -> None:
    (are,) = (each for each in PROGRAMME.municipalities if each.name == "Åre")
    programme = replace(PROGRAMME, municipalities=(are,))
    outlets = [outlet(Slag=SHOP, Namn="Ettan", Ort="Kall", Öppnade="2025-02-03"), outlet(Slag=SHOP)]
    write_population(tmp_path, {are.code: 1000})
    session = published_session(delivered(tmp_path, outlets=outlets), 2025, programme=programme)
    document = compose(gather(session, programme, 2025, AS_OF))
    told = said(document, SERVICE_NETWORK)
    assert "Under 2025 öppnade 1 serviceställe: Ettan i Kall den 3 februari." in told
    assert "På varje dagligvarubutik går 500 invånare." in told
    assert "servicenatet" not in {table.id for table in document.tables}
