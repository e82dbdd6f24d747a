from decimal import Decimal

import pytest

from rsp_pipeline.followup.charts.chart import ChartData
from rsp_pipeline.followup.charts.grants import GRANTED_BY_FORM, GRANTED_BY_MUNICIPALITY
from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.measure import MILLIONS
from rsp_pipeline.followup.charts.network import EFFORTS, PLANS
from rsp_pipeline.followup.charts.style import PLAIN
from rsp_pipeline_tests.followup.charts.grids import grid


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("1", "<\u00a00,1"),
        ("-1", "−<\u00a00,1"),
        ("50000", "0,1"),
        ("1476300", "1,5"),
        ("1000000000", "1\u00a0000,0"),
        ("-2500000", "−2,5"),
    ],
)
def test_only_a_zero_is_written_as_zero_millions(value: str, written: str) -> None:
    assert MILLIONS.label(Decimal(value)) == written


def test_the_highest_and_the_lowest_are_named_and_ties_with_both() -> None:
    figures = grid(["Åre", "Berg", "Krokom"], ["2025"], lambda i, _: (2_000, 0, 0)[i])
    assert GRANTED_BY_MUNICIPALITY.alt(ChartData(figures, None), 2025) == (
        "Allt beviljades i Åre. Liggande stapeldiagram: beviljat belopp per kommun 2025. "
        "Högst: Åre, 2\u00a0000\u00a0kronor. Lägst: Berg och Krokom, 0\u00a0kronor. "
        "Åre 2\u00a0000\u00a0kronor, Berg 0\u00a0kronor och Krokom 0\u00a0kronor."
    )


def test_a_single_figure_is_neither_highest_nor_lowest() -> None:
    figures = grid(["Åre"], ["2025"], lambda *_: 2_000)
    assert GRANTED_BY_MUNICIPALITY.alt(ChartData(figures, None), 2025) == (
        "Liggande stapeldiagram: beviljat belopp per kommun 2025. Åre 2\u00a0000\u00a0kronor."
    )


def test_what_is_unknown_is_told_once() -> None:
    figures = grid(["Hemsändning", "Servicebidrag"], ["2024", "2025"], lambda i, j: None if i == 0 or j == 0 else 5)
    assert GRANTED_BY_FORM.alt(ChartData(figures, None), 2025) == (
        "Stapeldiagram: beviljat belopp per stödform till och med 2025. Hemsändning: uppgift saknas. "
        "Servicebidrag: uppgift saknas (2024) och 5\u00a0kronor (2025)."
    )
    unknown = grid(["Åre", "Berg"], ["2025"], lambda *_: None)
    assert GRANTED_BY_MUNICIPALITY.alt(ChartData(unknown, None), 2025).endswith("Uppgift saknas för samtliga.")
    assert PLANS.alt(ChartData(unknown, None), 2025).endswith("2025: uppgift saknas för samtliga.")


def test_nothing_to_show_is_told() -> None:
    nothing = ChartData(Grid((), (), {}), None)
    assert EFFORTS.alt(nothing, 2025) == (
        "Handlingsplanens insatser per status 2025. Det finns inga uppgifter att visa för 2025."
    )


def test_the_commonest_status_is_told_of_all() -> None:
    figures = grid(["Genomförd", "Pågår"], ["Medborgare", "Servicegivare"], lambda i, j: (2, 1)[i] if j == 0 else 0)
    assert EFFORTS.alt(ChartData(figures, None), 2025) == (
        "Två av tre insatser är genomförda. "
        "Liggande stapeldiagram i flera paneler: handlingsplanens insatser per status 2025. "
        "Flest insatser: Genomförd, 2 av 3. Medborgare: Genomförd 2 och Pågår 1. Servicegivare: inga insatser."
    )


@pytest.mark.parametrize(
    "said", ["Särskilt driftstöd till butiker", "Sammanhållningspolitikuppföljningsbidrag", "Å", ""]
)
@pytest.mark.parametrize("width", [0.5, 0.8, 2.0])
def test_wrapped_lines_fit_and_lose_nothing(said: str, width: float) -> None:
    lines = PLAIN.wrapped(said, width)
    assert all(PLAIN.width(line) <= width for line in lines)
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == said.replace(" ", "")
