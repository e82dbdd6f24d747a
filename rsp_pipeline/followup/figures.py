"""Looking figures up: what the sentences and charts of a year may say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension
from rsp_pipeline.indicators.indicator import Indicator


@dataclass(frozen=True)
class Figures:
    """Every figure of `indicator.value` by indicator, year, breakdown and members; None when it is unknown.

    `municipality_names` translates the codes of the dimension municipality.
    """

    values: Mapping[tuple[str, int, str, tuple[str, ...]], Decimal | None]
    municipality_names: Mapping[str, str]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]], municipality_names: Mapping[str, str]) -> Figures:
        """The figures in rows of `indicator.value`."""
        values = {
            (
                row["indicator_id"],
                row["year"],
                row["breakdown"],
                tuple(row[dimension.column] for dimension in DIMENSIONS if row[dimension.column] is not None),
            ): row["value"]
            for row in rows
        }
        return cls(values, municipality_names)

    def total(self, indicator: Indicator, year: int) -> Decimal | None:
        """The figure for the whole county."""
        return self.values.get((indicator.id, year, "total", ()))

    def by(self, indicator: Indicator, year: int, dimension: Dimension) -> dict[str, Decimal | None]:
        """The figures along one dimension, by member, in the dimension's settled order."""
        return {
            members[0]: value
            for (indicator_id, of_year, breakdown, members), value in self.values.items()
            if (indicator_id, of_year, breakdown) == (indicator.id, year, dimension.name)
        }

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have figures."""
        return tuple(sorted({year for _, year, _, _ in self.values}))
