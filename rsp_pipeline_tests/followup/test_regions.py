"""The memo of other regions: their own areas, no network, one municipality, and years before the first delivery."""

from pathlib import Path

import pytest

from rsp_pipeline.followup import letter
from rsp_pipeline.followup.document import Document
from rsp_pipeline.followup.full_report import Material, compose, gather, section_headings
from rsp_pipeline.followup.full_report.compose import ABOUT_GRANTS_AND_VISITS
from rsp_pipeline.programme import Programme
from rsp_pipeline_tests.builders import activity, delivered, grant, plan, target, write_csv
from rsp_pipeline_tests.followup.test_full_report import AS_OF, cells, said
from rsp_pipeline_tests.regions import CITIZENS, GRANTS, PUBLIC_BODIES, THREE, Areas, deliver, programme
from rsp_pipeline_tests.sessions import published_session

AREA = "Prioriterat område: "
FIVE: Areas = {
    "Digital service": [],
    "Stöd till handeln": [GRANTS],
    "Drivmedel": [CITIZENS],
    "SOT-punkter": [],
    "Samverkan": [PUBLIC_BODIES],
}
TWO: Areas = {"Planer och medborgare": [PUBLIC_BODIES, CITIZENS], "Pengar": [GRANTS]}


def region(folder: Path, county: str = "22", areas: Areas = THREE, **more: object) -> Programme:
    """The programme of a region to whose folder registers are delivered."""
    of = programme(folder, county, areas, **more)
    deliver(folder / "raw", of)
    return of


def known(folder: Path, of: Programme, year: int = 2025) -> Material:
    return gather(published_session(folder / "raw", year - 1, year, programme=of), of, year, AS_OF)


def memo(folder: Path, of: Programme, year: int = 2025) -> Document:
    return compose(known(folder, of, year))


def headings(document: Document) -> list[str]:
    return [section.heading for _, section in document.walk()]


@pytest.mark.parametrize("areas", [FIVE, TWO], ids=["five", "two"])
def test_areas_stand_in_the_programmes_order_each_with_its_own(tmp_path: Path, areas: Areas) -> None:
    material = known(tmp_path, region(tmp_path, areas=areas))
    document = compose(material)
    for each in (document, letter.compose(material)):
        assert [name.removeprefix(AREA) for name in headings(each) if name.startswith(AREA)] == list(areas)
    for area, holds in areas.items():
        told = said(document, AREA + area)
        (about,) = [each for each in told if "Om " in each]
        assert about == f"Genomfört en informationsinsats: ”Om {area}”."
        assert ("Särskilt driftstöd 7 st., 28 000 kronor" in told) is (GRANTS in holds)
    assert [table.caption for table in document.tables if table.id.startswith("insatser")] == [
        f"Insatser 2025: {area}" for area in areas
    ]


def test_areas_are_named_in_a_sentence_as_they_are_written(tmp_path: Path) -> None:
    (_, aim, _) = said(memo(tmp_path, region(tmp_path, areas=FIVE)), "Om uppföljningen")
    assert "fem prioriterade områden: digital service, stöd till handeln, drivmedel, SOT-punkter och samverkan." in aim


def test_plans_and_grants_stand_in_the_areas_that_hold_them(tmp_path: Path) -> None:
    assert headings(memo(tmp_path, region(tmp_path, areas=TWO)))[2:7] == [
        AREA + "Planer och medborgare", "Servicenätet", "Kommunernas serviceplaner", AREA + "Pengar", "Stöd per kommun",
    ]  # fmt: skip


def test_what_no_area_holds_stands_by_itself_after_them(tmp_path: Path) -> None:
    of = region(tmp_path, areas={"Närhet": [], "Samverkan": []})
    document = memo(tmp_path, of)
    assert headings(document)[2:14] == [
        AREA + "Närhet", AREA + "Samverkan", "Servicenätet", "Stöd och företagsbesök", "Stöd per kommun",
        *ABOUT_GRANTS_AND_VISITS, "Kommunernas serviceplaner", "Handlingsplanens insatser",
    ]  # fmt: skip
    assert "Särskilt driftstöd 7 st., 28 000 kronor" in said(document, "Stöd och företagsbesök")
    assert {"Närhet", "Stöd och företagsbesök", "Kommunernas serviceplaner"} <= set(section_headings(of))


def test_tables_of_areas_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    document = memo(tmp_path, region(tmp_path, areas={"Nära service": [], "Nära vård": []}))
    of_areas = [table.id for table in document.tables if table.id.startswith("insatser")]
    assert of_areas == ["insatser_nära_1", "insatser_nära_2"]


def test_without_a_network_the_parties_act(tmp_path: Path) -> None:
    document = memo(tmp_path, region(tmp_path, county_board="Länsstyrelsen i Västernorrlands län"))
    assert said(document, "Om uppföljningen")[0].endswith(
        "Programmet genomförs av regionen, som är sammankallande, länets sju kommuner och Länsstyrelsen i "
        "Västernorrlands län."
    )
    assert said(document, "Nära service")[0] == "Under året har parterna:"
    assert "Under året har parterna dessutom:" in said(document, "Stöd till handeln")


def test_some_of_the_municipalities_are_the_programmes(tmp_path: Path) -> None:
    of = region(tmp_path, municipalities=["Kramfors", "Ånge"], network="Nätet", network_members=["Leader"])
    document = memo(tmp_path, of)
    assert said(document, "Om uppföljningen")[0].endswith(
        "nätverket Nätet: regionen, som är sammankallande, programmets två kommuner, Länsstyrelsen och Leader."
    )
    assert said(document, "Sammanfattning")[2].startswith("Samtliga programmets två kommuner hade en gällande")


def test_who_proposes_and_what_the_lines_are_called_is_the_regions_own(tmp_path: Path) -> None:
    of = region(tmp_path, proposal="Direktörens förslag", grant_lines={"operating": "Driftstöd"})
    document = letter.compose(known(tmp_path, of))
    assert "Driftstöd 7 st., 28 000 kronor" in said(document, "Stöd till handeln")
    assert said(document, "Direktörens förslag") == [
        "Regionstyrelsen godkänner uppföljningen av det regionala serviceprogrammet för 2025."
    ]


def test_one_municipality_that_is_its_own_region_is_named_once(tmp_path: Path) -> None:
    document = memo(tmp_path, region(tmp_path, "09"))
    assert said(document, "Om uppföljningen")[0].endswith(
        "genomförs av regionen, som är kommun och sammankallande, samt Länsstyrelsen."
    )
    assert said(document, "Sammanfattning")[2] == "Gotlands kommun hade en gällande serviceplan den 31 december 2025."
    assert "Kommunens serviceplan" in headings(document)
    assert "Stöd per kommun" not in headings(document)
    assert "tillsammans med kommunen" in " ".join(said(document, "Stöd till handeln"))


def test_of_many_municipalities_only_the_number_is_told(tmp_path: Path) -> None:
    of = region(tmp_path, "14")
    write_csv(tmp_path / "raw", "grants/2025.csv", [grant(Kommun="Ale")])
    write_csv(tmp_path / "raw", "service_plans/2025.csv", [plan(Kommun="Ale")])
    document = memo(tmp_path, of)
    assert said(document, "Stöd per kommun")[1] == "Inga stöd beslutades i 48 av länets 49 kommuner."
    (told,) = said(document, "Kommunernas serviceplaner")
    assert told == (
        "En av länets 49 kommuner hade en gällande serviceplan den 31 december 2025 (lika många som ett år "
        "tidigare). Gällande plan saknas i 48 av länets 49 kommuner."
    )


def test_an_area_in_which_nothing_was_done_says_so(tmp_path: Path) -> None:
    of = region(tmp_path, areas={"Digital service": [], "Stöd till handeln": [GRANTS]})
    write_csv(tmp_path / "raw", "activities/2025.csv", [activity(Prioriterat_område="Stöd till handeln")])
    assert said(memo(tmp_path, of), "Digital service") == ["Under året har inga aktiviteter registrerats inom området."]


def test_a_year_before_the_first_delivery_says_once_what_is_missing(tmp_path: Path) -> None:
    of = region(tmp_path)
    (tmp_path / "raw" / "service_plans" / "2025.csv").unlink()
    (tmp_path / "raw" / "outlets" / "2025.csv").unlink()
    document = memo(tmp_path, of, 2024)
    (missing,) = said(document, "Sammanfattning")
    assert missing == (
        "Uppgift saknas: registren stödbeslut, företagsbesök, kommunala serviceplaner, handlingsplanens insatser, "
        "genomförda aktiviteter, finansiering av genomförandet och serviceställen har inte levererats för 2024."
    )
    every = [cell.text for table in document.tables for row in table.rows for cell in row]
    assert "uppgift saknas" not in every
    assert said(document, "Stöd till handeln") == ["Registret stödbeslut har inte levererats för 2024."]


def test_a_first_year_is_compared_with_nothing(tmp_path: Path) -> None:
    of = region(tmp_path)
    delivered(tmp_path / "raw", targets=[target()])
    document = memo(tmp_path, of)
    assert said(document, "Om uppföljningen")[-1] == (
        "Uppgift saknas för 2024: då hade registren inte börjat levereras."
    )
    assert said(document, "Sammanfattning")[:2] == [
        "Under 2025 beslutades 7 stöd om totalt 28 000 kronor.",
        "Under 2025 gjordes 7 fysiska företagsbesök.",
    ]
    assert cells(document, "beslutade_stod")[-1] == ["Samtliga", "7", "28 000"]
    assert cells(document, "malvarden") == [["Fysiska företagsbesök", "minst 15", "7", "✕ ej uppnått"]]
    assert not any("jämfört med" in table.caption for table in document.tables)
