"""The search page as a reader meets it, in headless Chromium without a network, over grants of two regions."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from playwright.sync_api import Browser, Page

from rsp_pipeline.open_data import giving
from rsp_pipeline.open_data.grant_list import FIELDS
from rsp_pipeline.open_data.search.page import page as page_of
from rsp_pipeline.store.clock import with_zone
from rsp_pipeline.store.schema import arrow_type
from rsp_pipeline.swedish import number
from rsp_pipeline_tests.end_to_end.chromium import WIDE, Screen, driven, faults, heard, opened
from rsp_pipeline_tests.open_data.listing import FORMULA, ILL, OPEN_DATA
from rsp_pipeline_tests.workshop import BUILT_AT

pytestmark = driven("sidan där man söker stöd")
PACKAGE = giving.package("Region Jämtland Härjedalen", OPEN_DATA, with_zone(BUILT_AT))
PLACES = {"Berg": "2326", "Åre": "2321", "Ånge": "2260"}
FORMS = ("Servicebidrag", "Investeringsbidrag", "Särskilt driftstöd")
MANY = 50_000


def listed(count: int) -> pa.Table:
    """A list of grants over five years, three places and forms, of which the first names mean ill."""
    names = [ILL, FORMULA, '"Citat"; & Co, AB']
    places = list(PLACES)
    rows: list[dict[str, Any]] = []
    for n in range(count):
        place, form, year = places[n % 3], FORMS[n // 3 % 3], 2021 + n % 5
        region = "Region Västernorrland" if place == "Ånge" else "Region Jämtland Härjedalen"
        name = names[n] if n < len(names) else f"Påhittade Handlarna {n} AB"
        rows.append(
            {
                "id": f"360G-prov-{n}",
                "title": f"{form} till {name} {year}",
                "description": f"{form}: {'solceller' if n % 7 == 0 else 'kyldiskar'}. Butiken {n}, {place}.",
                "currency": "SEK",
                "amountAwarded": Decimal(1000 + n) + Decimal(n % 2) / 2,
                "awardDate": date(year, 1, 1) + timedelta(n % 365),
                "recipientOrganization/0/id": f"SE-ON-{5598000000 + n}",
                "recipientOrganization/0/name": name,
                "fundingOrganization/0/id": "SE-ON-2321000214",
                "fundingOrganization/0/name": region,
                "grantProgramme/0/title": form,
                "beneficiaryLocation/0/name": place,
                "beneficiaryLocation/0/geoCode": PLACES[place],
            }
        )
    return pa.Table.from_pylist(rows, pa.schema([(field.path, arrow_type(field.type)) for field in FIELDS]))


@pytest.fixture(scope="module")
def rows() -> pa.Table:
    return listed(250)


@pytest.fixture(scope="module")
def path(rows: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("search") / "sok.html"
    written.write_text(page_of(rows, PACKAGE, "360giving"), encoding="utf-8")
    return written


def fetched(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.locator(button).click()
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def fetched_lines(page: Page) -> list[dict[str, str]]:
    """The lines of the csv file, each by its headings."""
    return list(csv.DictReader(io.StringIO(fetched(page, "#csv"))))


def answering(rows: pa.Table, word: str = "", **members: str) -> list[dict[str, Any]]:
    paths = {"kommun": "beneficiaryLocation/0/name", "stodform": "grantProgramme/0/title", "ar": "year"}
    found = [{**row, "year": str(row["awardDate"].year)} for row in rows.to_pylist() if word in row["description"]]
    return [row for row in found if all(row[paths[name]] == member for name, member in members.items())]


def test_what_is_searched_for_by_word_place_form_and_year_is_found_and_summed(page: Page, rows: pa.Table) -> None:
    page.locator("#ord").fill("SOLCELLER")
    page.locator("#kommun").select_option("Åre")
    found = answering(rows, "solceller", kommun="Åre")
    assert len(found) > 5
    total = sum((row["amountAwarded"] for row in found), Decimal(0))
    said = number(total, 0 if total == total.to_integral_value() else 1)
    assert page.locator("#besked").inner_text() == f"{len(found)} stöd, tillsammans {said} kronor beviljade."
    page.locator("#stodform").select_option("Servicebidrag")
    page.locator("#ar").select_option("2022")
    found = answering(rows, "solceller", kommun="Åre", stodform="Servicebidrag", ar="2022")
    assert page.locator("#rader tr").count() == len(found)


def test_the_address_tells_the_search_and_can_be_shared(browser: Browser, page: Page, path: Path) -> None:
    page.locator("#ord").fill("kyldiskar & co")
    page.locator("#ord").fill("kyldiskar")
    page.locator("#ar").select_option("2023")
    page.locator("#ordning").select_option("belopp")
    address = page.evaluate("location.hash")
    assert address == "#ord=kyldiskar&ar=2023&ordning=belopp"
    other = opened(browser, path, address=address)
    assert other.locator("#besked").inner_text() == page.locator("#besked").inner_text()
    assert other.locator("#rader").inner_text() == page.locator("#rader").inner_text()
    other.evaluate("location.hash = '#ar=1999&kommun=<b>&ordning=x'")
    other.wait_for_function("document.getElementById('besked').textContent.startsWith('250 stöd')")


def test_the_municipalities_are_those_of_the_chosen_region(page: Page) -> None:
    page.locator("#region").select_option("Region Västernorrland")
    assert page.locator("#kommun option").all_inner_texts() == ["Alla kommuner", "Ånge"]


def test_the_files_that_are_fetched_hold_what_was_found_as_the_whole_list_has_it(page: Page, rows: pa.Table) -> None:
    page.locator("#kommun").select_option("Berg")
    expected = {
        grant["id"]: grant for grant in giving.grants(rows) if grant["beneficiaryLocation"][0]["name"] == "Berg"
    }
    package = json.loads(fetched(page, "#json"))
    assert {grant["id"]: grant for grant in package.pop("grants")} == expected
    assert package == PACKAGE
    lines = fetched_lines(page)
    assert list(lines[0]) == [field.heading for field in FIELDS]
    assert {line["Identifier"]: float(line["Amount Awarded"]) for line in lines} == {
        name: grant["amountAwarded"] for name, grant in expected.items()
    }


def test_a_name_is_never_run_neither_by_the_page_nor_by_a_spreadsheet(browser: Browser, path: Path) -> None:
    page, told = heard(browser, path, "#ord=onerror")
    assert ILL in page.locator("#rader th").inner_text()
    assert page.locator("#rader img").count() == 0
    page.locator("#ord").fill("hyperlink")
    assert [line["Recipient Org:Name"] for line in fetched_lines(page)] == ["'" + FORMULA]
    page.locator("#ord").fill("citat")
    assert [line["Recipient Org:Name"] for line in fetched_lines(page)] == ['"Citat"; & Co, AB']
    assert [each for each in told if not each.startswith(("blob:", path.as_uri()))] == []


def test_where_nothing_is_found_it_is_said_and_nothing_can_be_fetched(page: Page) -> None:
    page.locator("#ord").fill("finns inte")
    assert page.locator("#besked").inner_text() == "Inget stöd svarar mot sökningen."
    assert page.locator("#csv").is_disabled()
    assert page.locator("#json").is_disabled()


def test_the_whole_of_it_is_used_by_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till träffarna"
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if reached[-1] == "mer":
            break
    assert reached == ["ord", "region", "kommun", "stodform", "ar", "ordning", "csv", "json", "scroll", "mer"]
    page.keyboard.press("Enter")
    assert page.locator("#rader tr").count() == 200
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 101


@pytest.mark.parametrize("screen", [WIDE, Screen(320, "dark")], ids=str)
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(browser: Browser, path: Path, screen: Screen) -> None:
    assert faults(browser, path, screen, "#ord=solceller") == []


def test_fifty_thousand_grants_answer_a_search_at_once(browser: Browser, tmp_path: Path) -> None:
    """In processor seconds of the page's own thread, for others use the machine, too."""
    path = tmp_path / "sok.html"
    path.write_text(page_of(listed(MANY), PACKAGE, "360giving"), encoding="utf-8")
    assert path.stat().st_size < 400 * MANY
    page = browser.new_page(offline=True)
    page.set_default_timeout(120_000)
    page.goto(path.as_uri())
    measure = page.context.new_cdp_session(page)
    measure.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        told = measure.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in told if each["name"] == "TaskDuration"))

    searches = ["butiken 4", "solceller", "åre", "finns inte", "handlarna 777"]
    before = spent()
    for words in searches:
        page.locator("#ord").fill(words)
    assert (spent() - before) / len(searches) < 0.2
