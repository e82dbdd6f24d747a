"""What the steward meets: Dagster's page, driven in headless Chromium on a refreshed copy of the sample.

`RSP_WRITE_IMAGES=1 make test` also takes the handbooks' screenshots anew, into docs/images.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from deploy.nation.parts import LOG
from rsp_pipeline.followup import CHARTS
from rsp_pipeline.guard.users import Users
from rsp_pipeline_tests.end_to_end.chromium import REBOUND, driven, keep, visiting
from rsp_pipeline_tests.end_to_end.foreign_page import MUTATION, foreign_site
from rsp_pipeline_tests.end_to_end.server import Server, ended, runs

GROUPS = ["steg_1_underlag", "steg_2_harlett", "steg_3_nyckeltal", "steg_4_uppfoljning", "steg_5_publicering"]

pytestmark = driven("Dagsters webbsida")


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page that records every request that leaves the machine."""
    leaving: list[str] = []
    with visiting(browser, server, viewport={"width": 1800, "height": 900}, color_scheme="light") as page:
        page.on("request", lambda sent: leaving.append(sent.url) if sent.url.startswith("http") else None)
        yield page
    assert [url for url in leaving if not url.startswith(server.url)] == []


def around(nodes: list[Locator], margin: int = 24) -> FloatRect:
    """The part of the page that shows all of some nodes."""
    boxes = [box for node in nodes if (box := node.bounding_box())]
    left = min(box["x"] for box in boxes) - margin
    top = min(box["y"] for box in boxes) - margin
    right = max(box["x"] + box["width"] for box in boxes) + margin
    bottom = max(box["y"] + box["height"] for box in boxes) + margin
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def test_the_asset_graph_reads_left_to_right_in_the_order_of_the_data(page: Page) -> None:
    page.set_viewport_size({"width": 2600, "height": 1400})  # the whole graph, the groups' names written out
    page.goto("/asset-groups")
    lefts = []
    for group in GROUPS:
        node = page.locator("foreignObject").get_by_text(group, exact=True)
        expect(node).to_be_visible()
        lefts.append(node.evaluate("node => node.getBoundingClientRect().x"))
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == len(GROUPS)
    expect(page.get_by_text("fetching statuses")).to_have_count(0)
    keep("asset-graph.png", page.screenshot(clip=around(page.locator("foreignObject").all())))


def test_a_register_shows_its_rows_columns_checks_and_description(page: Page) -> None:
    page.goto("/assets/core/grants")
    for shown in ("269", "Stödbeslut: en rad per beslut", "Beviljat belopp; i en ändring det nya totala beloppet"):
        expect(page.get_by_text(shown).first).to_be_visible()
    page.goto("/assets/core/grants?view=checks")
    expect(page.get_by_text("alla_rader_kan_tolkas").first).to_be_visible()


def test_the_year_2025_can_be_materialised_alone(page: Page, server: Server) -> None:
    before = runs(server)
    page.goto("/assets/followup/beviljat_per_stodform")
    page.get_by_role("button", name="Materialize…").click()
    years = page.get_by_placeholder("ex: 2023")
    years.fill("2025")
    years.press("Tab")
    page.get_by_role("button", name="Launch 1 run").click()
    told = ended(server, before)
    assert told["status"] == "SUCCESS"
    tags = {tag["key"]: tag["value"] for tag in told["tags"]}
    assert (tags["dagster/partition"], tags["rsp/user"]) == ("2025", "okänd (ingen inloggning)")


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


def expect_to_see(chart: Locator) -> None:
    expect(chart).to_be_visible()
    assert chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def test_the_chart_is_seen_on_its_asset_page(page: Page) -> None:
    chart = page.get_by_role("img", name=re.compile("Stapeldiagram: beviljat belopp"))
    page.goto("/assets/followup/beviljat_per_stodform")
    expect_to_see(chart)
    page.goto("/assets/followup/beviljat_per_stodform?view=partitions&partition=2025")
    expect_to_see(chart)
    keep("chart-in-dagster.png", page.screenshot())


def test_the_charts_of_a_document_are_seen_on_its_asset_page(page: Page) -> None:
    page.goto("/assets/followup/uppfoljning?view=partitions&partition=2025")
    charts = page.locator("img[src^='/diagram/2025/']")
    expect(charts).to_have_count(len(CHARTS))
    for chart in charts.all():
        expect_to_see(chart)


def test_an_svg_that_is_opened_by_itself_runs_no_script(page: Page, server: Server) -> None:
    svg = server.folder / "data" / "warehouse" / "followup" / "2024" / "diagram" / "serviceplaner.svg"
    script = "<script>document.documentElement.setAttribute('class', 'run')</script>"
    svg.write_text(svg.read_text(encoding="utf-8").replace("</svg>", f"{script}</svg>"), encoding="utf-8")
    page.goto("/diagram/2024/serviceplaner.svg")
    expect(page.locator("svg")).to_have_class("chart")


def test_the_night_and_the_weekly_letter_are_on(page: Page, server: Server) -> None:
    found = server.ask(
        "{repositoriesOrError {... on RepositoryConnection {nodes {schedules {name scheduleState {status}}}}}}"
    )
    (location,) = found["repositoriesOrError"]["nodes"]
    states = {each["name"]: each["scheduleState"]["status"] for each in location["schedules"]}
    assert states == {"nightly": "RUNNING", "veckobrev": "RUNNING"}
    page.goto("/automation")
    expect(page.get_by_text("nightly").first).to_be_visible()


def is_paused(server: Server) -> bool:
    """What the foreign page tries to change."""
    return bool(server.ask("{instance {autoMaterializePaused}}")["instance"]["autoMaterializePaused"])


def test_what_the_foreign_page_sends_would_change_something(server: Server) -> None:
    assert is_paused(server)
    server.ask(MUTATION)
    assert not is_paused(server)
    server.ask(MUTATION.replace("false", "true"))


@pytest.mark.parametrize("name", [REBOUND, "127.0.0.1"])
def test_a_page_of_another_site_changes_nothing(browser: Browser, server: Server, name: str) -> None:
    before = runs(server)
    page = browser.new_page()
    statuses: list[int] = []
    failed: list[str] = []
    page.on("response", lambda got: statuses.append(got.status) if got.url.startswith(server.url) else None)
    page.on("requestfailed", lambda sent: failed.append(sent.url) if sent.url.startswith(server.url) else None)
    with foreign_site(server.url) as port:
        page.goto(f"http://{name}:{port}/")
        assert page.evaluate("all()") == "refused"
    page.close()
    assert statuses == [403] * 9
    assert failed == [f"{server.url}/graphql"]  # what the browser itself asks leave for, and is refused
    assert is_paused(server)
    assert runs(server) == before


def test_a_name_that_someone_else_has_made_lead_here_is_not_answered(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    answer = page.goto(f"http://{REBOUND}:{server.port}/")
    assert answer
    assert answer.status == 421
    assert page.inner_text("body").startswith(f"Sidan har inte namnet ”{REBOUND}")
    body = {"method": "POST", "headers": {"Content-Type": "application/json"}, "body": MUTATION}
    assert page.evaluate("sent => fetch('/graphql', sent).then(got => got.status)", body) == 421
    page.close()
    assert is_paused(server)


def test_nothing_is_written_where_one_stands(server: Server) -> None:
    assert list(server.stood_in.iterdir()) == [server.stood_in / LOG]
    assert (server.folder / "data" / "warehouse" / "dagster" / "history").is_dir()


@pytest.fixture
def password(server: Server) -> str:
    """That of Åsa, who is the only one that can log in from here on."""
    Users(server.folder / "data" / "users.txt").add("åsa", "Ströms Vattudal")
    return "Ströms Vattudal"


def test_without_a_login_nothing_is_shown_where_one_is_asked_for(
    browser: Browser, server: Server, password: str
) -> None:
    with visiting(browser, server, http_credentials={"username": "åsa", "password": password[1:]}) as page:
        for path in ("/", "/runs", "/server_info", "/logs/x.err", "/favicon.png"):
            answer = page.goto(path)
            assert answer
            assert (answer.status, page.inner_text("body")[:9]) == (401, "Logga in ")


def test_who_has_logged_in_is_told_of_the_runs_that_he_asks_for(
    browser: Browser, server: Server, password: str
) -> None:
    server.login = "åsa", password
    before = runs(server)
    opened: list[str] = []
    with visiting(browser, server, http_credentials={"username": "åsa", "password": password}) as page:
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: opened.append(str(frame))))
        page.goto("/assets/core/visits")
        page.get_by_role("button", name="Materialize").click()
        tags = {tag["key"]: tag["value"] for tag in ended(server, before)["tags"]}
    assert tags["rsp/user"] == "åsa"
    assert opened
