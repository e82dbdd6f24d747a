"""The steps that derive: the programme's own tables, and what follows from the registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from rsp_pipeline.derived import (
    DERIVED,
    MUNICIPALITIES,
    PRIORITY_AREAS,
    PROGRAMME_YEARS,
    Derived,
    municipalities,
    priority_areas,
    programme_years,
)
from rsp_pipeline.night.step import Night, Step, name_of, names_of, the_programme
from rsp_pipeline.reading.tables import SOURCE_FILE
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.kept import Days
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.sql import read_by

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

CORE_TABLES: tuple[Table, ...] = (
    *(register.table for register in REGISTERS),
    MUNICIPALITIES,
    PRIORITY_AREAS,
    PROGRAMME_YEARS,
    *(derived.table for derived in DERIVED),
)


def lay_out(table: Table, rows_of: Callable[[Settings], pd.DataFrame], night: Night) -> pd.DataFrame:
    """Store a table that the settings alone give."""
    rows = rows_of(night.settings)
    night.tables.write(table, rows)
    return rows


def derive(derived: Derived, night: Night) -> pa.Table:
    """Store what a SELECT over the tables before it gives."""
    with night.tables.session(read_by([derived.select], (*CORE_TABLES, SOURCE_FILE))) as session:
        rows = session.sql(derived.select).to_arrow_table()
    night.tables.write(derived.table, rows)
    return rows


def _this_year(night: Night) -> Days:
    """Which years have begun, and which have ended, is the same all year."""
    year = night.settings.today.year
    return Days(date(year, 1, 1), date(year, 12, 31))


def _of_programme(table: Table, rows_of: Callable[[Settings], pd.DataFrame], **more: Any) -> Step[pd.DataFrame]:
    return Step((name_of(table),), (), partial(lay_out, table, rows_of), rests_on=the_programme, **more)


def _derived(derived: Derived) -> Step[pa.Table]:
    needs = names_of(read_by([derived.select], CORE_TABLES))
    reads = read_by([derived.select], (*CORE_TABLES, SOURCE_FILE))
    return Step((name_of(derived.table),), needs, partial(derive, derived), reads=tuple(reads))


OF_PROGRAMME: dict[Table, Step[pd.DataFrame]] = {
    MUNICIPALITIES: _of_programme(MUNICIPALITIES, lambda settings: municipalities(settings.programme)),
    PRIORITY_AREAS: _of_programme(PRIORITY_AREAS, lambda settings: priority_areas(settings.programme)),
    PROGRAMME_YEARS: _of_programme(PROGRAMME_YEARS, lambda s: programme_years(s.programme, s.today), days=_this_year),
}
DERIVATIONS: dict[Table, Step[pa.Table]] = {derived.table: _derived(derived) for derived in DERIVED}
