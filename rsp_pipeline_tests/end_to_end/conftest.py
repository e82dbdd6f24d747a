from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.end_to_end.chromium import CHROMIUM, QUIET, opened
from rsp_pipeline_tests.end_to_end.server import PATIENCE, Server, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "chromium is not installed"
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    """What lies at the module's path, opened anew for each test."""
    page = opened(browser, path)
    yield page
    page.close()


@pytest.fixture(scope="module")
def server(own_copy: Settings) -> Iterator[Server]:
    """`rsp ui` over the module's own copy of the refreshed sample."""
    with serving(own_copy.data_dir.parent) as started:
        yield started
