"""The steps that count: the indicators' definitions, and their figures for each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rsp_pipeline.approval.figures import store_figures
from rsp_pipeline.indicators import INDICATORS, Indicator, engine
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions
from rsp_pipeline.indicators.engine import COUNTED, VALUE, selects_of_groups, selects_of_rows
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.step import (
    Night,
    Step,
    by_tables_read,
    name_of,
    names_of,
    part_of,
    states,
    the_programme,
    the_years,
)
from rsp_pipeline.store.kept import RestsOn, fingerprint
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.sql import read_by
from rsp_pipeline.store.tables import Seeing

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

OF_GROUPS = read_by(selects_of_groups(INDICATORS), CORE_TABLES)
SOURCES = read_by([*selects_of_groups(INDICATORS), *selects_of_rows(INDICATORS)], CORE_TABLES)


@dataclass(frozen=True)
class Counted:
    """The figures that count of each of the night's years, and those for the whole county of every year there is."""

    of_years: dict[int, pa.Table]
    totals: pd.DataFrame


def define(night: Night) -> pa.Table:
    """Store what the indicators mean."""
    night.tables.write(INDICATOR, rows := definitions(INDICATORS, night.settings.programme))
    return rows


def count(night: Night) -> Counted:
    """Evaluate every indicator for the night's years and store the figures; those of an approved year stand.

    Rows are counted only where a table that they are in differs.
    """
    import pyarrow as pa

    pieces = by_tables_read(INDICATORS, lambda indicator: selects_of_rows([indicator]), CORE_TABLES)
    with night.tables.session_of_pieces() as seeing:
        counted = pa.concat_tables([_rows_of(tables, some, seeing, night) for tables, some in pieces.items()])
    with night.tables.session(OF_GROUPS) as session:
        figures = engine.figures(session, INDICATORS, night.years, counted)
    stored = store_figures(night.tables, night.archive, figures, night.years)
    with night.tables.session([VALUE]) as session:
        totals = session.sql(f"FROM {VALUE.full_name} WHERE breakdown = 'total' ORDER BY ALL").df()
    return Counted(stored, totals)


def _rows_of(tables: tuple[Table, ...], indicators: list[Indicator], seeing: Seeing, night: Night) -> pa.Table:
    """What the rows of some indicators come to, by the tables that they are in: a part named by the first of them."""

    def rests_on() -> RestsOn:
        return {**states(night, tables), "Åren som följs upp": fingerprint(night.years)}

    return part_of(
        COUNTED, indicators[0].id, rests_on, lambda: engine.count(seeing(tables), indicators, night.years), night
    )


DEFINITIONS = Step((name_of(INDICATOR),), (), define, rests_on=the_programme)
FIGURES = Step((name_of(VALUE),), names_of(SOURCES), count, yearly=True, reads=tuple(SOURCES), rests_on=the_years)
