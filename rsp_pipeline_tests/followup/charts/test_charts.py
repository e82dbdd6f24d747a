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

from rsp_pipeline.followup.charts import CHARTS, Chart, ChartData, save
from rsp_pipeline.followup.charts.grants import (
    GRANTED_BY_FORM,
    GRANTED_BY_MUNICIPALITY,
    GRANTED_MAP,
    PAID_BY_DECISION_YEAR,
)
from rsp_pipeline.followup.charts.grid import Figure, Grid
from rsp_pipeline.followup.charts.network import EFFORTS, OUTLETS, PLANS, VISITS
from rsp_pipeline_tests.builders import (
    effort,
    grant,
    outlet,
    payment,
    plan,
    published_session,
    visit,
    write_csv,
    write_population,
)

YEARS = (2024, 2025, 2026)
charts = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)


def data(chart: Chart, raw: Path, year: int = 2025) -> ChartData:
    return chart.data(published_session(raw, *YEARS), year)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """A little of everything, in a year that is over and in the one that is not."""
    raw = tmp_path_factory.mktemp("raw")
    deliver(raw)
    return published_session(raw, *YEARS)


def deliver(raw: Path) -> None:
    write_csv(raw, "grants/a.csv", [grant(), grant(Ärendenr="2", Beslutsdatum="2026-02-01", Belopp="5 000 000")])
    write_csv(
        raw,
        "payments/a.csv",
        [payment(), payment(**{"Utbetalnings-ID": "U2"}, Ärendenr="2", Utbetalningsdatum="2026-03-01")],
    )
    write_csv(raw, "visits/a.csv", [visit(), visit(**{"Besöks-ID": "B2"}, Datum="2026-01-08", Form="Telefon")])
    write_csv(raw, "service_plans/a.csv", [plan()])
    write_csv(raw, "action_plan/a.csv", [effort(), effort(År="2026")])
    write_csv(raw, "outlets/a.csv", [outlet(Slag="SOT-punkt", Öst=423_000, Nord=7_025_000)])
    write_population(raw, {"2313": 1_000})


def known(grid: Grid) -> Mapping[tuple[str, str], Figure]:
    return {pair: figure for pair, figure in grid.figures.items() if figure}


@charts
@pytest.mark.parametrize("year", [2025, 2026])
def test_the_same_figures_give_the_same_bytes(
    chart: Chart, year: int, session: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    figures = chart.data(session, year)
    first, second = (save(chart, figures, year, tmp_path / name) for name in ("1", "2"))
    assert first.svg.read_bytes() == second.svg.read_bytes()
    assert first.png.read_bytes() == second.png.read_bytes()


@charts
def test_the_alternative_text_stands_in_the_svg_in_the_png_and_beside_them(
    chart: Chart, session: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    figures = chart.data(session, 2025)
    saved = save(chart, figures, 2025, tmp_path)
    root = ElementTree.parse(saved.svg).getroot()
    assert root.get("role") == "img"
    described = {element.get("id"): element.text for element in root}
    assert described[root.get("aria-describedby")] == saved.alt
    assert described[root.get("aria-labelledby")] == chart.headline(figures, 2025)
    with Image.open(saved.png) as image:
        assert image.info["Description"] == saved.alt
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert saved.svg.with_suffix(".txt").read_text(encoding="utf-8") == f"{saved.alt}\n"


@charts
def test_text_stays_text_and_no_date_or_version_is_written(
    chart: Chart, session: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    svg = save(chart, chart.data(session, 2025), 2025, tmp_path).svg.read_text(encoding="utf-8")
    assert "Källa: " in svg
    assert "Uppgifter till och med 2025-12-31." in svg
    assert "<metadata>" not in svg
    assert "matplotlib" not in svg.lower()
    assert re.findall(r"https?://(?!www\.w3\.org/)", svg) == []


def test_several_charts_on_a_page_share_no_id(session: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    saved = [save(chart, chart.data(session, 2025), 2025, tmp_path) for chart in CHARTS]
    ids = [name for each in saved for name in re.findall(r'\bid="([^"]*)"', each.svg.read_text(encoding="utf-8"))]
    assert len(ids) == len(set(ids))
    used = [
        name
        for each in saved
        for name in re.findall(r'(?:url\(|href=")#([\w-]+)', each.svg.read_text(encoding="utf-8"))
    ]
    assert set(used) <= set(ids)


@charts
def test_without_any_delivery_a_chart_says_that_the_figures_are_unknown(
    chart: Chart, undelivered: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    figures = chart.data(undelivered, 2025)
    saved = save(chart, figures, 2025, tmp_path)
    assert known(figures.grid) == {}
    assert re.search("uppgift saknas|inga uppgifter", saved.alt, re.IGNORECASE)
    assert re.search("uppgift|inga uppgifter", saved.svg.read_text(encoding="utf-8"))


@charts
def test_a_year_that_is_not_over_is_marked_as_preliminary(
    chart: Chart, session: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    if chart is GRANTED_MAP:  # its population is not counted yet
        return
    saved = save(chart, chart.data(session, 2026), 2026, tmp_path)
    assert "Uppgifterna för 2026 är preliminära: året pågår." in saved.alt
    assert "Uppgifterna för 2026 är preliminära: året pågår." in saved.svg.read_text(encoding="utf-8")
    assert "preliminär" not in chart.alt(chart.data(session, 2025), 2025)


@charts
def test_the_table_beside_a_chart_has_every_figure_under_its_headings(
    chart: Chart, session: duckdb.DuckDBPyConnection
) -> None:
    figures = chart.data(session, 2025)
    header, *lines = chart.table(figures)
    assert header == [chart.row_title, *figures.grid.columns]
    assert [line[0] for line in lines] == list(figures.grid.rows)
    assert {len(line) for line in lines} == {len(header)}


@charts
def test_several_years_asked_for_at_once_are_what_the_select_gives_for_each(
    chart: Chart, session: duckdb.DuckDBPyConnection
) -> None:
    each = {year: Grid.of(session.execute(chart.select, {"year": year}).fetchall()) for year in (2024, 2025, 2026)}
    wanted = {year: grid.from_first_known() if chart.is_over_time else grid for year, grid in each.items()}
    assert {year: data.grid for year, data in chart.data_by_year(session, [*each]).items()} == wanted
    assert chart.data_by_year(session, []) == {}


def test_the_date_is_the_datas_own(session: duckdb.DuckDBPyConnection) -> None:
    assert VISITS.data(session, 2025).reaches_to == date(2025, 12, 31)
    assert VISITS.data(session, 2026).reaches_to == date(2026, 3, 1)


def test_grants_are_drawn_per_form_and_year(tmp_path: Path) -> None:
    rows = [
        grant(),
        grant(Ärendenr="2", Beslutsdatum="2024-05-01", Belopp="40 000"),
        grant(Ärendenr="3", Typ_av_stöd="Servicebidrag", Belopp="250 000,50"),
    ]
    write_csv(tmp_path, "grants/a.csv", rows)
    grid = data(GRANTED_BY_FORM, tmp_path).grid
    assert grid.rows == ("Hemsändning", "Servicebidrag", "Investeringsbidrag", "Särskilt driftstöd")
    assert grid.columns == ("2024", "2025")
    assert known(grid) == {
        ("Särskilt driftstöd", "2024"): 40_000,
        ("Särskilt driftstöd", "2025"): 100_000,
        ("Servicebidrag", "2025"): Decimal("250000.50"),
    }


def test_municipalities_stand_from_the_highest_to_the_lowest(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(), grant(Ärendenr="2", Kommun="Åre", Belopp="300 000")])
    grid = data(GRANTED_BY_MUNICIPALITY, tmp_path).grid
    assert grid.rows[:2] == ("Åre", "Strömsund")
    assert len(grid.rows) == 8
    assert grid.column("2025")["Berg"] == 0


def test_per_inhabitant_an_unknown_population_is_no_zero(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant()])
    write_population(tmp_path, {"2313": 1_000})
    figures = data(GRANTED_MAP, tmp_path)
    assert figures.grid.column("2025")["Strömsund"] == 100
    assert figures.grid.column("2025")["Åre"] is None
    assert GRANTED_MAP.alt(figures, 2025).endswith(
        "Strömsund 100,0\u00a0kronor. Uppgift saknas för Ragunda, Bräcke, Krokom, Åre, Berg, Härjedalen, Östersund "
        "och Hela länet."
    )


def test_payments_are_drawn_per_year_of_decision(tmp_path: Path) -> None:
    write_csv(tmp_path, "grants/a.csv", [grant(Beslutsdatum="2024-05-01"), grant(Ärendenr="2")])
    paid = [
        payment(Utbetalningsdatum="2024-06-01", Belopp="25 000"),
        payment(**{"Utbetalnings-ID": "U2"}, Belopp="50 000"),
    ]
    write_csv(tmp_path, "payments/a.csv", paid)
    figures = data(PAID_BY_DECISION_YEAR, tmp_path)
    assert figures.grid.row("2024") == {
        "Beviljat": 100_000,
        "Utbetalt 2024": 25_000,
        "Utbetalt 2025": 50_000,
        "Andel utbetalt": 75,
    }
    assert (
        "beviljat 100\u00a0000\u00a0kronor, utbetalt 25\u00a0000\u00a0kronor (2024) och"
        in PAID_BY_DECISION_YEAR.alt(figures, 2025)
    )


def test_visits_are_drawn_per_form_and_year(tmp_path: Path) -> None:
    rows = [visit(), visit(**{"Besöks-ID": "B2"}, Form="Telefon"), visit(**{"Besöks-ID": "B3"}, Form="Digitalt")]
    write_csv(tmp_path, "visits/a.csv", rows)
    grid = data(VISITS, tmp_path).grid
    assert grid.column("2025") == {"Fysiska besök": 1, "Digitala möten och telefonsamtal": 2}
    assert grid.columns == ("2025",)  # nothing was delivered for the years before


def test_outlets_stand_where_they_lie_and_those_that_cannot_are_told(tmp_path: Path) -> None:
    rows = [
        outlet(Slag="Dagligvarubutik", Öst=423_000, Nord=7_025_000),
        outlet(Namn="Macken", Slag="Drivmedelsstation", **{"Ställe-ID": "S2"}),
        outlet(Namn="Boden", Slag="Dagligvarubutik", Öst=7_025_000, Nord=423_000, **{"Ställe-ID": "S3"}),
        outlet(Namn="Borta", Slag="Dagligvarubutik", Stängde="2025-05-01", **{"Ställe-ID": "S4"}),
    ]
    write_csv(tmp_path, "outlets/a.csv", rows)
    write_csv(tmp_path, "grants/a.csv", [grant(**{"Ställe-ID": "S1"})])
    figures = data(OUTLETS, tmp_path)
    places = figures.grid.column("Öst och nord, SWEREF 99 TM")
    assert places["Påhittade Lanthandeln"] == "423000, 7025000"
    assert places["Macken"] is None
    assert places["Boden"] == "7025000, 423000 (utanför kommunen)"
    assert "Borta" not in figures.grid.rows
    assert figures.grid.row("Berg")["Slag"] == "Inget öppet ställe"
    assert OUTLETS.alt(figures, 2025).endswith(
        "Åre: Dagligvarubutik 2 och Drivmedelsstation 1. Östersund: inget öppet ställe. 1\u00a0ställe har fått stöd. "
        "1\u00a0ställe saknar koordinater och visas inte. "
        "1\u00a0ställe har koordinater utanför sin kommun och visas inte."
    )


def test_plans_show_a_word_for_each_municipality_and_year(tmp_path: Path) -> None:
    write_csv(tmp_path, "service_plans/a.csv", [plan()])
    figures = data(PLANS, tmp_path)
    assert figures.grid.row("Krokom")["2025"] == "Antagen"
    assert figures.grid.row("Åre")["2025"] == "Saknas"
    assert "2025: Saknas i Berg, Bräcke" in PLANS.alt(figures, 2025)
    assert "Antagen i Krokom" in PLANS.alt(figures, 2025)


def test_efforts_are_counted_per_status_and_area_and_an_empty_status_says_so(tmp_path: Path) -> None:
    rows = [effort(Status="Pågår"), effort(**{"Insats-ID": "2"}, Status="")]
    write_csv(tmp_path, "action_plan/a.csv", rows)
    figures = data(EFFORTS, tmp_path)
    assert figures.grid.columns == ("Medborgare", "Servicegivare", "Offentliga intressenter")
    assert figures.grid.rows == ("Genomförd", "Pågår", "Försenad", "Ej påbörjad", "Utgår", "Ej angivet")
    assert sorted(known(figures.grid).values(), key=str) == [1, 1]
    assert "inga insatser" in EFFORTS.alt(figures, 2025)
