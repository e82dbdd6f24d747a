"""A step that failed, read out of the event that tells of it."""

from dataclasses import dataclass

import dagster as dg

from rsp_pipeline.night.hindrances import in_swedish

STEP = "Steg"
"""What the nightly job's failure names the night's step by, in its metadata."""


@dataclass(frozen=True)
class Failed:
    """A step that failed, and why, in Swedish as far as it can be told so."""

    step: str
    why: str


def failed_of(event: dg.DagsterEvent) -> Failed:
    """What a person reads about a failed step: what it says itself, else the error."""
    failure = event.step_failure_data
    said = failure.user_failure_data
    if said and said.description:
        step = said.metadata.get(STEP)
        return Failed(str(step.value) if step else _step_name(event), str(said.description))
    return Failed(_step_name(event), in_swedish(failure.error.message if failure.error else "okänt fel"))


def _step_name(event: dg.DagsterEvent) -> str:
    return str(event.step_key).replace("__", "/")
