"""The nightly refresh: one job over everything, one run over the open years, every night at two."""

from collections.abc import Sequence

import dagster as dg

from rsp_pipeline.orchestration.approving import KEY as APPROVING
from rsp_pipeline.orchestration.common import SettingsResource
from rsp_pipeline.store.clock import TIMEZONE

NIGHTLY = "nightly"
RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"


def range_tags(years: Sequence[int]) -> dict[str, str]:
    """The tags that make one run cover a range of years."""
    return {RANGE_START: str(min(years)), RANGE_END: str(max(years))}


nightly_job = dg.define_asset_job(
    NIGHTLY,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(APPROVING),
    description="Läser registren, räknar nyckeltalen för de öppna åren och publicerar databasfilen.",
)


@dg.schedule(
    name=NIGHTLY,
    job=nightly_job,
    cron_schedule="0 2 * * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Varje natt klockan två.",
)
def nightly_schedule(settings: SettingsResource) -> dg.RunRequest:
    """One run over the years that are open tonight."""
    return dg.RunRequest(tags=range_tags(settings.open_years))
