import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from rsp_pipeline_tests.end_to_end.chromium import CHROMIUM, QUIET
from rsp_pipeline_tests.end_to_end.server import PATIENCE, Server
from rsp_pipeline_tests.installations import Refreshed


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "chromium is not installed"
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def server(refreshed: Refreshed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`rsp ui` over a copy of the refreshed sample, which the module's tests may change."""
    started = Server(shutil.copytree(refreshed.folder, tmp_path_factory.mktemp("ui") / "rsp"))
    try:
        started.wait()
        yield started
    finally:
        started.stop()
