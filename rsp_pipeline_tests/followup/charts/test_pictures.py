"""What charts look like with extreme data: each was looked at, in colour and in greyscale, before it was agreed."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.followup.charts import Chart, ChartData, save
from rsp_pipeline.followup.charts.grants import (
    GRANTED_BY_FORM,
    GRANTED_BY_MUNICIPALITY,
    GRANTED_MAP,
    PAID_BY_DECISION_YEAR,
    PAID_SHARE,
)
from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.network import EFFORTS, PLANS, VISITS
from rsp_pipeline.followup.charts.save import drawn
from rsp_pipeline.followup.charts.style import WIDTH, Line
from rsp_pipeline.followup.documents.word import HIGHEST_CHART_CM
from rsp_pipeline.programme.load import municipalities_of
from rsp_pipeline.report.over_time import WHOLE_COUNTY
from rsp_pipeline_tests.builders import PROGRAMME
from rsp_pipeline_tests.followup.charts.grids import grid
from rsp_pipeline_tests.snapshots import Picture

LONG = "Särskilt driftstöd till dagligvarubutiker i glesbygdens orter"
ONE_WORD = "Sammanhållningspolitikuppföljningsbidragsansökningshandläggare"
YEARS = ("2022", "2023", "2024", "2025")
MUNICIPALITIES = [municipality.name for municipality in PROGRAMME.municipalities]
MANY = [municipality.name for municipality in municipalities_of("14")]  # the most that any region has
FORMS = ["Hemsändning", "Servicebidrag", "Investeringsbidrag"]
AREAS = list(PROGRAMME.area_names)
STATUSES = ["Genomförd", "Pågår", "Försenad", "Ej påbörjad", "Utgår"]
OF_PLANS = (
    "Saknas", "Under framtagande", "På remiss", "Antagen", "Under revidering", "Förlängd", "Utgången", None,
)  # fmt: skip
PAYMENTS = ["Beviljat", *(f"Utbetalt {year}" for year in YEARS), PAID_SHARE]
EXTREMES = (0, 10**9, 1_000, None)

CASES: dict[str, tuple[Chart, Grid]] = {
    "standing_nothing": (GRANTED_BY_FORM, Grid((), (), {})),
    "standing_one_bar": (GRANTED_BY_FORM, grid(["Hemsändning"], ["2025"], lambda *_: 100_000)),
    "standing_long_names": (
        GRANTED_BY_FORM,
        grid([LONG, ONE_WORD], YEARS, lambda i, j: 123_456 * (i + j + 1), ["2025"]),
    ),
    "standing_extremes": (VISITS, grid(FORMS, YEARS, lambda i, j: EXTREMES[(i + j) % 4])),
    "standing_unknown": (GRANTED_BY_FORM, grid(FORMS, YEARS, lambda i, _: None if i else 100_000)),
    "standing_below_zero": (GRANTED_BY_FORM, grid(FORMS, YEARS, lambda _, j: (j - 1) * 1_000_000)),
    "lying_one_bar": (GRANTED_BY_MUNICIPALITY, grid(["Åre"], ["2025"], lambda *_: 100_000)),
    "lying_long_names": (
        GRANTED_BY_MUNICIPALITY,
        grid([LONG, ONE_WORD, "Åre"], ["2025"], lambda i, _: 123_456 * (i + 1), ["2025"]),
    ),
    "lying_extremes": (GRANTED_BY_MUNICIPALITY, grid(MUNICIPALITIES, ["2025"], lambda i, _: EXTREMES[i % 4])),
    "lying_many": (GRANTED_BY_MUNICIPALITY, grid(MANY, ["2025"], lambda i, _: 987_654_321 - 20_000_000 * i)),
    "lying_below_zero": (
        GRANTED_BY_MUNICIPALITY,
        grid(["Åre", "Berg", "Krokom"], ["2025"], lambda i, _: (358, -120, None)[i]),
    ),
    "lying_unknown": (GRANTED_BY_MUNICIPALITY, grid(MUNICIPALITIES, ["2025"], lambda *_: None)),
    "panels_extremes": (
        PAID_BY_DECISION_YEAR,
        grid(YEARS, PAYMENTS, lambda i, j: 100 if j == 5 else (*EXTREMES, "–", -(10**9) // 2)[(i + j) % 6]),
    ),
    "panels_long_names": (EFFORTS, grid([*STATUSES, LONG], [AREAS[0], LONG, ONE_WORD], lambda i, j: i * j)),
    "panels_unknown": (EFFORTS, grid(STATUSES, AREAS, lambda _, j: None if j else 1)),
    "tiles_every_word": (PLANS, grid(MUNICIPALITIES, ["2024", "2025"], lambda i, j: OF_PLANS[(i + j) % 8], ["2025"])),
    "tiles_long_names": (PLANS, grid([LONG, ONE_WORD], YEARS, lambda _, j: ("Antagen", LONG, ONE_WORD, None)[j])),
    "tiles_many": (PLANS, grid(MANY, YEARS, lambda i, j: ("Under framtagande", "Antagen", None)[(i + j) % 3])),
    "tiles_one": (PLANS, grid(["Åre"], ["2025"], lambda *_: "Antagen")),
    "map_one": (GRANTED_MAP, grid(["Åre"], ["2025"], lambda *_: 100_000)),
    "map_extremes": (GRANTED_MAP, grid(MUNICIPALITIES, ["2025"], lambda i, _: EXTREMES[i % 4])),
    "map_alike": (GRANTED_MAP, grid(MUNICIPALITIES, ["2025"], lambda *_: 100)),
    "map_many": (GRANTED_MAP, grid([WHOLE_COUNTY, *MANY], ["2025"], lambda i, _: 1_234 - 25 * i)),
    "map_stranger": (GRANTED_MAP, grid([*MUNICIPALITIES, LONG], ["2025"], lambda i, _: 123 * (i + 1))),
}


LEAST, CM_PER_INCH = 8, 2.54  # points, on paper


def of_2025(case: str) -> tuple[Chart, ChartData, int]:
    chart, figures = CASES[case]
    return chart, ChartData(figures, date(2025, 12, 31)), 2025


@pytest.mark.parametrize("case", CASES)
def test_no_text_is_cut_off_covers_another_or_is_too_small_to_read_on_paper(case: str) -> None:
    sheet = drawn(*of_2025(case))
    assert min(line.letters.size for line in sheet.texts) >= LEAST
    boxes = [(line.said, *box(line)) for line in sheet.texts]
    outside = [
        said for said, left, top, right, bottom in boxes if min(left, top) < 0 or right > WIDTH or bottom > sheet.height
    ]
    assert outside == []
    assert [(one[0], other[0]) for one, other in combinations(boxes, 2) if overlap(one[1:], other[1:])] == []


def box(line: Line) -> tuple[float, float, float, float]:
    """What a line's capitals cover."""
    width = line.letters.width(line.said)
    left = line.x - (width / 2 if line.align == "center" else 0)
    return left, line.y - 0.73 * line.letters.size / 72, left + width, line.y


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(max(one[at], other[at]) < min(one[at + 2], other[at + 2]) for at in (0, 1))


@pytest.mark.parametrize("case", [case for case in CASES if case.endswith(("_many", "_one", "_one_bar"))])
def test_a_region_of_any_size_has_room_on_a_page(case: str) -> None:
    assert drawn(*of_2025(case)).height < HIGHEST_CHART_CM / CM_PER_INCH


@pytest.mark.parametrize("case", CASES)
def test_extreme_data_look_as_agreed(case: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    saved = save(*of_2025(case), tmp_path)
    assert saved.svg.read_text(encoding="utf-8") == snapshot(extension_class=Picture, name=f"pictures/{case}.svg")
