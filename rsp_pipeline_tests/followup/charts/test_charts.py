"""What every chart promises, whatever its figures; and from which figures each is drawn."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from PIL import Image

from rsp_pipeline.followup.charts import CHARTS, Chart, ChartData, SavedChart, save
from rsp_pipeline.followup.charts.grants import (
    GRANTED_BY_FORM,
    GRANTED_BY_MUNICIPALITY,
    GRANTED_MAP,
    PAID_BY_DECISION_YEAR,
)
from rsp_pipeline.followup.charts.grid import Figure, Grid
from rsp_pipeline.followup.charts.network import EFFORTS, OUTLETS, PLANS, VISITS
from rsp_pipeline_tests.builders import delivered, effort, grant, outlet, payment, plan, visit
from rsp_pipeline_tests.sessions import published_session

YEARS = (2024, 2025, 2026)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A little of everything, in a year that is over and in the one that is not."""
    shop = {"Slag": "Dagligvarubutik"}
    raw = delivered(
        tmp_path_factory.mktemp("raw"),
        grants=[
            grant(**{"Ställe-ID": "S1"}),
            grant(Ärendenr="2024-1", Beslutsdatum="2024-05-01", Belopp="40 000"),
            grant(Kommun="Åre", Typ_av_stöd="Servicebidrag", Belopp="250 000,50"),
            grant(Ärendenr="2026-1", Beslutsdatum="2026-02-01", Belopp="5 000 000"),
        ],
        payments=[
            payment(Ärendenr="2024-1", Utbetalningsdatum="2024-06-01", Belopp="10 000"),
            payment(Ärendenr="2024-1", Belopp="20 000"),
            payment(),
            payment(Ärendenr="2026-1", Utbetalningsdatum="2026-03-01"),
        ],
        visits=[visit(), visit(Form="Telefon"), visit(Form="Digitalt"), visit(Datum="2026-01-08", Form="Telefon")],
        service_plans=[plan()],
        action_plan=[effort(), effort(Status=""), effort(År="2026")],
        outlets=[
            outlet(**shop, Öst=423_000, Nord=7_025_000),
            outlet(Namn="Macken", Slag="Drivmedelsstation"),
            outlet(**shop, Namn="Boden", Öst=7_025_000, Nord=423_000),
            outlet(**shop, Namn="Borta", Stängde="2025-05-01"),
            outlet(Namn="Punkten", Slag="SOT-punkt", Öst=426_000, Nord=7_029_000),
        ],
        population=[{"Kommun": "2313", "Datum": "2025-12-31", "Folkmängd": 1_000}],
    )
    return published_session(raw, *YEARS)


@pytest.fixture(scope="module", params=CHARTS, ids=lambda chart: chart.name)
def chart(request: pytest.FixtureRequest) -> Chart:
    made: Chart = request.param
    return made


@pytest.fixture(scope="module")
def figures(chart: Chart, session: duckdb.DuckDBPyConnection) -> dict[int, ChartData]:
    """The figures of the chart, by year."""
    return chart.data_by_year(session, YEARS)


@pytest.fixture(scope="module")
def saved(
    chart: Chart, figures: dict[int, ChartData], tmp_path_factory: pytest.TempPathFactory
) -> dict[int, SavedChart]:
    """The chart as it is saved, by year."""
    folder = tmp_path_factory.mktemp(chart.name)
    return {year: save(chart, figures[year], year, folder / str(year)) for year in (2025, 2026)}


def known(grid: Grid) -> Mapping[tuple[str, str], Figure]:
    return {pair: figure for pair, figure in grid.figures.items() if figure}


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_same_figures_give_the_same_bytes(
    chart: Chart, year: int, figures: dict[int, ChartData], saved: dict[int, SavedChart], tmp_path: Path
) -> None:
    again = save(chart, figures[year], year, tmp_path)
    assert again.svg.read_bytes() == saved[year].svg.read_bytes()
    assert again.png.read_bytes() == saved[year].png.read_bytes()


def test_the_alternative_text_stands_in_the_svg_in_the_png_and_beside_them(
    chart: Chart, figures: dict[int, ChartData], saved: dict[int, SavedChart]
) -> None:
    svg, png, alt = saved[2025].svg, saved[2025].png, saved[2025].alt
    root = ElementTree.parse(svg).getroot()
    assert root.get("role") == "img"
    described = {element.get("id"): element.text for element in root}
    assert described[root.get("aria-describedby")] == alt
    assert described[root.get("aria-labelledby")] == chart.headline(figures[2025], 2025)
    with Image.open(png) as image:
        assert image.info["Description"] == alt
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert svg.with_suffix(".txt").read_text(encoding="utf-8") == f"{alt}\n"


def test_text_stays_text_and_no_date_or_version_is_written(saved: dict[int, SavedChart]) -> None:
    svg = saved[2025].svg.read_text(encoding="utf-8")
    assert "Källa: " in svg
    assert "Uppgifter till och med 2025-12-31." in svg
    assert "<metadata>" not in svg
    assert "matplotlib" not in svg.lower()
    assert re.findall(r"https?://(?!www\.w3\.org/)", svg) == []


def test_several_charts_on_a_page_share_no_id(session: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    saved = [save(chart, chart.data(session, 2025), 2025, tmp_path) for chart in CHARTS]
    page = "".join(each.svg.read_text(encoding="utf-8") for each in saved)
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert {*re.findall(r'(?:url\(|href=")#([\w-]+)', page)} <= {*ids}


def test_without_any_delivery_a_chart_says_that_the_figures_are_unknown(
    chart: Chart, undelivered: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    figures = chart.data(undelivered, 2025)
    saved = save(chart, figures, 2025, tmp_path)
    assert known(figures.grid) == {}
    assert re.search("uppgift saknas|inga uppgifter", saved.alt, re.IGNORECASE)
    assert re.search("uppgift|inga uppgifter", saved.svg.read_text(encoding="utf-8"))


def test_a_year_that_is_not_over_is_marked_as_preliminary(chart: Chart, saved: dict[int, SavedChart]) -> None:
    if chart is GRANTED_MAP:  # its population is not counted yet
        return
    assert "Uppgifterna för 2026 är preliminära: året pågår." in saved[2026].alt
    assert "Uppgifterna för 2026 är preliminära: året pågår." in saved[2026].svg.read_text(encoding="utf-8")
    assert "preliminär" not in saved[2025].alt


def test_the_table_beside_a_chart_has_every_figure_under_its_headings(
    chart: Chart, figures: dict[int, ChartData]
) -> None:
    header, *lines = chart.table(figures[2025])
    assert header == [chart.row_title, *figures[2025].grid.columns]
    assert [line[0] for line in lines] == list(figures[2025].grid.rows)
    assert {len(line) for line in lines} == {len(header)}


def test_several_years_asked_for_at_once_are_what_the_select_gives_for_each(
    chart: Chart, session: duckdb.DuckDBPyConnection, figures: dict[int, ChartData]
) -> None:
    each = {year: Grid.of(session.execute(chart.select, {"year": year}).fetchall()) for year in YEARS}
    wanted = {year: grid.from_first_known() if chart.is_over_time else grid for year, grid in each.items()}
    assert {year: data.grid for year, data in figures.items()} == wanted
    assert chart.data_by_year(session, []) == {}


def test_the_date_is_the_datas_own(session: duckdb.DuckDBPyConnection) -> None:
    assert VISITS.data(session, 2025).reaches_to == date(2025, 12, 31)
    assert VISITS.data(session, 2026).reaches_to == date(2026, 3, 1)


def test_grants_are_drawn_per_form_and_year(session: duckdb.DuckDBPyConnection) -> None:
    grid = GRANTED_BY_FORM.data(session, 2025).grid
    assert grid.rows == ("Hemsändning", "Servicebidrag", "Investeringsbidrag", "Särskilt driftstöd")
    assert grid.columns == ("2024", "2025")
    assert known(grid) == {
        ("Särskilt driftstöd", "2024"): 40_000,
        ("Särskilt driftstöd", "2025"): 100_000,
        ("Servicebidrag", "2025"): Decimal("250000.50"),
    }


def test_municipalities_stand_from_the_highest_to_the_lowest(session: duckdb.DuckDBPyConnection) -> None:
    grid = GRANTED_BY_MUNICIPALITY.data(session, 2025).grid
    assert grid.rows[:2] == ("Åre", "Strömsund")
    assert len(grid.rows) == 8
    assert grid.column("2025")["Berg"] == 0


def test_per_inhabitant_an_unknown_population_is_no_zero(session: duckdb.DuckDBPyConnection) -> None:
    figures = GRANTED_MAP.data(session, 2025)
    assert figures.grid.column("2025")["Strömsund"] == 100
    assert figures.grid.column("2025")["Åre"] is None
    assert GRANTED_MAP.alt(figures, 2025).endswith(
        "Strömsund 100,0\u00a0kronor. Uppgift saknas för Ragunda, Bräcke, Krokom, Åre, Berg, Härjedalen, Östersund "
        "och Hela länet."
    )


def test_payments_are_drawn_per_year_of_decision(session: duckdb.DuckDBPyConnection) -> None:
    figures = PAID_BY_DECISION_YEAR.data(session, 2025)
    assert figures.grid.row("2024") == {
        "Beviljat": 40_000,
        "Utbetalt 2024": 10_000,
        "Utbetalt 2025": 20_000,
        "Andel utbetalt": 75,
    }
    told = "beviljat 40\u00a0000\u00a0kronor, utbetalt 10\u00a0000\u00a0kronor (2024) och"
    assert told in PAID_BY_DECISION_YEAR.alt(figures, 2025)


def test_visits_are_drawn_per_form_and_year(session: duckdb.DuckDBPyConnection) -> None:
    grid = VISITS.data(session, 2025).grid
    assert grid.column("2025") == {"Fysiska besök": 1, "Digitala möten och telefonsamtal": 2}
    assert grid.columns == ("2025",)  # nothing was delivered for the years before


def test_outlets_stand_where_they_lie_and_those_that_cannot_are_told(session: duckdb.DuckDBPyConnection) -> None:
    figures = OUTLETS.data(session, 2025)
    places = figures.grid.column("Öst och nord, SWEREF 99 TM")
    assert places["Påhittade Lanthandeln"] == "423000, 7025000"
    assert places["Macken"] is None
    assert places["Boden"] == "7025000, 423000 (utanför kommunen)"
    assert "Borta" not in figures.grid.rows
    assert figures.grid.row("Berg")["Slag"] == "Inget öppet ställe"
    assert OUTLETS.alt(figures, 2025).endswith(
        "Åre: Dagligvarubutik 2, Drivmedelsstation 1 och SOT-punkt 1. Östersund: inget öppet ställe. 1\u00a0ställe "
        "har fått stöd. 1\u00a0ställe saknar koordinater och visas inte. "
        "1\u00a0ställe har koordinater utanför sin kommun och visas inte."
    )


def test_plans_show_a_word_for_each_municipality_and_year(session: duckdb.DuckDBPyConnection) -> None:
    figures = PLANS.data(session, 2025)
    assert figures.grid.row("Krokom")["2025"] == "Antagen"
    assert figures.grid.row("Åre")["2025"] == "Saknas"
    assert "2025: Saknas i Berg, Bräcke" in PLANS.alt(figures, 2025)
    assert "Antagen i Krokom" in PLANS.alt(figures, 2025)


def test_efforts_are_counted_per_status_and_area_and_an_empty_status_says_so(
    session: duckdb.DuckDBPyConnection,
) -> None:
    figures = EFFORTS.data(session, 2025)
    assert figures.grid.columns == ("Medborgare", "Servicegivare", "Offentliga intressenter")
    assert figures.grid.rows == ("Genomförd", "Pågår", "Försenad", "Ej påbörjad", "Utgår", "Ej angivet")
    assert sorted(known(figures.grid).values(), key=str) == [1, 1]
    assert "inga insatser" in EFFORTS.alt(figures, 2025)
