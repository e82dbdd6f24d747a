"""Runs that are sent to workers, of which one may be gone; needs the group `nation`, whose dagster.yaml names it."""

import dagster as dg
from dagster._core.launcher import CheckRunHealthResult, WorkerStatus
from dagster_celery.launcher import CeleryRunLauncher
from dagster_celery.tags import DAGSTER_CELERY_TASK_ID_TAG

ANSWERS_WITHIN_SECONDS = 60.0  # a machine that has much to do answers late, and is not gone


class WorkerLauncher(CeleryRunLauncher):
    """Celery's launcher, which also asks the worker of a run whether it still works on it.

    Of a worker that was killed with all its processes, or whose machine lost its power, Celery's own would for ever say
    that it is at work: so it was noted when the run began.
    """

    def check_run_worker_health(self, run: dg.DagsterRun) -> CheckRunHealthResult:
        """How the worker of a run is; one that does not answer, or knows nothing of the run, has failed."""
        noted: CheckRunHealthResult = super().check_run_worker_health(run)
        if noted.status != WorkerStatus.RUNNING:
            return noted
        task = run.tags[DAGSTER_CELERY_TASK_ID_TAG]
        worker = self.celery.AsyncResult(task).info["hostname"]
        inspect = self.celery.control.inspect(destination=[worker], timeout=ANSWERS_WITHIN_SECONDS, limit=1)
        if task in (inspect.query_task(task) or {}).get(worker, {}):
            return noted
        return CheckRunHealthResult(WorkerStatus.FAILED, f"The worker {worker} is gone, or has been started again.")
