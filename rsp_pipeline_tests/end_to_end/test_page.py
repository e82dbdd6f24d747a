"""The page as a reader meets it: axe-core, the keyboard, narrow and dark screens, and print, in headless Chromium."""

from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from rsp_pipeline.followup.charts.style import INK, ON_DARK
from rsp_pipeline.followup.documents.page import page as page_of
from rsp_pipeline_tests.end_to_end.chromium import driven
from rsp_pipeline_tests.followup.editions import both

pytestmark = driven("uppföljningens webbsida")
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
INK_ON = {False: INK, True: ON_DARK[INK]}
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    for edition in both()[:2]:
        (folder / f"{edition.stem}.html").write_text(page_of(edition), encoding="utf-8")
    return folder / "uppfoljning-2025.html"


seen = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
"""As pages are seen: colours differ between light and dark, what has room between wide and narrow."""


def opened(browser: Browser, path: Path, width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(path.as_uri())
    return page


def told(findings: list[dict[str, Any]]) -> list[str]:
    return [f"{each['id']}: {node['html'][:120]}" for each in findings for node in each["nodes"]]


def explained(line: str, width: int) -> bool:
    """What axe leaves to a person, and why it is right.

    It cannot see what is behind the text of an svg: those contrasts are held by the charts' own tests. On a narrow
    screen it does not measure what is scrolled out of sight: the colours are the same as on a wide one. Nor does it a
    header of several rows whose middle falls on the border between two: its colours are those of the other headers.
    """
    unmeasurable = ("color-contrast: <text ", 'color-contrast: <th scope="rowgroup" rowspan="')
    return line.startswith(unmeasurable) or (line.startswith("color-contrast: ") and width < 640)


def faults(browser: Browser, path: Path, width: int, scheme: Literal["light", "dark"]) -> list[str]:
    """What axe finds on a page with all its details open, or leaves unexplained, and whether it scrolls sideways."""
    page = opened(browser, path, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    found = Axe().run(page, options=WCAG).response
    scrolls = page.evaluate("document.documentElement.scrollWidth") > width
    page.close()
    unexplained = [line for line in told(found["incomplete"]) if not explained(line, width)]
    return [*told(found["violations"]), *unexplained, *(["scrolls sideways"] if scrolls else [])]


@pytest.mark.parametrize("document", ["uppfoljning", "tjansteskrivelse"])
@seen
def test_axe_finds_neither_violations_nor_anything_to_review(
    browser: Browser, path: Path, width: int, scheme: Literal["light", "dark"], document: str
) -> None:
    page = opened(browser, path.with_name(f"{document}-2025.html"), width, scheme)
    found = Axe().run(page, options=WCAG).response
    assert len(found["passes"]) > 20
    assert told(found["violations"]) == []
    assert [line for line in told(found["incomplete"]) if not explained(line, width)] == []


def test_a_figure_of_the_letter_leads_to_its_rows_in_the_report(browser: Browser, path: Path) -> None:
    page = opened(browser, path.with_name("tjansteskrivelse-2025.html"))
    page.get_by_role("link", name="1 476 300 kronor").click()
    assert page.url.startswith(path.as_uri())
    assert "S02 Beviljat belopp 2025, stödform Hemsändning" in page.locator(":target").inner_text()


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_page_never_scrolls_sideways(browser: Browser, path: Path, width: int) -> None:
    """320 pixels is also 1280 at 400 % zoom."""
    page = opened(browser, path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "media"), [("light", "screen"), ("dark", "screen"), ("dark", "print")])
def test_a_chart_has_the_pages_own_ground_and_letters_on_a_dark_screen_too(
    browser: Browser, path: Path, scheme: Literal["light", "dark"], media: Literal["screen", "print"]
) -> None:
    page = opened(browser, path, scheme=scheme)
    page.emulate_media(media=media)
    of_page, of_ground, of_title = page.evaluate(
        "['body', 'figure svg path', 'figure svg text'].map(e => getComputedStyle(document.querySelector(e)))"
        ".map((style, nth) => nth ? style.fill : style.backgroundColor)"
    )
    assert of_ground == of_page
    is_dark = (scheme, media) == ("dark", "screen")
    assert of_title == f"rgb({', '.join(str(int(INK_ON[is_dark][at : at + 2], 16)) for at in (1, 3, 5))})"


def test_captions_are_read_whole_on_a_narrow_screen(browser: Browser, path: Path) -> None:
    page = opened(browser, path, 320)
    assert page.evaluate("Math.max(...[...document.querySelectorAll('caption span')].map(e => e.offsetWidth))") <= 320


def test_the_keyboard_reaches_the_content_and_whatever_scrolls(browser: Browser, path: Path) -> None:
    page = opened(browser, path, 320)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
    reachable = (
        "[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0"
        " && getComputedStyle(e).overflowX === 'auto').length"
    )
    assert page.evaluate(reachable) == 0
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_figure_leads_to_its_rows(browser: Browser, path: Path) -> None:
    page = opened(browser, path)
    page.get_by_role("link", name="1 476 300 kronor").first.click()
    target = page.locator(":target")
    assert "S02 Beviljat belopp 2025, stödform Hemsändning" in target.inner_text()
    assert "grants/" in target.inner_text()
    assert page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].every(a => document.querySelector(a.hash))")


def test_every_heading_is_one_level_below_the_one_before_at_most(browser: Browser, path: Path) -> None:
    levels = opened(browser, path).evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_request_leaves_the_page_and_no_script_runs(browser: Browser, path: Path) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(path.as_uri())
    assert requests == [path.as_uri()]
    assert errors == []
    assert page.locator("script").count() == 0
    assert path.stat().st_size < MEGABYTE


def test_it_prints_on_a_few_pages_without_what_only_a_screen_needs(browser: Browser, path: Path) -> None:
    page = opened(browser, path, scheme="dark")
    page.emulate_media(media="print")
    assert page.get_by_role("navigation").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("[...document.querySelectorAll('details')].length") == 0
    breaks = "[...document.querySelectorAll('.scroll')].map(e => getComputedStyle(e).breakInside)"
    *of_tables_and_charts, of_the_rows_behind = page.evaluate(breaks)
    assert set(of_tables_and_charts) == {"avoid"}
    assert of_the_rows_behind == "auto"
