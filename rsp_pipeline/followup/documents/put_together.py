"""A year's edition put together from the figures: the memo with its charts, the steward's texts and the origins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts import CHARTS
from rsp_pipeline.followup.documents.charts import figure_of, picture_of
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.origins import origins
from rsp_pipeline.followup.memo import compose, gather
from rsp_pipeline.followup.own_texts import OwnTexts
from rsp_pipeline.programme import Programme

if TYPE_CHECKING:
    import duckdb


def editions(
    session: duckdb.DuckDBPyConnection, programme: Programme, year: int, diagrams: Path, texts: OwnTexts
) -> Callable[[date], Edition]:
    """The edition of a year as of any day, from a session that sees the figures, `meta.record` and the report views.

    Raises:
        ChartMissing: a chart has not been drawn in the folder `diagrams`.
    """
    material = gather(session, programme, year, date.max)
    figures = [figure_of(chart, chart.data(session, year), year) for chart in CHARTS]
    pictures = {chart.name: picture_of(chart, diagrams) for chart in CHARTS}
    names = {municipality.code: municipality.name for municipality in programme.municipalities}
    traced = origins(session, compose(material, figures, texts).sources, names)

    def as_of(day: date) -> Edition:
        memo = compose(replace(material, as_of=day), figures, texts)
        return Edition(year, day, programme.region, memo, pictures, traced)

    return as_of
