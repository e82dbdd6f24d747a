"""The walk of docs/forvaltarens_ar.md, as it is told there: from a delivery with faults to an approved year, and back.

Its pictures are taken here, with `RSP_WRITE_IMAGES=1`. Dagster's page, the overview and the form are driven in headless
Chromium; what the page tells to type is typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from rsp_pipeline.orchestration.attribution import UNKNOWN
from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.end_to_end.chromium import driven, keep, visiting
from rsp_pipeline_tests.end_to_end.server import Server, ended, runs
from rsp_pipeline_tests.installations import typed
from rsp_pipeline_tests.mending.filling import fill_in
from rsp_pipeline_tests.pages import blocks, links
from rsp_pipeline_tests.workshop import ask

HANDBOOK = PROJECT / "docs" / "forvaltarens_ar.md"
DELIVERED = "visits/besok_oktober.csv"
PICTURES = ("att-gora", "faststall", "faststall-nekas", "uppdatera", "uppdatera-halls-tillbaka")

pytestmark = driven("dataförvaltarens väg genom året")


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    size = {"width": 1400, "height": 860}
    with visiting(browser, server, viewport=size, color_scheme="light", locale="sv-SE") as opened:
        yield opened


def test_the_walk_ends_as_the_handbook_says(page: Page, server: Server) -> None:
    data = server.folder / "data"
    (example,) = [block.text for block in blocks(HANDBOOK) if block.language == "csv"]
    (data / "raw" / DELIVERED).write_text(example, encoding="utf-8")
    checked = typed(server.folder, "check", str(data / "raw" / DELIVERED))
    assert (checked.exit_code, "3 lästa, 1 godtagna, 2 i karantän" in checked.stdout) == (1, True)

    tick(page, server)
    waits = f"Karantän: {DELIVERED}, rad 2, kolumnen ”Kommun”"
    assert waits in typed(server.folder, "status").stdout
    overview(page, data)
    expect(page.get_by_text("besok_oktober.csv").first).to_be_visible()
    keep("att-gora.png", page.screenshot())

    workbook = data / "warehouse" / "quarantine.xlsx"
    fill_in(workbook, "Företagsbesök", {"Kommun": "Östersund", "Form": "Fysiskt"})
    corrected = typed(server.folder, "correct")
    assert (corrected.exit_code, corrected.stderr) == (0, "")
    refresh(page)
    expect(page.get_by_role("status")).to_contain_text("Uppdateringen är klar.")
    keep("uppdatera.png", page.screenshot())
    assert waits not in typed(server.folder, "status").stdout
    taken = f"SELECT count(*) FROM core.visits WHERE source_file = '{DELIVERED}'"
    assert ask(data / "warehouse" / "rsp.duckdb", taken) == [(3,)]

    approve(page)
    expect(page.get_by_role("status")).to_contain_text("2025 är fastställt som version 1.")
    keep("faststall.png", page.screenshot())
    approve(page)
    expect(page.get_by_role("alert")).to_contain_text("2025 är redan fastställt")
    keep("faststall-nekas.png", page.screenshot())
    assert Axe().run(page).response["violations"] == []
    refresh(page)
    expect(page.get_by_role("status")).to_contain_text("Uppdateringen är klar.")
    overview(page, data)
    expect(page.get_by_text("Fastställd av Regionala utvecklingsnämnden").first).to_be_visible()

    shown = typed(server.folder, "restore", "--previous")
    assert (shown.exit_code, shown.stderr) == (1, "")
    back = typed(server.folder, "restore", "--previous", "--yes", "--reason", "Fel fil lades in")
    assert (back.exit_code, back.stderr) == (0, "")
    assert "Fel fil lades in" in typed(server.folder, "status").stdout


def test_what_is_held_back_is_published_by_the_form_with_a_reason(page: Page, server: Server) -> None:
    data = server.folder / "data"
    (data / "raw" / "visits" / "besokslogg_2023.csv").unlink()
    refresh(page)
    expect(page.get_by_role("alert")).to_contain_text("Den nya filen hålls tillbaka.")
    expect(page.get_by_role("alert")).to_contain_text("Företagsbesök 2023: alla")
    page.get_by_label("Varje register har rader för varje år").check()
    page.get_by_role("button", name="Uppdatera nu").click()
    expect(page.get_by_role("alert")).to_contain_text("Ett villkor åsidosätts bara med ett skäl.")
    page.get_by_label("Skäl").fill("Loggen för 2023 var en dubblett")
    keep("uppdatera-halls-tillbaka.png", page.screenshot(full_page=True))
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Uppdatera nu").click()
    expect(page.get_by_role("status")).to_contain_text("Uppdateringen är klar.")
    built = ask(data / "warehouse" / "rsp.duckdb", "SELECT override_reason, overridden_by FROM meta.build")
    assert built == [("Loggen för 2023 var en dubblett", UNKNOWN)]


def tick(page: Page, server: Server) -> None:
    """What the schedule does at two o'clock, done at once from its page."""
    before = runs(server)
    page.goto("/locations/rsp_pipeline.definitions/schedules/nightly")
    page.get_by_text("Preview tick result").click()
    page.get_by_role("button", name="Continue").click()
    launch = page.get_by_role("button", name="Launch all & commit tick result")
    expect(launch).to_be_enabled()
    launch.click()
    assert ended(server, before)["status"] == "SUCCESS"


def refresh(page: Page) -> None:
    """Ask for a night at once, by the form."""
    page.goto("/uppdatera")
    page.get_by_role("button", name="Uppdatera nu").click()


def overview(page: Page, data: Path) -> None:
    """The page of all years, opened from its folder."""
    page.goto((data / "warehouse" / "followup" / "index.html").as_uri())


def approve(page: Page) -> None:
    """Fill in the form as the handbook does."""
    page.goto("/faststall")
    page.get_by_label("År", exact=True).select_option("2025")
    page.get_by_label("Diarienummer").fill("RUN/100/2026")
    page.get_by_label("Paragraf").fill("45")
    page.get_by_label("Dag för beslutet").fill("2026-03-24")
    page.get_by_role("button", name="Fastställ").click()


def test_every_picture_of_the_handbook_is_one_that_is_taken_here() -> None:
    shown = {Path(link).stem for link in links(HANDBOOK) if link.startswith("images/")}
    assert shown == set(PICTURES)
