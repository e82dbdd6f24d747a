"""The steps that count: the indicators' definitions, and their figures for each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rsp_pipeline.approval.figures import store_figures
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions
from rsp_pipeline.indicators.engine import VALUE, evaluate, selects
from rsp_pipeline.night.derived import CORE_TABLES
from rsp_pipeline.night.step import Night, Step, name_of, names_of, the_programme, the_years
from rsp_pipeline.store.sql import read_by

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SOURCES = read_by(selects(INDICATORS), CORE_TABLES)


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
    """Evaluate every indicator for the night's years and store the figures; those of an approved year stand."""
    with night.tables.session(SOURCES) as session:
        figures = evaluate(session, INDICATORS, night.years)
    stored = store_figures(night.tables, night.archive, figures, night.years)
    with night.tables.session([VALUE]) as session:
        totals = session.sql(f"FROM {VALUE.full_name} WHERE breakdown = 'total' ORDER BY ALL").df()
    return Counted(stored, totals)


DEFINITIONS = Step((name_of(INDICATOR),), (), define, rests_on=the_programme)
FIGURES = Step((name_of(VALUE),), names_of(SOURCES), count, yearly=True, reads=tuple(SOURCES), rests_on=the_years)
