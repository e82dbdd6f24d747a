"""The nation's page and its follow-up of a year, as a reader opens them from the folder, in headless Chromium."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from rsp_pipeline.nation.followup.write import write
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.end_to_end.chromium import driven
from rsp_pipeline_tests.end_to_end.test_page import faults, seen
from rsp_pipeline_tests.nation.regions import YEAR, copied

pytestmark = driven("landets sidor")
PAGES = ("index.html", f"{YEAR}/uppfoljning-{YEAR}.html")


@pytest.fixture(scope="module")
def root(three_regions: Nation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    nation = copied(three_regions, tmp_path_factory.mktemp("nation"))
    return write(nation, TODAY).parent


@pytest.mark.parametrize("name", PAGES)
@seen
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(
    browser: Browser, root: Path, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    assert faults(browser, root / name, width, scheme) == []
