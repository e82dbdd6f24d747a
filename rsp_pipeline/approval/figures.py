"""Storing the figures of a year: those that count, and beside them what the registers give today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.indicators.approved import FRESH, official
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa


def store_figures(tables: Tables, archive: Archive, figures: pa.Table, years: Iterable[int]) -> dict[int, pa.Table]:
    """Put the figures of some years in the workshop, and return those that count for each.

    The figures of an approved year stand. When something in the archive is not as it was approved, the workshop's own
    figures of approved years are left as they are: the gate tells what is damaged.
    """
    import pyarrow.compute as pc

    approved = {version.year: version for version in archive.current()}
    is_damaged = bool(archive.damage())
    stored = {}
    for year in years:
        of_year = figures.filter(pc.equal(figures["year"], year))
        tables.write(FRESH, of_year, part=str(year))
        if year in approved and is_damaged and tables.has(VALUE, str(year)):
            stored[year] = tables.read(VALUE, str(year))
            continue
        if year in approved and not is_damaged:
            of_year = official(of_year, approved[year].table(VALUE))
        tables.write(VALUE, of_year, part=str(year))
        stored[year] = of_year
    return stored
