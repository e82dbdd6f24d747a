import dagster as dg
from dagster._core.test_utils import create_run_for_test

from rsp_pipeline.orchestration.runs import FROM_SHELL, _close_killed_runs


def test_a_run_that_a_killed_shell_left_going_no_longer_holds_up_the_queue(history: dg.DagsterInstance) -> None:
    going = dg.DagsterRunStatus.STARTED
    killed = create_run_for_test(history, "nightly", status=going, tags=FROM_SHELL)
    of_the_page = create_run_for_test(history, "nightly", status=going)
    _close_killed_runs(history)
    found = [history.get_run_by_id(run.run_id) for run in (killed, of_the_page)]
    assert [run and run.status for run in found] == [dg.DagsterRunStatus.FAILURE, going]
