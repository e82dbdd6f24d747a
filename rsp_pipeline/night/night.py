"""The night: its steps in their order, and running them one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rsp_pipeline.night.derived import DERIVATIONS, OF_PROGRAMME
from rsp_pipeline.night.followup import FOLLOWUP
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.quarantine import QUARANTINE_WORKBOOK
from rsp_pipeline.night.registers import READINGS
from rsp_pipeline.night.rules import FINDINGS
from rsp_pipeline.night.step import Night, Step

CORE: tuple[Step[Any], ...] = (*OF_PROGRAMME.values(), *READINGS.values(), *DERIVATIONS.values())
COUNTING: tuple[Step[Any], ...] = (DEFINITIONS, FIGURES, FINDINGS)
READING_MATTER: tuple[Step[Any], ...] = (*FOLLOWUP, QUARANTINE_WORKBOOK)
STEPS: tuple[Step[Any], ...] = (*CORE, *COUNTING, *READING_MATTER, PUBLISHED)


def run(
    night: Night, steps: Iterable[Step[Any]] = STEPS, before_each: Callable[[Step[Any]], None] = lambda _: None
) -> None:
    """Run steps one after another; an error of one ends the night.

    The caller has the warehouse to himself: see `store.lock.sole_use`.
    """
    for step in steps:
        before_each(step)
        step.make(night)
