"""The step of the dashboard: one page for all years, with the figures that anyone may have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rsp_pipeline.approval.revisions import lay_out
from rsp_pipeline.followup.dashboard.content import content
from rsp_pipeline.followup.dashboard.page import page
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.lineage.evidence import published_evidence_sql
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.step import Night, Step, names_of, the_programme, the_years
from rsp_pipeline.open_data.grant_list import listed_cases
from rsp_pipeline.open_data.recipients import hidden_figures
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.store.atomic import replaced

READS = (*CORE_TABLES, INDICATOR, VALUE)


@dataclass(frozen=True)
class Dashboard:
    """The dashboard as it was written: where it lies, its size in bytes, and how many figures it hides."""

    path: Path
    size: int
    hidden: int


def write_dashboard(night: Night) -> Dashboard | None:
    """Write the page. Where something in the archive is not as it was approved, the page is left as it is: None.

    Which figures are hidden is told by the rows behind them, and those of an approved year are in the archive.
    """
    settings, archive = night.settings, night.archive
    if archive.damage():
        return None
    programme = settings.programme
    with night.tables.session(READS) as session:
        lay_out(session, archive, night.tables)
        session.execute("CREATE SCHEMA evidence")
        for indicator in PUBLISHED:
            view = indicator.evidence_table.full_name
            session.execute(f"CREATE VIEW {view} AS {published_evidence_sql(indicator)}")
        listed = listed_cases(session, GRANTS.table.full_name) if programme.lists_grants else ()
        hidden = hidden_figures(session, PUBLISHED, programme.fewest_recipients, listed)
        approvals = {version.year: version.approval for version in archive.current()}
        html = page(content(session, programme, approvals, hidden), programme)
    with replaced(settings.dashboard_file, 0o644) as beside:
        beside.write_text(html, encoding="utf-8")
    return Dashboard(settings.dashboard_file, settings.dashboard_file.stat().st_size, len(hidden))


DASHBOARD = Step(
    ("followup/instrumentpanel",),
    names_of(READS),
    write_dashboard,
    reads=(*READS, FRESH),
    rests_on=lambda night: {**the_programme(night), **the_years(night)},
)
