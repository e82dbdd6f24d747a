"""Tracing a figure: exactly its rows, what they come to, and a sentence for what cannot be traced."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from rsp_pipeline.lineage.figures import FigureTrace, NotTraceable, trace_figure
from rsp_pipeline_tests.builders import CODES, OTHER_COMPANY, delivered, grant, plan
from rsp_pipeline_tests.sessions import published_session, undone


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Three grants of 2025, two in Strömsund to the same recipient and one in Åre."""
    grants = [
        grant(Belopp="100,50"),
        grant(Ärendenr="2025-2", Typ_av_stöd="Servicebidrag", Belopp="200"),
        grant(Ärendenr="2025-3", Kommun="Åre", Belopp="300", **{"Org.nr": OTHER_COMPANY}),
    ]
    population = [{"Kommun": code, "Datum": "2025-12-31", "Folkmängd": 100} for code in CODES]
    raw = tmp_path_factory.mktemp("raw")
    delivered(raw, grants=grants, service_plans=[plan()], population=population)
    with published_session(raw, 2024, 2025) as session:
        yield session


def records(trace: FigureTrace) -> list[str]:
    return [row.record_id for row in trace.rows]


def figures(trace: FigureTrace) -> tuple[object, ...]:
    """How many rows, what they come to, the figure, its denominator, and whether it agrees."""
    return len(trace.rows), trace.from_rows, trace.value, trace.denominator, trace.agrees


def test_the_whole_county_is_every_row_of_the_year(published: duckdb.DuckDBPyConnection) -> None:
    trace = trace_figure(published, "S02", 2025, {})
    assert [(row.source_file, row.source_row, row.value) for row in trace.rows] == [
        ("grants/a.csv", 2, Decimal("100.5")),
        ("grants/a.csv", 3, 200),
        ("grants/a.csv", 4, 300),
    ]
    assert figures(trace) == (3, 600.5, 600.5, None, True)


@pytest.mark.parametrize("spelling", ["2313", "Strömsund", "strömsund"])
def test_a_municipality_is_found_by_code_and_by_name(published: duckdb.DuckDBPyConnection, spelling: str) -> None:
    trace = trace_figure(published, "S02", 2025, {"municipality_code": spelling})
    assert records(trace) == ["grants:2025-1:1", "grants:2025-2:1"]
    assert trace.group == {"Kommun": "Strömsund"}


def test_several_dimensions_narrow_together(published: duckdb.DuckDBPyConnection) -> None:
    asked = {"grant_form": "servicebidrag", "municipality_code": "2313"}
    assert records(trace_figure(published, "S02", 2025, asked)) == ["grants:2025-2:1"]


@pytest.mark.parametrize(
    ("indicator", "asked", "told"),
    [
        pytest.param("S10", {}, (3, 2, 2, None, True), id="of what is counted once, the number of different ones"),
        pytest.param("M01", {"municipality_code": "Åre"}, (1, 300, 3, 100, True), id="of a ratio, its numerator"),
        pytest.param("O01", {}, (1, 1, 1, 8, True), id="of a count of all, its rows"),
        pytest.param("S02", {"municipality_code": "Berg"}, (0, 0, 0, None, True), id="of a known zero, no rows"),
    ],
)
def test_the_rows_of_a_figure_come_to_it(
    published: duckdb.DuckDBPyConnection, indicator: str, asked: dict[str, str], told: tuple[object, ...]
) -> None:
    assert figures(trace_figure(published, indicator, 2025, asked)) == told


def test_an_unknown_figure_disagrees_with_nothing(published: duckdb.DuckDBPyConnection) -> None:
    trace = trace_figure(published, "S02", 2024, {})
    assert (trace.value, trace.status, trace.agrees) == (None, "uppgift saknas", True)


def test_a_figure_that_its_rows_do_not_come_to_is_told(published: duckdb.DuckDBPyConnection) -> None:
    with undone(published):
        published.execute("UPDATE indicator.value SET value = 600 WHERE indicator_id = 'S02' AND breakdown = 'total'")
        assert not trace_figure(published, "S02", 2025, {}).agrees


@pytest.mark.parametrize(
    ("indicator", "year", "asked", "sentence"),
    [
        ("S02", None, {}, "Ange vilket år S02 gäller, till exempel --year 2025."),
        ("S02", 1999, {}, "S02 har ingen siffra för 1999. Välj bland 2024, 2025."),
        ("S02", 2025, {"municipality_code": "Umeå"}, "Kommun ”Umeå” finns inte i S02 för 2025. Välj bland Ragunda, "),
        ("S02", 2025, {"grant_form": "Bygdemedel"}, "Stödform ”Bygdemedel” finns inte i S02 för 2025. Välj bland "),
        ("S18", 2025, {"grant_form": "Servicebidrag"}, "S18 redovisas inte per stödform."),
        ("O01", 2025, {"grant_form": "Servicebidrag"}, "Nyckeltalet redovisas bara för hela länet."),
    ],
)
def test_what_is_not_there_is_refused_with_a_sentence(
    published: duckdb.DuckDBPyConnection, indicator: str, year: int | None, asked: dict[str, str], sentence: str
) -> None:
    with pytest.raises(NotTraceable) as refused:
        trace_figure(published, indicator, year, asked)
    assert sentence in str(refused.value)
