"""A sensor that refreshes when files have arrived, without waiting for the night; off until someone turns it on."""

import json
from pathlib import Path

import dagster as dg

from rsp_pipeline.orchestration.common import SettingsResource
from rsp_pipeline.orchestration.nightly import nightly_job
from rsp_pipeline.reading.delivered import is_left_behind
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.store.kept import fingerprint

TICK_SECONDS = 60
FIRST = "Sensorn är nyss påslagen. Från och med nu väntar den på filer."
NOTHING_NEW = "Inga filer har kommit eller ändrats."
ARRIVING = "Något har kommit eller ändrats. Sensorn väntar tills det har stått stilla från en titt till nästa."


@dg.sensor(
    name="nya_filer",
    job=nightly_job,
    minimum_interval_seconds=TICK_SECONDS,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description=(
        "Kör nattkörningen så snart filer har kommit till data/raw och alla står stilla: samma storlek och tid vid två "
        "titter i rad, med en minut emellan. Avstängd från början."
    ),
)
def arriving_files(context: dg.SensorEvaluationContext, settings: SettingsResource) -> dg.SensorResult:
    """One run for what has changed, when it has stood still from one tick to the next.

    The cursor has the state of the folder at the last tick, and the one that a run was last asked for.
    """
    state = state_of(latest(settings).raw_dir)
    seen, asked_for = json.loads(context.cursor) if context.cursor else ("", state)
    if state == asked_for:
        told = NOTHING_NEW if context.cursor else FIRST
        return dg.SensorResult(skip_reason=told, cursor=json.dumps([state, asked_for]))
    if state != seen:
        return dg.SensorResult(skip_reason=ARRIVING, cursor=json.dumps([state, asked_for]))
    return dg.SensorResult(run_requests=[dg.RunRequest()], cursor=json.dumps([state, state]))


def state_of(folder: Path) -> str:
    """The names, sizes and times of all files in a folder, as a checksum."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not is_left_behind(path.name):
            status = path.stat()
            found.append((str(path.relative_to(folder)), status.st_size, status.st_mtime_ns))
    return fingerprint(found)
