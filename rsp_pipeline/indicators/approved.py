"""Figures that a board has approved, and what becomes of them when the figures are computed anew.

An approved figure stands as it was: what the registers say today is kept beside it, as `FRESH`. An indicator that was
not there when its year was approved has no approved figures, and is shown as computed. Where the approved figures are
kept belongs in `approval`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import APPROVED, FINAL, VALUE
from rsp_pipeline.store.schema import Field, Table

if TYPE_CHECKING:
    import pyarrow as pa

FRESH = replace(VALUE, name="fresh_value", comment="Nyckeltal som registren ger dem i dag, också för fastställda år")
APPROVED_FIGURES = Table(
    "indicator",
    "approved",
    "Nyckeltal och år vars siffror är fastställda",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning"),
        Field("year", "INTEGER", "Kalenderår"),
        Field("version", "INTEGER", "Versionen av året som gäller", "version", required=True),
    ),
    ("indicator_id", "year"),
)
GROUP = tuple(dimension.field for dimension in DIMENSIONS)


def as_approved(figures: pa.Table) -> pa.Table:
    """The figures as approved: what was final is approved; what is unknown or rests on few cases stays so."""
    import pyarrow.compute as pc

    place = figures.schema.get_field_index("status")
    status = pc.if_else(pc.equal(figures["status"], FINAL), APPROVED, figures["status"])
    return figures.set_column(place, "status", status)


def official(fresh: pa.Table, approved: pa.Table) -> pa.Table:
    """The figures that count: the approved ones, and the fresh ones of indicators that were not approved with them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    others = pc.invert(pc.is_in(fresh["indicator_id"], approved["indicator_id"].unique()))
    return pa.concat_tables([approved, fresh.filter(others)])
