"""Everything wired together for many regions."""

import dagster as dg

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.orchestration.nation.clock import national_sensor, region_schedule, regions_sensor, stopped_sensor
from rsp_pipeline.orchestration.nation.file import nation_asset, national_job
from rsp_pipeline.orchestration.nation.letters import weekly_job, weekly_schedule
from rsp_pipeline.orchestration.nation.regions import region_asset, region_job


def build_nation_definitions(nation: Nation) -> dg.Definitions:
    """The regions' asset and the nation's, with jobs, the schedules of nights and of the week's letter, and sensors.

    A run is one op in one process; how many run at once, and where, is for the instance's queue and launcher to say.
    """
    return dg.Definitions(
        assets=[region_asset, nation_asset],
        jobs=[region_job, national_job, weekly_job],
        schedules=[region_schedule, weekly_schedule],
        sensors=[regions_sensor, national_sensor, stopped_sensor],
        resources={"nation": nation},
        executor=dg.in_process_executor,
    )
