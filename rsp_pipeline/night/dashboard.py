"""The step of the dashboard: one page for all years, with the figures that anyone may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.approval.revisions import lay_out
from rsp_pipeline.followup.dashboard.content import content
from rsp_pipeline.followup.dashboard.page import page
from rsp_pipeline.indicators import PUBLISHED, Indicator
from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.lineage.evidence import published_evidence_sql
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.step import (
    Night,
    Step,
    by_tables_read,
    names_of,
    part_of,
    states,
    the_approved,
    the_programme,
    the_years,
)
from rsp_pipeline.open_data.grant_list import listed_cases, listed_sql
from rsp_pipeline.open_data.recipients import (
    RECIPIENTS,
    RESTING,
    are_about_recipients,
    count_recipients,
    counted_in,
    hidden_figures,
    list_recipients,
)
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.kept import RestsOn, fingerprint
from rsp_pipeline.store.schema import Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

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
        hidden = hidden_figures(counted_in(_resting(session, night)), programme.fewest_recipients)
        approvals = {version.year: version.approval for version in archive.current()}
        html = page(content(session, programme, approvals, hidden), programme)
    with replaced(settings.dashboard_file, 0o644) as beside:
        beside.write_text(html, encoding="utf-8")
    return Dashboard(settings.dashboard_file, settings.dashboard_file.stat().st_size, len(hidden))


def _resting(session: duckdb.DuckDBPyConnection, night: Night) -> pa.Table:
    """On how many recipients each figure rests: counted where a table that its rows are in differs, or a year came."""
    import pyarrow as pa

    lists_grants = night.settings.programme.lists_grants
    session.execute("CREATE SCHEMA evidence")
    for indicator in PUBLISHED:
        session.execute(f"CREATE VIEW {indicator.evidence_table.full_name} AS {published_evidence_sql(indicator)}")

    years = session.execute(f"SELECT DISTINCT year FROM {VALUE.full_name} ORDER BY year").fetchall()

    @cache
    def list_them() -> None:
        list_recipients(session, listed_cases(session, GRANTS.table.full_name) if lists_grants else ())

    def counted(tables: tuple[Table, ...], indicators: list[Indicator]) -> pa.Table:
        def rests_on() -> RestsOn:
            given = {"Åren som har siffror": fingerprint(years), "Stödlistan": str(lists_grants)}
            return {**states(night, tables), **the_approved(night), **given}

        def rows() -> pa.Table:
            list_them()
            return count_recipients(session, indicators)

        return part_of(RESTING, indicators[0].id, rests_on, rows, night)

    pieces = by_tables_read(are_about_recipients(PUBLISHED), _selects, CORE_TABLES)
    return pa.concat_tables(counted(tables, some) for tables, some in pieces.items())


def _selects(indicator: Indicator) -> tuple[str, ...]:
    return indicator.evidence, RECIPIENTS, listed_sql(GRANTS.table.full_name)


DASHBOARD = Step(
    ("followup/instrumentpanel",),
    names_of(READS),
    write_dashboard,
    reads=(*READS, FRESH),
    rests_on=lambda night: {**the_programme(night), **the_years(night)},
)
