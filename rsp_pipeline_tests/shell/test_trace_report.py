"""A trace as it is printed: aligned, with the figure beside what its rows come to."""

from decimal import Decimal

from rsp_pipeline.indicators.grants import S02, S10
from rsp_pipeline.indicators.indicator import Aggregate
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.lineage.figures import FigureTrace, Row
from rsp_pipeline.shell.trace_report import COME_TO, figure_lines

ROWS = (
    Row("grants/a.csv", None, 9, "grants:1:1", Decimal("1000.50")),
    Row("grants/b.xlsx", "Beslut", 10, "grants:2:1", Decimal(20)),
)
SUM = Decimal("1020.5000")


def test_rows_stand_in_columns_above_what_they_come_to() -> None:
    lines = figure_lines(FigureTrace(S02, 2025, {"Kommun": "Åre"}, ROWS, SUM, SUM, SUM, None, "slutlig"))
    assert lines[0] == "S02 Beviljat belopp 2025, kommun Åre"
    assert lines[3:7] == [
        "Fil            Blad    Rad  Post           Värde",
        "grants/a.csv             9  grants:1:1  1\u00a0000,50",
        "grants/b.xlsx  Beslut   10  grants:2:1     20,00",
        "2 rader, summa                          1\u00a0020,50",
    ]
    assert lines[-1] == "Siffran i indicator.value: 1\u00a0020,50 kr (slutlig). Den är lika med vad raderna ger."


def test_a_ratio_is_told_with_numerator_and_denominator() -> None:
    trace = FigureTrace(M01, 2025, {}, ROWS, SUM, Decimal("10.205"), SUM, Decimal(100), "slutlig")
    assert figure_lines(trace)[-1] == (
        "Siffran i indicator.value: 10,2 kr per invånare (slutlig). Täljaren 1\u00a0020,50 är lika med vad raderna "
        "ger. Nämnaren är 100."
    )


def test_a_figure_its_rows_do_not_come_to_says_so() -> None:
    trace = FigureTrace(S10, 2025, {}, ROWS[:1], Decimal(1), Decimal(2), Decimal(2), None, "slutlig")
    lines = figure_lines(trace)
    assert lines[-3].startswith("1 rad, antal olika ")
    assert lines[-1] == "Siffran i indicator.value: 2 (slutlig). Den är INTE lika med vad raderna ger."


def test_without_rows_there_is_no_table_and_the_unknown_has_a_word() -> None:
    trace = FigureTrace(S02, 2024, {}, (), Decimal(0), None, None, None, "uppgift saknas")
    assert figure_lines(trace)[3:] == ["Ingen rad räknas.", "", "Siffran i indicator.value: uppgift saknas."]


def test_a_delivered_name_cannot_steer_the_terminal() -> None:
    row = Row("grants/\x1b[2J.csv", None, 1, "grants:1:1", Decimal(1))
    lines = figure_lines(FigureTrace(S02, 2025, {}, (row,), *(Decimal(1),) * 3, None, "slutlig"))
    assert "\x1b" not in "".join(lines)


def test_every_way_of_adding_up_has_a_word() -> None:
    assert {aggregate.name for aggregate in Aggregate} <= set(COME_TO)
