"""The page as a reader meets it: axe-core, the keyboard, narrow and dark screens, and print, in headless Chromium."""

from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from rsp_pipeline.followup.charts.style import INK, ON_DARK
from rsp_pipeline.followup.documents.page import page as page_of
from rsp_pipeline_tests.end_to_end.chromium import DARK, NARROW, WIDE, Screen, driven, faults, heard, opened, seen
from rsp_pipeline_tests.followup.editions import both

pytestmark = driven("uppföljningens webbsida")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    for edition in both()[:2]:
        (folder / f"{edition.stem}.html").write_text(page_of(edition), encoding="utf-8")
    return folder / "uppfoljning-2025.html"


@pytest.mark.parametrize("document", ["uppfoljning", "tjansteskrivelse"])
@seen
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(
    browser: Browser, path: Path, screen: Screen, document: str
) -> None:
    assert faults(browser, path.with_name(f"{document}-2025.html"), screen) == []


def test_a_figure_of_the_letter_leads_to_its_rows_in_the_report(browser: Browser, path: Path) -> None:
    page = opened(browser, path.with_name("tjansteskrivelse-2025.html"))
    page.get_by_role("link", name="1 476 300 kronor").click()
    assert page.url.startswith(path.as_uri())
    assert "S02 Beviljat belopp 2025, stödform Hemsändning" in page.locator(":target").inner_text()


def test_the_page_does_not_scroll_sideways_on_a_screen_that_is_neither_wide_nor_narrow(
    browser: Browser, path: Path
) -> None:
    assert opened(browser, path, Screen(640)).evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize(
    ("screen", "media", "ink"), [(WIDE, "screen", INK), (DARK, "screen", ON_DARK[INK]), (DARK, "print", INK)]
)
def test_a_chart_has_the_pages_own_ground_and_letters_on_a_dark_screen_too(
    browser: Browser, path: Path, screen: Screen, media: Literal["screen", "print"], ink: str
) -> None:
    page = opened(browser, path, screen)
    page.emulate_media(media=media)
    of_page, of_ground, of_title = page.evaluate(
        "['body', 'figure svg path', 'figure svg text'].map(e => getComputedStyle(document.querySelector(e)))"
        ".map((style, nth) => nth ? style.fill : style.backgroundColor)"
    )
    assert of_ground == of_page
    assert of_title == f"rgb({', '.join(str(int(ink[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_captions_are_read_whole_on_a_narrow_screen(browser: Browser, path: Path) -> None:
    page = opened(browser, path, NARROW)
    assert page.evaluate("Math.max(...[...document.querySelectorAll('caption span')].map(e => e.offsetWidth))") <= 320


def test_the_keyboard_reaches_the_content_and_what_it_reaches_is_seen(browser: Browser, path: Path) -> None:
    page = opened(browser, path, NARROW)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_figure_leads_to_its_rows(page: Page) -> None:
    page.get_by_role("link", name="1 476 300 kronor").first.click()
    target = page.locator(":target")
    assert "S02 Beviljat belopp 2025, stödform Hemsändning" in target.inner_text()
    assert "grants/" in target.inner_text()
    assert page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].every(a => document.querySelector(a.hash))")


def test_every_heading_is_one_level_below_the_one_before_at_most(page: Page) -> None:
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_request_leaves_the_page_and_no_script_runs(browser: Browser, path: Path) -> None:
    page, told = heard(browser, path)
    assert told == [path.as_uri()]
    assert page.locator("script").count() == 0
    assert path.stat().st_size < 1_000_000


def test_it_prints_on_a_few_pages_without_what_only_a_screen_needs(browser: Browser, path: Path) -> None:
    page = opened(browser, path, DARK)
    page.emulate_media(media="print")
    assert page.get_by_role("navigation").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("[...document.querySelectorAll('details')].length") == 0
    breaks = "[...document.querySelectorAll('.scroll')].map(e => getComputedStyle(e).breakInside)"
    *of_tables_and_charts, of_the_rows_behind = page.evaluate(breaks)
    assert set(of_tables_and_charts) == {"avoid"}
    assert of_the_rows_behind == "auto"
