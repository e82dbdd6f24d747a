"""A map of the outlets: a mark where each lies, its form the outlet's kind, filled where it has had aid."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts.boundaries import boundaries
from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.maps import placing, roomiest
from rsp_pipeline.followup.charts.style import ACCENT, INK, MARGIN, MUTED, PAPER, QUIET, SMALLER, WIDTH, Sheet
from rsp_pipeline.followup.charts.words import enumerated, opening
from rsp_pipeline.swedish import UNKNOWN, Gender, Noun, counted

if TYPE_CHECKING:
    from matplotlib.path import Path

    from rsp_pipeline.followup.charts.chart import Chart

KIND, MUNICIPALITY, SUPPORTED, PLACE = "Slag", "Kommun", "Har fått stöd", "Öst och nord, SWEREF 99 TM"
YES, NO_OUTLET, OTHER, OUTSIDE = "ja", "Inget öppet ställe", "Annat slag", "utanför kommunen"
KINDS = ("Dagligvarubutik", "Drivmedelsstation", "SOT-punkt", "Servicepunkt", OTHER)
OUTLET = Noun("ställe", "ställen", Gender.NEUTRUM)
RADIUS, LINE, GAP = 0.07, 0.23, 0.3  # inches


def outlets(sheet: Sheet, chart: Chart, grid: Grid, y: float) -> float:  # noqa: ARG001
    """The map with its marks, and beside it what they mean and how many there are; where it ends."""
    areas = boundaries(frozenset(map(str, grid.column(MUNICIPALITY).values())))
    place = placing(areas, y)
    bottom, left = y, MARGIN
    for name, area in areas.items():
        drawn = place.transform_path(area)
        sheet.area(drawn, PAPER, MUTED)
        bottom, left = max(bottom, float(drawn.get_extents().y1)), max(left, float(drawn.get_extents().x1) + GAP)
        x, middle, room = roomiest(drawn, QUIET.line)
        if QUIET.width(name) <= 2 * room:
            sheet.middle(x, middle, [name], QUIET, "center")
    for row, kind in _by_kind(grid):
        if at := _at(grid, row):
            x, downwards = place.transform((at[0], -at[1])).tolist()
            sheet.area(_mark(kind, x, downwards), _fill(grid, row), INK)
    return max(bottom, _key(sheet, grid, left, y))


def _key(sheet: Sheet, grid: Grid, left: float, y: float) -> float:
    """What the marks mean, how many there are of each, and how many are not on the map; where it ends."""
    counts = Counter(kind for _, kind in _by_kind(grid))
    lines = [(kind, PAPER, f"{kind}, {counts[kind]}") for kind in KINDS if counts[kind]]
    known = [row for row, _ in _by_kind(grid) if grid.figures[row, SUPPORTED] is not None]
    if aided := sum(grid.figures[row, SUPPORTED] == YES for row in known):
        lines.append((KINDS[0], ACCENT, f"Fyllt märke: har fått stöd, {aided}"))
    for kind, fill, said in lines:
        sheet.area(_mark(kind, left + RADIUS, y + LINE / 2), fill, INK)
        sheet.text(left + 4 * RADIUS, y + LINE / 2, said, SMALLER)
        y += LINE
    y += LINE / 2
    for said in [*_not_shown(grid), *([] if known else [f"Stöd: {UNKNOWN}."])]:
        y = sheet.lines(left, y, SMALLER.wrapped(said, WIDTH - MARGIN - left), SMALLER)
    return y


def tell(chart: Chart, grid: Grid, year: int) -> str:
    """How many outlets there are of each kind, in all and in each municipality, and which are not on the map."""
    rows = dict(_by_kind(grid))
    municipalities = {row: str(name) for row, name in grid.column(MUNICIPALITY).items()}
    names = sorted(set(municipalities.values()))
    in_all = [f"I hela länet: {_counts(list(rows.values()))}."] if len(names) > 1 else []
    each = [f"{name}: {_counts([rows[row] for row in rows if municipalities[row] == name])}." for name in names]
    aid = [grid.figures[row, SUPPORTED] for row in rows]
    aided = [f"{counted(aid.count(YES), OUTLET).capitalize()} har fått stöd."] if aid.count(None) < len(aid) else []
    return " ".join([opening(chart, year), *in_all, *each, *aided, *_not_shown(grid)])


def _counts(kinds: list[str]) -> str:
    counts = Counter(kinds)
    each = [f"{kind} {counts[kind]}" for kind in KINDS if counts[kind]]
    return enumerated(each) if each else NO_OUTLET.lower()


def _by_kind(grid: Grid) -> list[tuple[str, str]]:
    """The outlets, each with its kind; the commonest first, so that the others are drawn over them."""
    kinds = {row: str(kind) for row, kind in grid.column(KIND).items() if kind != NO_OUTLET}
    return [(row, kind) for known in KINDS for row, kind in kinds.items() if kind == known]


def _at(grid: Grid, row: str) -> tuple[int, int] | None:
    """Where an outlet lies, in metres east and north; None where that is not known, or cannot be right."""
    told = str(grid.figures[row, PLACE] or "")
    if not told or OUTSIDE in told:
        return None
    east, north = told.split(", ")
    return int(east), int(north)


def _not_shown(grid: Grid) -> list[str]:
    """The sentences about the outlets that are not on the map."""
    told = [grid.figures[row, PLACE] for row, _ in _by_kind(grid)]
    missing, outside = told.count(None), sum(OUTSIDE in str(place) for place in told)
    sentences = []
    if missing:
        sentences.append(f"{counted(missing, OUTLET)} saknar koordinater och visas inte.")
    if outside:
        sentences.append(f"{counted(outside, OUTLET)} har koordinater utanför sin kommun och visas inte.")
    return sentences


def _fill(grid: Grid, row: str) -> str:
    return ACCENT if grid.figures[row, SUPPORTED] == YES else PAPER


def _mark(kind: str, x: float, y: float) -> Path:
    """The mark of a kind, its middle at a place on the sheet."""
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    form = {
        "Dagligvarubutik": Path.unit_circle(),
        "Drivmedelsstation": Path.unit_regular_polygon(3),
        "SOT-punkt": Path.unit_regular_star(5),
        "Servicepunkt": Path.unit_regular_polygon(4),
    }.get(kind, Path([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], closed=True))
    size = 0.8 * RADIUS if kind == KINDS[0] else 1.25 * RADIUS
    return Affine2D().scale(size, -size).translate(x, y).transform_path(form)
