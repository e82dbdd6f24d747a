"""The clock as it stands after a power cut: it was last looked at a day ago, and makes up for the night since.

Run by its path, with DAGSTER_HOME set, before the daemon is started; wants the port of the code location.
"""

import sys
import time

from dagster import DagsterInstance
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.scheduler.instigation import InstigatorState, InstigatorStatus, ScheduleInstigatorData
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import GrpcServerTarget

DAY_SECONDS = 24 * 60 * 60


def stop_a_day_ago(port: int) -> None:
    """Note of every schedule that is on from the beginning that it has been so for a day."""
    target = GrpcServerTarget(host="127.0.0.1", port=port, socket=None, location_name="rsp_pipeline")
    with DagsterInstance.get() as instance, WorkspaceProcessContext(instance, target) as workspace:
        (location,) = workspace.create_request_context().code_locations
        (repository,) = location.get_repositories().values()
        for schedule in repository.get_schedules():
            instance.add_instigator_state(
                InstigatorState(
                    schedule.get_remote_origin(),
                    InstigatorType.SCHEDULE,
                    InstigatorStatus.DECLARED_IN_CODE,
                    ScheduleInstigatorData(schedule.cron_schedule, time.time() - DAY_SECONDS),
                )
            )


if __name__ == "__main__":
    stop_a_day_ago(int(sys.argv[1]))
