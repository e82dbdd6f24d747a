"""Figures as Kolada's interface gives them, version 2 or 3: of its key figures only the population is imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.importing.statistics import Cell, Statistics

POPULATION = "N01951"
TOTAL = "T"  # of the genders


def is_such(content: Mapping[str, Any]) -> bool:
    """Whether an object is an answer of Kolada's with figures."""
    rows = content.get("values")
    return isinstance(rows, list) and all(isinstance(row, dict) and "kpi" in row for row in rows)


def read(content: Mapping[str, Any]) -> Statistics:
    """The population.

    Raises:
        ImportRefused: it is another key figure, a part of an answer, or damaged.
    """
    others = sorted({str(row["kpi"]) for row in content["values"]} - {POPULATION})
    if others:
        raise ImportRefused(f"Filen har Koladas nyckeltal {', '.join(others)}; folkmängden är {POPULATION}.")
    if next_page := content.get("next_page") or content.get("next_url"):
        raise ImportRefused(f"Filen är en del av ett svar. Resten finns på {next_page}; hämta färre kommuner eller år.")
    try:
        cells = [
            Cell((str(row["municipality"]), str(row["period"])), _text(each["value"]))
            for row in content["values"]
            for each in row["values"]
            if each["gender"] == TOTAL and not each.get("isdeleted")
        ]
    except (KeyError, TypeError) as error:
        raise ImportRefused(f"Filen ska vara ett svar från Kolada men är skadad ({error}).") from None
    return Statistics("Folkmängd", ("region", "år"), cells)


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}" if value == round(value) else str(value)
