"""The dashboard as a reader meets it, in headless Chromium without a network, over eight years of the sample."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page

from rsp_pipeline.followup.dashboard.content import HIDDEN
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.dashboard import DASHBOARD
from rsp_pipeline.night.night import CORE, COUNTING, run
from rsp_pipeline.night.step import Night
from rsp_pipeline.sample import write_sample
from rsp_pipeline.settings import Settings
from rsp_pipeline.swedish import number
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.end_to_end.chromium import DARK, Screen, driven, faults, heard, opened, seen
from rsp_pipeline_tests.followup.dashboard.shown import FigureKey, Shown, figures_in, figures_of, told

pytestmark = driven("instrumentpanelen")
TODAY = date(2030, 6, 15)
CHOICE = "#nyckeltal=S02&ar=2030&kommun=2321"  # has figures that are final, preliminary and hidden
ON_THE_MAP = "color-contrast: <tspan "  # axe sees no ground behind it; test_page holds the contrast of every shade

# Choose each option of a control in turn; of each answer, what part of the time it took that opening the page took, and
# every line of its tables. One that is slow is chosen again: others use the machine, too.
WALK = """async (controls) => {
    const found = [];
    const [{domContentLoadedEventEnd: opening}] = performance.getEntriesByType("navigation");
    const choose = (id, value) => {
        const control = document.getElementById(id);
        control.value = value;
        control.dispatchEvent(new Event("change", {bubbles: true}));
    };
    const values = (id) => [...document.getElementById(id).options].map((option) => option.value);
    const walk = async ([id, ...rest]) => {
        for (const value of values(id)) {
            let took = Infinity;
            for (let tries = 0; took >= opening && tries < 10; tries++) {
                const began = performance.now();
                choose(id, value);
                document.body.getBoundingClientRect();
                took = Math.min(took, performance.now() - began);
            }
            const lines = [...document.querySelectorAll("#svar section")].flatMap((section) =>
                [...section.querySelectorAll("tbody tr")].map((row) =>
                    [section.querySelector("h2").id.slice(2), ...[...row.cells].map((cell) => cell.textContent)]));
            found.push({took: took / opening, address: location.hash, lines});
            if (rest.length) await walk(rest);
        }
        choose(id, values(id)[0]);
    };
    for (const each of controls) await walk(each);
    return found;
}"""


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    folder = tmp_path_factory.mktemp("dashboard")
    write_sample(folder / "raw", PROGRAMME, PROGRAMME.years)
    made = Night.of(Settings(folder, PROGRAMME, fixed_day=TODAY, given_key="test key"))
    run(made, (*CORE, *COUNTING, DASHBOARD))
    return made


@pytest.fixture(scope="module")
def path(night: Night) -> Path:
    return night.settings.dashboard_file


@pytest.fixture(scope="module")
def shown(path: Path) -> dict[FigureKey, Shown]:
    return dict(figures_in(told(path)))


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    page = opened(browser, path, address=CHOICE)
    yield page
    page.close()


def expected(figure: Shown | None, decimals: int) -> list[str]:
    """The cells of a figure: the number or the word for why there is none, the status, and the number of rows."""
    if figure is None:
        return ["redovisas inte", "–", "–"]
    rows = "–" if figure.records is None else number(figure.records)
    if figure.value is None:
        return [figure.status, "–", rows]
    return [number(figure.value, decimals), figure.status, rows]


def test_every_choice_answers_sooner_than_the_page_opens_with_the_figures_of_the_database(
    browser: Browser, night: Night, path: Path, shown: dict[FigureKey, Shown]
) -> None:
    with night.tables.session([VALUE]) as session:
        counted = figures_of(session)
    content = told(path)
    decimals = {each["id"]: each["decimals"] for each in content["indicators"]}
    members = {(column, name): code for column, names in content["names"].items() for code, name in names.items()}
    page = opened(browser, path)
    answers = page.evaluate(WALK, [["ar"], ["nyckeltal", "kommun"], ["nyckeltal", "stodform"]])
    assert len(answers) > 400
    assert max(answer["took"] for answer in answers) < 1
    walked: set[FigureKey] = set()
    for answer in answers:
        choice = dict(parse_qsl(answer["address"].removeprefix("#")))
        names = {"kommun": "municipality_code", "stodform": "grant_form"}
        group = {column: choice[name] for name, column in names.items() if name in choice}
        for view, label, *cells in answer["lines"]:
            of_year = int(label if view == "utveckling" else choice["ar"])
            of_group = group if view == "utveckling" else group | {view: members.get((view, label), label)}
            key = choice["nyckeltal"], of_year, frozenset(of_group.items())
            figure = shown.get(key)
            assert cells == expected(figure, decimals[key[0]]), (answer["address"], view, label)
            if figure and figure.status != HIDDEN:
                assert figure == counted[key], key
            walked.add(key)
    assert {year for _, year, _ in walked} == set(PROGRAMME.years)
    assert {id_ for id_, *_ in walked} == set(decimals)


@seen
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(browser: Browser, path: Path, screen: Screen) -> None:
    assert faults(browser, path, screen, CHOICE, ON_THE_MAP) == []


def test_it_is_one_small_file_that_asks_for_nothing(browser: Browser, path: Path) -> None:
    page, told = heard(browser, path)
    page.locator("#svar svg").first.wait_for()
    assert told == [path.as_uri()]
    assert path.stat().st_size < 3_000_000


def test_the_whole_of_it_is_used_by_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till siffrorna"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "siffrorna"
    for control, wanted in (("nyckeltal", "S01"), ("ar", "2028"), ("kommun", "Berg"), ("stodform", "Servicebidrag")):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == control
        page.keyboard.press("Home")
        labels = page.evaluate("[...document.activeElement.options].map(option => option.label)")
        for _ in range(next(at for at, label in enumerate(labels) if label.startswith(wanted))):
            page.keyboard.press("ArrowDown")
    assert page.locator("#vad").inner_text() == "Beslutade stöd 2028, Berg, Servicebidrag"
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if reached[-1] == "utveckling-0":
            page.keyboard.press("Enter")
            page.wait_for_function("document.getElementById('vad').textContent.startsWith('Beslutade stöd 2023')")
            assert page.evaluate("document.activeElement.id") == "utveckling-0"
    assert {"SUMMARY", "spara", "utveckling-7", "municipality_code-0", "grant_form-0"} <= set(reached)


def test_the_address_keeps_the_choice(page: Page) -> None:
    assert page.locator("#vad").inner_text() == "Beviljat belopp 2030, Åre"
    page.locator("#ar").select_option("2025")
    page.reload()
    assert page.locator("#vad").inner_text() == "Beviljat belopp 2025, Åre"
    page.go_back()
    assert page.locator("#vad").inner_text() == "Beviljat belopp 2030, Åre"
    page.goto(page.url.split("#")[0] + "#nyckeltal=finns-inte&ar=1999&kommun=0180")
    assert page.locator("#vad").inner_text() == "Beviljat belopp 2029, hela länet"


def test_it_says_what_is_hidden_and_why_and_what_each_chart_shows(page: Page) -> None:
    page.locator("#ar").select_option("2028")
    assert page.locator("#siffra").inner_text() == HIDDEN
    assert "färre än 3 mottagare" in page.locator("#om").inner_text()
    assert "Uppföljningen 2028: inte fastställd än." in page.locator("#om").inner_text()
    assert page.locator("#besked").get_attribute("role") == "status"
    said = page.locator("#svar svg").evaluate_all("all => all.map(e => [e.getAttribute('role'), e.ariaLabel])")
    assert all(role == "img" and "Tabellen har alla siffror." in label for role, label in said)
    assert len(said) == page.locator("#svar section").count() + 1  # the map


def test_the_csv_file_has_what_is_seen_to_the_last_decimal(page: Page, shown: dict[FigureKey, Shown]) -> None:
    with page.expect_download() as fetched:
        page.locator("#spara").click()
    text = Path(fetched.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert fetched.value.suggested_filename == "instrumentpanel-S02-2030.csv"
    assert len(rows) == len({tuple(row.values()) for row in rows}) > 15
    by_year = {row["År"]: row for row in rows if row["Kommun"] == "Åre" and row["Stödform"] == "alla stödformer"}
    for year, row in by_year.items():
        figure = shown["S02", int(year), frozenset({("municipality_code", "2321")})]
        value = Decimal(row["Värde"].replace(",", ".")) if row["Värde"] else None
        assert (value, row["Status"]) == (figure.value, figure.status)
    assert len(by_year) == 8


def test_it_prints_without_what_only_a_screen_needs(browser: Browser, path: Path) -> None:
    page = opened(browser, path, DARK, CHOICE)
    page.emulate_media(media="print")
    assert page.locator("form").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
