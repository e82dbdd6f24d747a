"""Headless Chromium for the tests that drive it, and how they open, hear and try pages; `conftest` starts it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.end_to_end.server import PATIENCE, Server

CHROMIUM = shutil.which("chromium")
REBOUND = "evil.example"  # a name that someone else has made lead to this machine
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1",
]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
SCROLLED_BY_THE_MOUSE_ALONE = """[...document.querySelectorAll('*')].some(e =>
    e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0 && getComputedStyle(e).overflowX === 'auto')"""


@dataclass(frozen=True)
class Screen:
    """What a page is seen on. 320 pixels is also 1280 at 400 % zoom."""

    width: int = 1280
    scheme: Literal["light", "dark"] = "light"


WIDE, DARK, NARROW = Screen(), Screen(scheme="dark"), Screen(320)
seen = pytest.mark.parametrize("screen", [WIDE, DARK, NARROW], ids=str)
"""As pages are seen: colours differ between light and dark, what has room between wide and narrow."""


def driven(what: str) -> list[pytest.MarkDecorator]:
    """The marks of a module that drives the browser; without one, it is told that something was not tried."""
    return [
        pytest.mark.browser,
        pytest.mark.skipif(
            CHROMIUM is None and not os.environ.get("CI"),
            reason=f"CHROMIUM SAKNAS: {what} provades inte. Installera paketet chromium.",
        ),
    ]


def opened(browser: Browser, path: Path, screen: Screen = WIDE, address: str = "") -> Page:
    """A page as it is opened from its folder, without a network."""
    size: ViewportSize = {"width": screen.width, "height": 900}
    page = browser.new_page(viewport=size, color_scheme=screen.scheme, offline=True, locale="sv-SE")
    page.goto(path.as_uri() + address)
    return page


@contextmanager
def visiting(browser: Browser, server: Server, **of_the_visitor: Any) -> Iterator[Page]:
    """A page of a visitor to Dagster's page, who is as patient as the tests."""
    context = browser.new_context(base_url=server.url, **of_the_visitor)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def keep(name: str, screenshot: bytes) -> None:
    """Keep a screenshot as a picture of the handbooks, when `RSP_WRITE_IMAGES` asks for it."""
    if os.environ.get("RSP_WRITE_IMAGES"):
        picture = Image.open(io.BytesIO(screenshot)).convert("RGB").quantize(128)
        picture.save(PROJECT / "docs" / "images" / name, optimize=True)


def heard(browser: Browser, path: Path, address: str = "") -> tuple[Page, list[str]]:
    """A page opened from its folder, and whatever it comes to ask for, say or fail with."""
    page, told = browser.new_page(offline=True), list[str]()
    page.on("request", lambda request: told.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(path.as_uri() + address)
    return page, told


def faults(browser: Browser, path: Path, screen: Screen, address: str = "", *unmeasurable: str) -> list[str]:
    """What axe finds on a page with all its details open, or leaves unexplained, and what is awkward to scroll."""
    page = opened(browser, path, screen, address)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    found = Axe().run(page, options=WCAG).response
    assert len(found["passes"]) > 20
    scrolls = {
        "scrolls sideways": page.evaluate("document.documentElement.scrollWidth") > screen.width,
        "scrolls by the mouse alone": page.evaluate(SCROLLED_BY_THE_MOUSE_ALONE),
    }
    page.close()
    explained = (*_explained(screen), *unmeasurable)
    unexplained = [line for line in _told(found["incomplete"]) if not line.startswith(explained)]
    return [*_told(found["violations"]), *unexplained, *(fault for fault, is_there in scrolls.items() if is_there)]


def _told(findings: list[dict[str, Any]]) -> list[str]:
    return [f"{each['id']}: {node['html'][:120]}" for each in findings for node in each["nodes"]]


def _explained(screen: Screen) -> tuple[str, ...]:
    """How that begins which axe leaves to a person, and is right.

    It cannot see what is behind the text of an svg: those contrasts are held by the charts' own tests. On a narrow
    screen it does not measure what is scrolled out of sight: the colours are the same as on a wide one. Nor does it a
    header of several rows whose middle falls on the border between two: its colours are those of the other headers.
    """
    if screen.width < 640:
        return ("color-contrast: ",)
    return ("color-contrast: <text ", 'color-contrast: <th scope="rowgroup" rowspan="')
