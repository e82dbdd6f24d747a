"""Editions for tests: the sample's year, put together once in a test run's process."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

from rsp_pipeline.followup import CHARTS, tillvaxtverket
from rsp_pipeline.followup.charts import save
from rsp_pipeline.followup.document import Table
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.origins import first_rows
from rsp_pipeline.followup.documents.put_together import editions
from rsp_pipeline.followup.headings import headings
from rsp_pipeline.followup.own_texts import parsed
from rsp_pipeline_tests.builders import PROGRAMME, SAMPLE, published_session

DAY = date(2026, 3, 24)
OWN_TEXT = "## Servicegivare\n\nVi vill **lyfta** följande:\n\n1. Första punkten\n2. Andra <b>punkten</b> & mer\n"

Report = tuple[tuple[str, Table], ...]


@cache
def both(year: int = 2025) -> tuple[Edition, Edition, Report]:
    """The sample's report and letter of a year, with a text of the steward's own, and the report to Tillväxtverket."""
    diagrams = Path(mkdtemp(prefix="diagram"))
    with published_session(SAMPLE, year - 1, year) as session:
        for chart in CHARTS:
            save(chart, chart.data(session, year), year, diagrams)
        texts = parsed(OWN_TEXT, f"{year}.md", headings(PROGRAMME))
        report, letter = editions(session, PROGRAMME, {year: texts}, lambda _: diagrams, partial(first_rows, session))[
            year
        ](DAY)
        return report, letter, tillvaxtverket.tables(session, PROGRAMME, year)


def sample(year: int = 2025) -> tuple[Edition, Report]:
    """The sample's report of a year, with a text of the steward's own, and the report to Tillväxtverket."""
    report, _, to_agency = both(year)
    return report, to_agency
