"""The page above all years, the fact sheets and the nation's pages, as they are opened from the folder in Chromium."""

from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Browser

from rsp_pipeline.followup.fact_sheets.write import write
from rsp_pipeline.indicators.dimension import GRANT_FORM
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.nation.followup.write import write as write_nation
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.registers.grants import GRANT_FORM as TERMS
from rsp_pipeline_tests.builders import PROGRAMME, TODAY
from rsp_pipeline_tests.end_to_end.chromium import Screen, driven, faults, heard, opened, seen
from rsp_pipeline_tests.followup.fact_sheets.test_fact_sheets import OWN, of_berg
from rsp_pipeline_tests.installations import Refreshed
from rsp_pipeline_tests.nation.regions import YEAR, copied
from rsp_pipeline_tests.workshop import ask

FORMS = ((), *((GRANT_FORM.at(form),) for form in TERMS.values))
pytestmark = driven("sidan över alla år, faktabladen och landets sidor")
PAGES = ("index.html", "2025/kommuner/2326-berg.html")
LARGE = tuple(
    (indicator, 9_876_543, *members, *part)
    for indicator, parts in ((S01, FORMS), (S02, FORMS), (M01, ((),)))
    for members in ((), (OWN,))
    for part in parts
)
"""Amounts as large as a municipality may have them, of every form of aid."""
LINKS = "[...document.querySelectorAll('a[href]')].map(e => e.href)"


@pytest.fixture(scope="module")
def root(refreshed: Refreshed) -> Path:
    return refreshed.folder / "data" / "warehouse" / "followup"


@pytest.fixture(scope="module")
def of_the_nation(three_regions: Nation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_nation(copied(three_regions, tmp_path_factory.mktemp("nation")), TODAY).parent


def linked(browser: Browser, path: Path) -> set[Path]:
    """The files that a page leads to."""
    page = opened(browser, path)
    addresses = [unquote(urldefrag(link).url) for link in page.evaluate(LINKS)]
    page.close()
    assert all(address.startswith("file://") for address in addresses)
    return {Path(address.removeprefix("file://")).resolve() for address in addresses} - {path.resolve()}


@pytest.mark.parametrize("name", PAGES)
@seen
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(
    browser: Browser, root: Path, name: str, screen: Screen
) -> None:
    assert faults(browser, root / name, screen) == []


@pytest.mark.parametrize("name", ["index.html", f"{YEAR}/uppfoljning-{YEAR}.html"])
@seen
def test_axe_finds_nothing_and_no_page_of_the_nation_scrolls_sideways(
    browser: Browser, of_the_nation: Path, name: str, screen: Screen
) -> None:
    assert faults(browser, of_the_nation / name, screen) == []


def test_every_document_of_every_year_is_two_clicks_away(browser: Browser, root: Path) -> None:
    """One to open a list that is closed, one on the document."""
    documents = {path.resolve() for path in root.rglob("*") if path.is_file() and path.suffix != ".json"}
    assert linked(browser, root / "index.html") == documents - {(root / "index.html").resolve()}
    page = opened(browser, root / "index.html")
    page.get_by_text("Faktablad per kommun 2025").click()
    page.get_by_role("link", name="Berg, webbsida").locator("visible=true").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bergs kommun 2025"


@pytest.mark.parametrize("name", [*PAGES, "2025/uppfoljning-2025.html", "2023/uppfoljning-2023.html"])
def test_no_link_leads_to_nothing(browser: Browser, root: Path, name: str) -> None:
    found = linked(browser, root / name)
    assert [path for path in found if not path.exists()] == []
    assert (root / "index.html").resolve() in found | {(root / name).resolve()}


def test_years_lead_to_each_other(browser: Browser, root: Path) -> None:
    page = opened(browser, root / "2024" / "uppfoljning-2024.html")
    page.get_by_role("link", name="Uppföljning 2025").click()
    page.get_by_role("link", name="Åre", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Åre kommun 2025"
    page.get_by_role("link", name="alla år och dokument").click()
    assert page.get_by_role("heading", level=2, name="2023").count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_page_and_no_script_runs(browser: Browser, root: Path, name: str) -> None:
    page, told = heard(browser, root / name)
    assert told == [(root / name).as_uri()]
    assert page.locator("script").count() == 0


def test_a_fact_sheet_is_printed_on_one_page_however_many_years_it_shows(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    write(tmp_path, 2030, PROGRAMME.region, {"alla-ar": of_berg(*LARGE, years=PROGRAMME.years)})
    for path in (*sorted((root / "2026" / "kommuner").glob("*.html")), tmp_path / "alla-ar.html"):
        page = opened(browser, path)
        with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
            assert len(printed.pages) == 1, path.name
        page.close()


def test_the_figures_of_a_fact_sheet_are_those_of_the_database(
    browser: Browser, root: Path, refreshed: Refreshed
) -> None:
    row = opened(browser, root / "2025" / "kommuner" / "2326-berg.html").get_by_role("row", name="Alla stöd, kronor")
    shown = [int("".join(text.split())) for text in row.get_by_role("cell").all_inner_texts()]
    own = """
        SELECT round(granted_sek)::INTEGER
        FROM report.stod_per_kommun
        WHERE (municipality_code = '2326' AND year <= 2025) OR (municipality_code IS NULL AND year = 2025)
        ORDER BY municipality_code IS NULL, year
    """
    assert shown == [value for (value,) in ask(refreshed.published, own)]
