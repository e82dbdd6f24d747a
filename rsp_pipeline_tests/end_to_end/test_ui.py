"""What the steward meets: Dagster's page, driven in headless Chromium on a refreshed copy of the sample.

`RSP_WRITE_IMAGES=1 make test` also takes the handbooks' screenshots anew, into docs/images.
"""

import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.end_to_end.chromium import driven
from rsp_pipeline_tests.installations import RSP, Refreshed, environment

IMAGES = PROJECT / "docs" / "images"
GROUPS = ["steg_1_underlag", "steg_2_harlett", "steg_3_nyckeltal", "steg_4_uppfoljning", "steg_5_publicering"]
PATIENCE = 90  # seconds for a server to start or a run to end, on a slow machine

pytestmark = driven("Dagsters webbsida")


class Server:
    """`rsp ui` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.log = folder / "ui.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [RSP, "ui", "--port", str(port)],
                cwd=folder,
                env=environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.ask("{version}")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
            else:
                return
        raise RuntimeError(self.log.read_text(encoding="utf-8"))

    def ask(self, query: str) -> Any:
        """Dagster's answer to a GraphQL query."""
        request = urllib.request.Request(
            f"{self.url}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:  # Dagster's page does not always end when it is asked to
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="module")
def server(refreshed: Refreshed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(shutil.copytree(refreshed.folder, tmp_path_factory.mktemp("ui") / "rsp"))
    try:
        started.wait()
        yield started
    finally:
        started.stop()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page that records every request that leaves the machine."""
    size: ViewportSize = {"width": 1800, "height": 900}
    context = browser.new_context(viewport=size, color_scheme="light", base_url=server.url)
    context.set_default_timeout(PATIENCE * 1000)
    opened = context.new_page()
    leaving: list[str] = []
    opened.on("request", lambda sent: leaving.append(sent.url) if sent.url.startswith("http") else None)
    yield opened
    context.close()
    assert [url for url in leaving if not url.startswith(server.url)] == []


def around(nodes: list[Locator], margin: int = 24) -> FloatRect:
    """The part of the page that shows all of some nodes."""
    boxes = [box for node in nodes if (box := node.bounding_box())]
    left = min(box["x"] for box in boxes) - margin
    top = min(box["y"] for box in boxes) - margin
    right = max(box["x"] + box["width"] for box in boxes) + margin
    bottom = max(box["y"] + box["height"] for box in boxes) + margin
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def keep(name: str, screenshot: bytes) -> None:
    """Keep a screenshot for the handbooks, when asked to."""
    if os.environ.get("RSP_WRITE_IMAGES"):
        IMAGES.mkdir(parents=True, exist_ok=True)
        Image.open(io.BytesIO(screenshot)).convert("RGB").quantize(128).save(IMAGES / name, optimize=True)


def test_the_asset_graph_reads_left_to_right_in_the_order_of_the_data(page: Page) -> None:
    page.goto("/asset-groups")
    lefts = []
    for group in GROUPS:
        node = page.locator("foreignObject").get_by_text(group, exact=True)
        expect(node).to_be_visible()
        box = node.bounding_box()
        assert box
        lefts.append(box["x"])
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == len(GROUPS)
    expect(page.get_by_text("fetching statuses")).to_have_count(0, timeout=PATIENCE * 1000)
    keep("asset-graph.png", page.screenshot(clip=around(page.locator("foreignObject").all())))


def test_a_register_shows_its_rows_columns_checks_and_description(page: Page) -> None:
    page.goto("/assets/core/grants")
    for shown in ("269", "Stödbeslut: en rad per beslut", "Beviljat belopp; i en ändring det nya totala beloppet"):
        expect(page.get_by_text(shown).first).to_be_visible()
    page.goto("/assets/core/grants?view=checks")
    expect(page.get_by_text("alla_rader_kan_tolkas").first).to_be_visible()


@pytest.mark.parametrize(
    "asset",
    ["indicator/value", "followup/nyckeltal", "followup/beviljat_per_stodform", "followup/beviljat_per_kommun"],
)
def test_the_year_2025_can_be_materialised_alone(page: Page, server: Server, asset: str) -> None:
    before = runs(server)
    page.goto(f"/assets/{asset}")
    page.get_by_role("button", name="Materialize…").click()
    page.get_by_text("Select a partition or create one").click()
    page.get_by_role("menuitem").filter(has_text="2025").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Launch 1 run").click()
    told = ended(server, before)
    assert told["status"] == "SUCCESS"
    assert {tag["key"]: tag["value"] for tag in told["tags"]}["dagster/partition"] == "2025"


def test_a_rejected_file_and_why_are_seen_on_the_page_of_its_register(page: Page, server: Server) -> None:
    delivered = server.folder / "data" / "raw" / "outlets" / "nya ställen.csv"
    delivered.write_text("Färg;Form\nröd;rund\n", encoding="utf-8")
    before = runs(server)
    page.goto("/assets/core/outlets")
    page.get_by_role("button", name="Materialize").click()
    assert ended(server, before)["status"] == "SUCCESS"
    page.goto("/assets/core/outlets?view=checks&checkDetail=alla_filer_kan_lasas")
    expect(page.get_by_text("outlets/nya ställen.csv").first).to_be_visible()
    expect(page.get_by_text("Ingen rubrikrad för serviceställen hittades.").first).to_be_visible()


def ended(server: Server, before: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The one run that was not there before, when it has ended."""
    deadline = time.monotonic() + PATIENCE
    launched: dict[str, dict[str, Any]] = {}
    while time.monotonic() < deadline:
        launched = {run: told for run, told in runs(server).items() if run not in before}
        if {told["status"] for told in launched.values()} & {"SUCCESS", "FAILURE", "CANCELED"}:
            break
        time.sleep(0.2)
    (told,) = launched.values()
    return told


def runs(server: Server) -> dict[str, dict[str, Any]]:
    """Every run by its id, with status and tags."""
    found = server.ask("{runsOrError {... on Runs {results {runId status tags {key value}}}}}")
    return {run["runId"]: run for run in found["runsOrError"]["results"]}


def test_the_chart_is_seen_on_its_asset_page(page: Page) -> None:
    page.goto("/assets/followup/beviljat_per_stodform?view=partitions&partition=2025")
    page.get_by_text("[Show Markdown]").click()
    chart = page.get_by_role("img", name=re.compile("Stapeldiagram: beviljat belopp"))
    expect(chart).to_be_visible()
    assert chart.evaluate("image => image.naturalWidth") > 300
    keep("chart-in-dagster.png", page.screenshot())


def test_the_nightly_schedule_is_on(page: Page, server: Server) -> None:
    found = server.ask(
        "{repositoriesOrError {... on RepositoryConnection {nodes {schedules {name scheduleState {status}}}}}}"
    )
    (location,) = found["repositoriesOrError"]["nodes"]
    assert location["schedules"] == [{"name": "nightly", "scheduleState": {"status": "RUNNING"}}]
    page.goto("/automation")
    expect(page.get_by_text("nightly").first).to_be_visible()
