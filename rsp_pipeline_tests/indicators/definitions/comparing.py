"""The figures of the engine beside those of the definitions."""

from collections.abc import Iterable, Mapping
from typing import Any

from rsp_pipeline_tests.indicators.definitions.figures import Definition, Figure, Place, dimensions, figures
from rsp_pipeline_tests.indicators.definitions.registers import Registers

COLUMN = {"municipality": "municipality_code"}
FIGURE = ("value", "numerator", "denominator", "n_records", "status")


def figures_told(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[Place, Figure]]:
    """Rows of `indicator.value` by indicator and place."""
    told: dict[str, dict[Place, Figure]] = {}
    for row in rows:
        members = tuple(row[COLUMN.get(dimension, dimension)] for dimension in dimensions(row["breakdown"]))
        place = (row["year"], row["breakdown"], members)
        told.setdefault(row["indicator_id"], {})[place] = Figure(**{name: row[name] for name in FIGURE})
    return told


def differences(
    definition: Definition, registers: Registers, told: Mapping[Place, Figure], years: Iterable[int]
) -> list[str]:
    """Where the figures told are not exactly what the definition gives, a line each."""
    expected = dict(figures(definition, registers, years))
    return [
        f"{definition.id} {place}: defined as {expected.get(place)}, told as {told.get(place)}"
        for place in sorted(expected.keys() | told.keys())
        if expected.get(place) != told.get(place)
    ]
