"""The fact sheets of some years, put together from the workshop's figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rsp_pipeline.derived.data_dates import DATA_DATES
from rsp_pipeline.derived.programme import PROGRAMME_YEARS
from rsp_pipeline.followup.documents.links import fact_sheet_name, has_fact_sheets
from rsp_pipeline.followup.fact_sheets.compose import TOLD, FactSheet, Years, compose
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.programme import Programme

if TYPE_CHECKING:
    import duckdb

READS = (VALUE, DATA_DATES.table, PROGRAMME_YEARS)


def fact_sheets(
    session: duckdb.DuckDBPyConnection, programme: Programme, years: Iterable[int]
) -> dict[int, dict[str, FactSheet]]:
    """The fact sheets of each of some years, by the names of their files; `session` sees `READS`."""
    told = tuple(indicator.id for indicator in TOLD)
    figures = Figures.of(
        session.sql(f"FROM {VALUE.full_name} WHERE indicator_id IN {told}").to_arrow_table().to_pylist()
    )
    begun = session.sql(
        f"""
        SELECT year, has_ended, reaches_to
        FROM {PROGRAMME_YEARS.full_name}
        JOIN {DATA_DATES.table.full_name} USING (year)
        ORDER BY year
        """
    ).fetchall()
    shown = tuple(year for year, _, _ in begun)
    of_years = {
        year: Years(shown[: place + 1], has_ended, reaches_to, figures)
        for place, (year, has_ended, reaches_to) in enumerate(begun)
    }
    municipalities = programme.municipalities if has_fact_sheets(programme) else ()
    return {
        year: {fact_sheet_name(each): compose(programme, each, of_years[year]) for each in municipalities}
        for year in years
        if year in of_years
    }
