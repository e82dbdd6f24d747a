"""With which code, and from which versions of what came before, a thing was made: so that Dagster tells what is stale.

The version of a thing is a checksum of its files, which the night knows. One that is made again and comes out the same
is of the same version, and nothing after it is stale.
"""

from pathlib import PurePosixPath
from typing import Any

import dagster as dg
from dagster._core.definitions.data_version import (
    CODE_VERSION_TAG,
    DATA_VERSION_IS_USER_PROVIDED_TAG,
    DATA_VERSION_TAG,
    NULL_EVENT_POINTER,
    get_input_data_version_tag,
    get_input_event_pointer_tag,
)

from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.night.night import STEPS
from rsp_pipeline.night.step import Night, Step
from rsp_pipeline.store.kept import fingerprint

MAKERS: dict[str, Step[Any]] = {name: step for step in STEPS for name in step.makes}
SHOWN_CHARACTERS = 16


def data_version(name: str, night: Night, year: int | None = None) -> str | None:
    """The version of a thing, or of a year of it; None where no record of it is kept."""
    if night.kept is None:
        return None
    step = MAKERS[name]
    files = {**night.kept.made(step.name), **night.kept.made(f"{name}/{year}")}
    of_table = {path: state for path, state in files.items() if _table_of(path) == name}
    of_year = {path: state for path, state in (of_table or files).items() if year is None or _is_of(path, year)}
    return fingerprint(sorted(of_year.items()))[:SHOWN_CHARACTERS] if of_year else None


def tags(name: str, night: Night, year: int | None = None, after: int | None = None) -> dict[str, str]:
    """What Dagster keeps for an asset that a run makes, and the night, which tells of many, has to say itself.

    `after` is the last event before this one. None are told of what has no version.
    """
    version = data_version(name, night, year)
    if version is None:
        return {}
    told = {
        CODE_VERSION_TAG: code_version(),
        DATA_VERSION_TAG: version,
        DATA_VERSION_IS_USER_PROVIDED_TAG: "true",
    }
    for need in MAKERS[name].needs:
        key = dg.AssetKey(need.split("/"))
        came_before = data_version(need, night, year if MAKERS[need].yearly else None)
        told[get_input_data_version_tag(key)] = came_before or ""
        told[get_input_event_pointer_tag(key)] = NULL_EVENT_POINTER if after is None else str(after)
    return told


def _table_of(path: str) -> str:
    """The table that a file in the folder of tables is, or is a part of."""
    folder, *parts = PurePosixPath(path).with_suffix("").parts
    return "/".join(parts[:2]) if folder == "tables" else ""


def _is_of(path: str, year: int) -> bool:
    return str(year) in PurePosixPath(path).with_suffix("").parts
