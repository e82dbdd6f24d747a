"""Editions for tests: the sample's year, put together and written once in a test run's process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
from rsp_pipeline.followup.documents.word import write_word
from rsp_pipeline.followup.documents.workbook import Sheet, write_sheets, write_tables
from rsp_pipeline.followup.headings import headings
from rsp_pipeline.followup.own_texts import parsed
from rsp_pipeline_tests.builders import MADE, PROGRAMME, SAMPLE
from rsp_pipeline_tests.office.templates import write_template
from rsp_pipeline_tests.sessions import published_session

DAY = date(2026, 3, 24)
OWN_TEXT = "## Servicegivare\n\nVi vill **lyfta** följande:\n\n1. Första punkten\n2. Andra <b>punkten</b> & mer\n"

Report = tuple[tuple[str, Table], ...]


@cache
def both() -> tuple[Edition, Edition, Report]:
    """The sample's report and letter of 2025, with a text of the steward's own, and the report to Tillväxtverket."""
    diagrams = Path(mkdtemp(dir=MADE.name))
    with published_session(SAMPLE, 2024, 2025) as session:
        for chart in CHARTS:
            save(chart, chart.data(session, 2025), 2025, diagrams)
        texts = {2025: parsed(OWN_TEXT, "2025.md", headings(PROGRAMME))}
        made = editions(session, PROGRAMME, texts, lambda _: diagrams, partial(first_rows, session))
        return *made[2025](DAY), tillvaxtverket.tables(session, PROGRAMME, 2025)


def sample() -> Edition:
    """The sample's report of 2025, with a text of the steward's own."""
    return both()[0]


def _from_a_template(path: Path) -> None:
    template = write_template(path.with_name("mall.dotx")).read_bytes()
    write_word(replace(sample(), template=template), path)


def _to_the_agency(path: Path) -> None:
    report, _, to_agency = both()
    write_sheets([Sheet(*each) for each in to_agency], "Rapport", report.publisher, DAY, path)


WRITERS: dict[str, Callable[[Path], None]] = {
    "uppfoljning-2025.docx": lambda path: write_word(sample(), path),
    "med_mall.docx": _from_a_template,
    "uppfoljning-2025.xlsx": lambda path: write_tables(sample(), path),
    "tillvaxtverket.xlsx": _to_the_agency,
}


@cache
def written(name: str) -> Path:
    """One of the sample's files, which no test changes."""
    path = Path(mkdtemp(dir=MADE.name), name)
    WRITERS[name](path)
    return path
