"""What the dashboard is told: the figures without the hidden ones, and the words and areas that go with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived.programme import PROGRAMME_YEARS
from rsp_pipeline.followup.charts.boundaries import boundaries
from rsp_pipeline.followup.standing import Approval, standing
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.dimension import DIMENSIONS, MUNICIPALITY, REGISTER, Dimension
from rsp_pipeline.indicators.engine import APPROVED, FINAL, KEYS, PRELIMINARY, TOO_FEW, VALUE
from rsp_pipeline.indicators.indicator import Indicator, breakdown_name
from rsp_pipeline.programme import Programme
from rsp_pipeline.registers import TITLES
from rsp_pipeline.swedish import UNKNOWN

if TYPE_CHECKING:
    import duckdb
    from matplotlib.path import Path

Key = tuple[str | int | None, ...]
"""What tells one figure of `indicator.value` from another: indicator, year, breakdown, and a member per dimension."""

Figures = dict[tuple[Any, Any], list[tuple[Key, tuple[Any, ...]]]]
"""The figures of each indicator and breakdown: the key, and the value, number of rows and status."""

HIDDEN = "dolt"
INDICATOR_ID, YEAR, BREAKDOWN = range(3)  # their places in a key
CLOSE_ENOUGH = -2  # hundreds of metres


def content(
    session: duckdb.DuckDBPyConnection,
    programme: Programme,
    approvals: Mapping[int, Approval],
    hidden: Collection[Key],
) -> dict[str, Any]:
    """All that the page shows, as JSON has it; `hidden` are the keys of the figures that are not told.

    `session` sees `indicator.value`, `indicator.indicator` and the years of the programme.
    """
    figures = _figures(session, frozenset(hidden))
    told = {row["indicator_id"]: row for row in session.sql(f"FROM {INDICATOR.full_name}").to_arrow_table().to_pylist()}
    return {
        "years": _years(
            session, programme.board, approvals, {key[YEAR] for some in figures.values() for key, _ in some}
        ),
        "statuses": _statuses(programme.fewest_recipients),
        "dimensions": [{"column": each.column, "title": _title(each)} for each in DIMENSIONS],
        "names": {
            MUNICIPALITY.column: {each.code: each.name for each in programme.municipalities},
            REGISTER.column: TITLES,
        },
        "indicators": [_indicator(each, told[each.id], figures) for each in PUBLISHED],
        "areas": _areas(programme),
    }


def _figures(session: duckdb.DuckDBPyConnection, hidden: frozenset[Key]) -> Figures:
    """Every figure by its indicator and breakdown; of a hidden one only that it is."""
    rows = session.sql(f"SELECT {KEYS}, value, n_records, status FROM {VALUE.full_name} ORDER BY ALL").fetchall()
    figures: Figures = defaultdict(list)
    for row in rows:
        key, figure = tuple(row[:-3]), (_as_json(row[-3]), *row[-2:])
        figures[key[INDICATOR_ID], key[BREAKDOWN]].append((key, (None, None, HIDDEN) if key in hidden else figure))
    return figures


def _indicator(indicator: Indicator, told: Mapping[str, Any], figures: Figures) -> dict[str, Any]:
    return {
        "id": indicator.id,
        **{name: told[name] for name in ("title", "unit", "decimals", "area", "description", "processing")},
        "registers": [TITLES[name] for name in indicator.registers],
        "good": told["good_direction"],
        "since": told["comparable_since"],
        "comparability": told["comparability"],
        "breakdowns": [
            {"by": [dimension.column for dimension in some], "figures": _of_breakdown(indicator, some, figures)}
            for some in indicator.breakdowns
        ],
    }


def _of_breakdown(indicator: Indicator, some: tuple[Dimension, ...], figures: Figures) -> list[list[Any]]:
    """Every figure of a breakdown: year, a member per dimension, value, number of rows, status."""
    places = [KEYS.split(", ").index(dimension.column) for dimension in some]
    return [
        [key[YEAR], *(key[place] for place in places), *figure]
        for key, figure in figures[indicator.id, breakdown_name(some)]
    ]


def _as_json(value: Decimal | None) -> int | float | None:
    """A value as JSON has numbers: fifteen digits are kept, which is a hundred thousand million and four decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _years(
    session: duckdb.DuckDBPyConnection, board: str, approvals: Mapping[int, Approval], counted: Collection[Any]
) -> list[dict[str, Any]]:
    """Each year that has figures, and how final these are."""
    rows = session.sql(f"SELECT year, has_ended FROM {PROGRAMME_YEARS.full_name} ORDER BY year").fetchall()
    return [
        {"year": year, "hasEnded": has_ended, **_state(year, approvals.get(year), has_ended, board)}
        for year, has_ended in rows
        if year in counted
    ]


def _state(year: int, approval: Approval | None, has_ended: bool, board: str) -> dict[str, str]:
    """How final a year's figures are: in a word, where there is something to say, and in a sentence."""
    word = "fastställt" if approval else "" if has_ended else "pågår"
    stands = standing(approval, has_ended, board)
    return {"state": word, "told": f"Uppföljningen {year}: {stands[0].lower()}{stands[1:]}."}


def _statuses(fewest: int) -> dict[str, str]:
    """What each status means."""
    return {
        FINAL: "året är slut och registren är levererade",
        APPROVED: "nämnden har beslutat, och siffran står fast",
        PRELIMINARY: "året pågår",
        UNKNOWN: "ett register är inte levererat för året, eller en del av talet är okänd; det är inte noll",
        TOO_FEW: "ett mått som vilar på färre än fem rader, eller inget att dela med",
        HIDDEN: f"siffran vilar på färre än {fewest} mottagare av stöd, eller skulle röja en siffra som gör det",
    }


def _title(dimension: Dimension) -> str:
    """What a dimension is called above its members: a municipality is shown by its name."""
    return "Kommun" if dimension is MUNICIPALITY else dimension.title


def _areas(programme: Programme) -> list[dict[str, Any]]:
    """The municipalities' areas as GeoJSON on a plane; none where there is only one to show."""
    codes = {each.name: each.code for each in programme.municipalities}
    if len(codes) < 2:
        return []
    areas = boundaries(frozenset(codes))
    return [
        {
            "type": "Feature",
            "properties": {"code": codes[name], "name": name},
            "geometry": {"type": "MultiPolygon", "coordinates": [_rings(areas[name])]},
        }
        for name in codes
        if name in areas
    ]


def _rings(area: Path) -> list[list[list[float]]]:
    """Every ring of an area; neighbours keep the border that they share, for it is rounded alike."""
    import numpy as np

    rings: list[list[list[float]]] = [np.asarray(ring).round(CLOSE_ENOUGH).tolist() for ring in area.to_polygons()]
    return rings
