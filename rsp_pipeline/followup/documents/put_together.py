"""The years' editions put together: both documents, the charts, the steward's texts and the figures' origins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.followup import full_report, letter
from rsp_pipeline.followup.charts import CHARTS
from rsp_pipeline.followup.document import Document, Figure, Kind, Source
from rsp_pipeline.followup.documents.charts import figure_of, picture_of
from rsp_pipeline.followup.documents.edition import Edition, Picture
from rsp_pipeline.followup.documents.links import links
from rsp_pipeline.followup.documents.origins import Origin, origins
from rsp_pipeline.followup.full_report import Material, gather
from rsp_pipeline.followup.own_texts import YearTexts
from rsp_pipeline.programme import Programme

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


EditionsOf = Callable[[date], tuple[Edition, Edition]]
"""The report and the letter of a year, as of a day."""


@dataclass(frozen=True)
class Draft:
    """A year's editions but for the day that they are written on, and for where their figures come from.

    `begun` are the years of the programme that have begun.
    """

    material: Material
    begun: Collection[int]
    figures: Sequence[Figure]
    pictures: Mapping[str, Picture]
    texts: YearTexts

    def documents(self, day: date) -> tuple[Document, Document]:
        """The report and the letter as of a day; the figures in them are the same whichever the day."""
        material, of = replace(self.material, as_of=day), self.texts.of
        report = full_report.compose(material, self.figures, of[Kind.REPORT])
        return report, letter.compose(material, self.texts.head, of[Kind.LETTER])

    def editions(self, origin_of: Mapping[Source, Origin], day: date) -> tuple[Edition, Edition]:
        """The editions as of a day."""
        report, signed = self.documents(day)
        traced = tuple(origin_of[source] for source in report.sources)
        year, programme = self.material.year, self.material.programme
        beside = links(programme, year, self.begun)
        template = programme.template.read_bytes() if programme.template else b""
        return (
            Edition(year, day, programme.region, report, self.pictures, traced, beside, template),
            Edition(year, day, programme.region, signed, {}, traced, template=template),
        )


def editions(
    session: duckdb.DuckDBPyConnection,
    programme: Programme,
    texts: Mapping[int, YearTexts],
    diagrams: Callable[[int], Path],
    first_rows_of: Callable[[Sequence[Source]], pa.Table],
) -> dict[int, EditionsOf]:
    """The editions of each year that `texts` has, as of any day.

    The session sees the figures and the report views; `diagrams` is the folder of a year's charts, and `first_rows_of`
    gives the `FIRST_ROWS` behind figures.

    Raises:
        ChartMissing: a chart has not been drawn in the folder.
    """
    begun = {year for (year,) in session.sql("SELECT year FROM core.programme_years WHERE has_begun").fetchall()}
    shown = [(chart, chart.data_by_year(session, list(texts))) for chart in CHARTS]
    drafts = {
        year: Draft(
            gather(session, programme, year, date.max),
            begun,
            [figure_of(chart, data[year], year) for chart, data in shown if data[year].is_known],
            {chart.name: picture_of(chart, diagrams(year)) for chart in CHARTS},
            own,
        )
        for year, own in texts.items()
    }
    sources = [source for draft in drafts.values() for source in draft.documents(date.max)[0].sources]
    names = {municipality.code: municipality.name for municipality in programme.municipalities}
    origin_of = origins(sources, first_rows_of(sources), names)
    return {year: partial(draft.editions, origin_of) for year, draft in drafts.items()}
