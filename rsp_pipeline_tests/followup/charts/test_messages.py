"""What each chart says at a glance, in every case that its figures can come to."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from rsp_pipeline.followup.charts import CHARTS, Chart, ChartData
from rsp_pipeline.followup.charts.grants import (
    GRANTED_BY_FORM,
    GRANTED_BY_MUNICIPALITY,
    GRANTED_MAP,
    PAID_BY_DECISION_YEAR,
    PAID_SHARE,
)
from rsp_pipeline.followup.charts.grid import Figure, Grid
from rsp_pipeline.followup.charts.network import EFFORTS, PLANS, VISITS
from rsp_pipeline.report.over_time import WHOLE_COUNTY
from rsp_pipeline_tests.followup.charts.grids import grid

MILLION = 1_000_000
CONTACTS = ("Fysiska besök", "Digitala möten och telefonsamtal")
FORMS = ("Hemsändning", "Servicebidrag", "Investeringsbidrag")
Columns = dict[str, Sequence[Figure | int]]


def said(chart: Chart, rows: Sequence[str], columns: Columns, *, in_progress: bool = False) -> str:
    """A chart's message in 2025; the last column is of that year."""
    names = [*columns]
    figures = grid(rows, names, lambda i, j: columns[names[j]][i], names[-1:] if in_progress else ())
    return chart.message(ChartData(figures, None), 2025)


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        ((1, 1, 5), (2, 1, 8), "Investeringsbidragen ökade mest"),
        ((1, 1, 5), (1, 1, 8), "Investeringsbidragen ökade"),
        ((3, 2, 5), (1, 1, 5), "Stödet till hemsändning minskade mest"),
        ((3, 2, 5), (4, 0, 5), "Servicebidragen minskade"),
        ((0, 2, 0), (0, 0, 0), "Servicebidragen minskade"),
        ((1, 2, 5), (2, 3, 5), ""),
        ((1, 2, 5), (1, 2, 5), "I stort sett oförändrat sedan 2024"),
        ((None, None, None), (1, 2, 5), "Mest beviljades som investeringsbidrag"),
        ((None, None, None), (1, 5, 5), ""),
        ((None, None, None), (0, 2, 0), "Allt beviljades som servicebidrag"),
        ((None, None, None), (0, 0, 0), "Inget beviljades 2025"),
        ((1, 2, 5), (None, None, None), ""),
    ],
)
def test_the_form_that_changed_most_is_named_or_the_greatest_when_the_year_before_is_unknown(
    before: Sequence[int | None], now: Sequence[int | None], message: str
) -> None:
    columns: Columns = {
        year: [None if each is None else each * MILLION for each in figures]
        for year, figures in (("2024", before), ("2025", now))
    }
    assert said(GRANTED_BY_FORM, FORMS, columns) == message


def test_a_change_that_cannot_be_seen_in_the_picture_is_none() -> None:
    assert said(GRANTED_BY_FORM, FORMS[:1], {"2024": [1_000_000], "2025": [1_004_000]}) == (
        "I stort sett oförändrat sedan 2024"
    )


def test_forms_that_exist_in_one_of_the_years_alone_are_not_compared() -> None:
    figures = {("Hemsändning", "2024"): Decimal(MILLION), ("Servicebidrag", "2025"): Decimal(MILLION)}
    new = Grid(FORMS[:2], ("2024", "2025"), figures)
    assert GRANTED_BY_FORM.message(ChartData(new, None), 2025) == ""


@pytest.mark.parametrize(
    ("now", "message"),
    [
        ((1, 1, 8), "Mest har hittills beviljats som investeringsbidrag"),
        ((3, 0, 0), "Allt har hittills beviljats som hemsändning"),
        ((0, 0, 0), "Inget har hittills beviljats 2025"),
        ((3, 3, 0), ""),
    ],
)
def test_a_year_in_progress_is_never_compared_with_a_whole_one(now: Sequence[int], message: str) -> None:
    columns: Columns = {"2024": [5 * MILLION] * 3, "2025": [each * MILLION for each in now]}
    assert said(GRANTED_BY_FORM, FORMS, columns, in_progress=True) == message


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ((2_000, 1_000, 0), "Mest beviljades i Åre"),
        ((0, 1_000, 0), "Allt beviljades i Berg"),
        ((0, 0, 0), "Inget beviljades 2025"),
        ((2_000, 2_000, 0), ""),
        ((2_000, None, 0), ""),
        ((2_000,), ""),
    ],
)
def test_the_municipality_with_most_is_named(figures: Sequence[int | None], message: str) -> None:
    assert said(GRANTED_BY_MUNICIPALITY, ("Åre", "Berg", "Krokom")[: len(figures)], {"2025": figures}) == message


def test_the_whole_county_is_no_municipality() -> None:
    rows = ("Åre", "Berg", WHOLE_COUNTY)
    assert said(GRANTED_MAP, rows, {"2025": (50, 20, 90)}) == "Mest per invånare beviljades i Åre"
    assert said(GRANTED_MAP, ("Gotland", WHOLE_COUNTY), {"2025": (50, 50)}) == ""


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        (16, 18, "De fysiska besöken ökade från 16 till 18"),
        (16, 2, "De fysiska besöken minskade från 16 till 2"),
        (16, 16, "De fysiska besöken var lika många som 2024"),
        (0, 0, "Inga fysiska besök 2025"),
        (None, 1, "Ett fysiskt besök 2025"),
        (16, None, ""),
    ],
)
def test_visits_are_counted_against_the_year_before(before: int | None, now: int | None, message: str) -> None:
    assert said(VISITS, CONTACTS, {"2024": (before, 5), "2025": (now, 9)}) == message


def test_visits_of_a_year_in_progress_are_those_so_far() -> None:
    columns: Columns = {"2024": (16, 5), "2025": (11, 9)}
    assert said(VISITS, CONTACTS, columns, in_progress=True) == "Elva fysiska besök hittills 2025"
    assert said(VISITS, CONTACTS, {"2025": (0, 9)}, in_progress=True) == "Inga fysiska besök hittills 2025"


@pytest.mark.parametrize(
    ("share", "in_progress", "message"),
    [
        ("50.5", False, "50,5\u00a0% av det som beviljades 2025 betalades ut samma år"),
        ("100", False, "Allt som beviljades 2025 betalades ut samma år"),
        ("0", False, "Inget av det som beviljades 2025 betalades ut samma år"),
        ("46.94", True, "46,9\u00a0% av det som hittills har beviljats 2025 är utbetalt"),
        ("100", True, "Allt som hittills har beviljats 2025 är utbetalt"),
        ("0", True, "Inget av det som hittills har beviljats 2025 är utbetalt"),
        (None, False, ""),
    ],
)
def test_the_share_that_is_paid_is_told_of_the_year(share: str | None, in_progress: bool, message: str) -> None:
    paid = None if share is None else Decimal(share)
    columns: Columns = {"Beviljat": (5, 7), PAID_SHARE: (Decimal(99), paid)}
    assert said(PAID_BY_DECISION_YEAR, ("2024", "2025"), columns, in_progress=in_progress) == message


def test_without_any_decision_in_the_year_nothing_is_said_of_what_is_paid() -> None:
    assert said(PAID_BY_DECISION_YEAR, ("2024",), {PAID_SHARE: (Decimal(99),)}) == ""


@pytest.mark.parametrize(
    ("statuses", "in_progress", "message"),
    [
        (("Antagen", "Förlängd", "Under revidering"), False, "Alla kommuner hade en gällande plan vid årets slut"),
        (("Antagen", "Saknas", "Antagen"), False, "Berg saknade gällande plan vid årets slut"),
        (("På remiss", "Utgången", "Antagen"), False, "Åre och Berg saknade gällande plan vid årets slut"),
        (("Saknas", "Saknas", "Saknas"), False, "Samtliga tre kommuner saknade gällande plan vid årets slut"),
        (("Antagen", "Antagen", "Antagen"), True, "Alla kommuner har en plan som gäller vid årets slut"),
        (("Saknas", "Saknas", "Saknas"), True, "Samtliga tre kommuner saknar plan som gäller vid årets slut"),
        (("Saknas", None, "Antagen"), False, ""),
        (("Antagen",), False, "Åre hade en gällande plan vid årets slut"),
        (("Saknas",), True, "Åre saknar plan som gäller vid årets slut"),
    ],
)
def test_municipalities_without_a_plan_in_force_are_named_or_counted(
    statuses: Sequence[str | None], in_progress: bool, message: str
) -> None:
    rows = ("Åre", "Berg", "Krokom")[: len(statuses)]
    assert said(PLANS, rows, {"2025": statuses}, in_progress=in_progress) == message


@pytest.mark.parametrize(
    ("counts", "in_progress", "message"),
    [
        ((7, 2), False, "Sju av nio insatser är genomförda"),
        ((1, 2), False, "En av tre insatser är genomförd"),
        ((0, 3), False, "Ingen av tre insatser är genomförd"),
        ((3, 0), False, "Samtliga tre insatser är genomförda"),
        ((4, 5), True, "Hittills är fyra av nio insatser genomförda"),
        ((0, 0), False, "Handlingsplanen för 2025 har inga insatser"),
        ((None, None), False, ""),
        ((None, 2), False, ""),
    ],
)
def test_efforts_that_are_done_are_told_out_of_all(
    counts: Sequence[int | None], in_progress: bool, message: str
) -> None:
    columns: Columns = {"Medborgare": counts, "Servicegivare": (0, 0) if counts[0] is not None else (None, None)}
    assert said(EFFORTS, ("Genomförd", "Pågår"), columns, in_progress=in_progress) == message


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_a_chart_with_nothing_known_is_headed_by_what_it_shows(chart: Chart) -> None:
    unknown = ChartData(grid(["Åre", "Berg"], ["2024", "2025"], lambda *_: None), None)
    for nothing in (ChartData(Grid((), (), {}), None), unknown):
        assert chart.message(nothing, 2025) == ""
        assert chart.headline(nothing, 2025) == chart.title.format(year=2025)


def test_what_the_headline_says_is_not_repeated_below_it() -> None:
    alike = ChartData(grid(["Åre", "Berg"], ["2025"], lambda *_: 5), None)
    unlike = ChartData(grid(["Åre", "Berg"], ["2025"], lambda i, _: 5 - i), None)
    assert GRANTED_BY_MUNICIPALITY.subtitle(unlike, 2025) == "Beviljat belopp per kommun 2025, kronor."
    assert GRANTED_BY_MUNICIPALITY.subtitle(alike, 2025) == "Kronor."
