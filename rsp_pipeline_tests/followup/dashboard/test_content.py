"""The dashboard tells every published figure as the database has it, and hides those that open data hides."""

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest

from rsp_pipeline.followup.dashboard.content import HIDDEN, content
from rsp_pipeline.followup.standing import Approval
from rsp_pipeline.indicators import INDICATORS, PUBLISHED
from rsp_pipeline.open_data.datasets import HIDDEN as HIDDEN_IN_OPEN_DATA
from rsp_pipeline.open_data.public import public_session
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.followup.dashboard.shown import FigureKey, Shown, figures_in, figures_of, told
from rsp_pipeline_tests.installations import Refreshed
from rsp_pipeline_tests.workshop import reading


@pytest.fixture(scope="module")
def page(refreshed: Refreshed) -> dict[str, Any]:
    return told(refreshed.folder / "data" / "warehouse" / "followup" / "instrumentpanel.html")


@pytest.fixture(scope="module")
def shown(page: dict[str, Any]) -> dict[FigureKey, Shown]:
    return dict(figures_in(page))


def test_every_published_figure_is_there_and_equals_that_of_the_database(
    refreshed: Refreshed, shown: dict[FigureKey, Shown]
) -> None:
    with reading(refreshed.published) as session:
        published = figures_of(session)
    assert shown.keys() == published.keys()
    assert {key: each for key, each in shown.items() if each.status != HIDDEN and each != published[key]} == {}


def test_what_is_hidden_is_what_open_data_hides(refreshed: Refreshed, shown: dict[FigureKey, Shown]) -> None:
    with public_session(refreshed.published, PROGRAMME.fewest_recipients) as session:
        open_data = figures_of(session)
    hidden = {key for key, each in shown.items() if each.status == HIDDEN}
    assert hidden == {key for key, each in open_data.items() if each.status == HIDDEN_IN_OPEN_DATA}
    assert len(hidden) > 100
    assert {(each.value, each.records) for key, each in shown.items() if key in hidden} == {(None, None)}


def test_no_restricted_indicator_is_told_of(page: dict[str, Any]) -> None:
    assert [each["id"] for each in page["indicators"]] == [each.id for each in PUBLISHED]
    assert {each.id for each in INDICATORS} - {each["id"] for each in page["indicators"]}


def test_what_was_never_delivered_has_no_figure(undelivered: duckdb.DuckDBPyConnection) -> None:
    made = content(undelivered, PROGRAMME, {}, ())
    granted = {(figure.value, figure.status) for (indicator, *_), figure in figures_in(made) if indicator == "S02"}
    assert granted == {(None, "uppgift saknas")}


def test_a_year_says_how_final_it_is(undelivered: duckdb.DuckDBPyConnection) -> None:
    approval = Approval("RUN/23/2025", 45, date(2025, 3, 24), 2)
    years = content(undelivered, PROGRAMME, {2024: approval}, ())["years"]
    decision = "den 24\u00a0mars 2025, § 45 (RUN/23/2025), version 2"
    assert [(year["year"], year["state"], year["told"]) for year in years] == [
        (2024, "fastställt", f"Uppföljningen 2024: fastställd av {PROGRAMME.board} {decision}."),
        (2025, "", "Uppföljningen 2025: inte fastställd än."),
        (2026, "pågår", "Uppföljningen 2026: preliminär, för året pågår."),
    ]


def test_a_county_with_one_municipality_has_no_map(undelivered: duckdb.DuckDBPyConnection) -> None:
    alone = replace(PROGRAMME, municipalities=PROGRAMME.municipalities[:1])
    assert content(undelivered, alone, {}, ())["areas"] == []


def test_the_map_has_an_area_for_each_municipality_and_is_small(page: dict[str, Any]) -> None:
    assert [area["properties"]["code"] for area in page["areas"]] == [each.code for each in PROGRAMME.municipalities]
    assert len(repr(page["areas"])) < 40_000
