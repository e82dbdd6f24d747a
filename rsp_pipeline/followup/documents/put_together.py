"""The years' editions put together from the figures: the memo with its charts, the steward's texts and the origins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.followup.charts import CHARTS
from rsp_pipeline.followup.document import Document, Figure, Source
from rsp_pipeline.followup.documents.charts import figure_of, picture_of
from rsp_pipeline.followup.documents.edition import Edition, Picture
from rsp_pipeline.followup.documents.origins import Origin, origins
from rsp_pipeline.followup.memo import Material, compose, gather
from rsp_pipeline.followup.own_texts import OwnTexts
from rsp_pipeline.programme import Programme

if TYPE_CHECKING:
    import duckdb


EditionOf = Callable[[date], Edition]


@dataclass(frozen=True)
class Draft:
    """A year's edition but for the day that it is written on, and for where its figures come from."""

    material: Material
    figures: Sequence[Figure]
    pictures: Mapping[str, Picture]
    texts: OwnTexts

    def memo(self, day: date) -> Document:
        """The memo as of a day; the figures in it are the same whichever the day."""
        return compose(replace(self.material, as_of=day), self.figures, self.texts)

    def edition(self, origin_of: Mapping[Source, Origin], day: date) -> Edition:
        """The edition as of a day."""
        memo = self.memo(day)
        traced = tuple(origin_of[source] for source in memo.sources)
        return Edition(self.material.year, day, self.material.programme.region, memo, self.pictures, traced)


def editions(
    session: duckdb.DuckDBPyConnection,
    programme: Programme,
    texts: Mapping[int, OwnTexts],
    diagrams: Callable[[int], Path],
) -> dict[int, EditionOf]:
    """The edition of each year that `texts` has, as of any day.

    The session sees the figures, `meta.record` and the report views; `diagrams` is the folder of a year's charts.

    Raises:
        ChartMissing: a chart has not been drawn in the folder.
    """
    drafts = {year: _draft(session, programme, year, own, diagrams(year)) for year, own in texts.items()}
    sources = [source for draft in drafts.values() for source in draft.memo(date.max).sources]
    names = {municipality.code: municipality.name for municipality in programme.municipalities}
    origin_of = origins(session, sources, names)
    return {year: partial(draft.edition, origin_of) for year, draft in drafts.items()}


def _draft(
    session: duckdb.DuckDBPyConnection, programme: Programme, year: int, texts: OwnTexts, diagrams: Path
) -> Draft:
    return Draft(
        gather(session, programme, year, date.max),
        [figure_of(chart, chart.data(session, year), year) for chart in CHARTS],
        {chart.name: picture_of(chart, diagrams) for chart in CHARTS},
        texts,
    )
