"""The night: its steps in their order, and running those whose work does not stand from an earlier night."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from rsp_pipeline.night import leftovers
from rsp_pipeline.night.dashboard import DASHBOARD
from rsp_pipeline.night.derived import DERIVATIONS, OF_PROGRAMME
from rsp_pipeline.night.followup import FOLLOWUP
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.noted import going
from rsp_pipeline.night.overview import OVERVIEW
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.quarantine import QUARANTINE_WORKBOOK
from rsp_pipeline.night.registers import READINGS
from rsp_pipeline.night.rules import FINDINGS
from rsp_pipeline.night.state_aid import STATE_AID_WORKBOOKS
from rsp_pipeline.night.step import Night, Step, make, why
from rsp_pipeline.night.todo import TODO_LIST

CORE: tuple[Step[Any], ...] = (*OF_PROGRAMME.values(), *READINGS.values(), *DERIVATIONS.values())
COUNTING: tuple[Step[Any], ...] = (DEFINITIONS, FIGURES, FINDINGS)
READING_MATTER: tuple[Step[Any], ...] = (*FOLLOWUP, DASHBOARD, QUARANTINE_WORKBOOK, STATE_AID_WORKBOOKS)
STEPS: tuple[Step[Any], ...] = (*CORE, *COUNTING, *READING_MATTER, TODO_LIST, PUBLISHED, OVERVIEW)


def run(
    night: Night, steps: Iterable[Step[Any]] = STEPS, before_each: Callable[[Step[Any]], None] = lambda _: None
) -> None:
    """Run the steps that have to be made, one after another; an error of one ends the night.

    The caller has the warehouse to himself: see `store.lock.sole_use`.
    """
    for made in making(night, steps, before_each):
        del made  # a million rows, which would lie there while the next step is made


def making(
    night: Night, steps: Iterable[Step[Any]] = STEPS, before_each: Callable[[Step[Any]], None] = lambda _: None
) -> Iterator[tuple[Step[Any], Any]]:
    """Run the steps as `run` does, giving each that was made, and what it made, as soon as it is."""
    if night.kept is None:
        leftovers.remove(night)
        for step in steps:
            before_each(step)
            yield step, make(step, night)
        return
    with going(night) as note_step:
        try:
            tonight = replace(night, because=night.because or reasons(night))
            leftovers.remove(night)
            for step in steps:
                if why(step, tonight):
                    note_step(step.name)
                    before_each(step)
                    yield step, make(step, tonight)
        finally:
            night.kept.save()


def reasons(night: Night) -> tuple[str, ...]:
    """Why there is something to do tonight, in Swedish sentences: none when everything stands as it was made.

    The caller has the warehouse to himself.
    """
    of_steps = (reason for step in STEPS for reason in why(step, night))
    return tuple(dict.fromkeys([*leftovers.why(night), *of_steps]))
