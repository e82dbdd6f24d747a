"""Tables in JSON-stat 2.0, as PxWeb writes them: the cells of a cube in row-major order."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.importing.statistics import Cell, Statistics

PRELIMINARY = ("p", "prel")


def read(dataset: Mapping[str, Any]) -> Statistics:
    """The table of a dataset.

    Raises:
        ImportRefused: it is damaged.
    """
    try:
        names = list(dataset["id"])
        members = [_members(dataset["dimension"][name]["category"]) for name in names]
        values, statuses = _each(dataset["value"]), _each(dataset.get("status") or {})
        cells = [
            Cell(of_cell, _text(values.get(place), statuses.get(place)))
            for place, of_cell in enumerate(product(*members))
        ]
        labels = tuple(str(dataset["dimension"][name].get("label") or name) for name in names)
        return Statistics(str(dataset.get("label", "")), labels, cells)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ImportRefused(f"Filen ska vara json-stat2 men är skadad ({error}).") from None


def _members(category: Mapping[str, Any]) -> list[str]:
    labels = category.get("label") or {}
    index = category.get("index") or list(labels)
    codes = sorted(index, key=index.__getitem__) if isinstance(index, dict) else list(index)
    return [code if labels.get(code, code) == code else f"{code} {labels[code]}" for code in codes]


def _each(values: Any) -> dict[int, Any]:
    """Values by their place, whether they come as a list, by place, or one for all."""
    if isinstance(values, dict):
        return {int(place): value for place, value in values.items()}
    return dict(enumerate(values)) if isinstance(values, list) else {}


def _text(value: Any, status: Any) -> str:
    if value is None:
        return ""
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return f"{whole}{'p' if str(status or '').casefold().startswith(PRELIMINARY) else ''}"
