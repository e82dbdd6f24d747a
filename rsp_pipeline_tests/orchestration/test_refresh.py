import dagster as dg
import pytest
from dagster._core.test_utils import create_run_for_test

from rsp_pipeline.orchestration.refresh import FROM_SHELL, _close_killed_runs, _in_swedish


def test_a_run_that_a_killed_shell_left_going_no_longer_holds_up_the_queue() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        going = dg.DagsterRunStatus.STARTED
        killed = create_run_for_test(instance, "nightly", status=going, tags=FROM_SHELL)
        of_the_page = create_run_for_test(instance, "nightly", status=going)
        _close_killed_runs(instance)
        found = [instance.get_run_by_id(run.run_id) for run in (killed, of_the_page)]
    assert [run and run.status for run in found] == [dg.DagsterRunStatus.FAILURE, going]


@pytest.mark.parametrize(
    ("told", "swedish"),
    [
        ("OSError: [Errno 28] No space left on device", "Disken är full. Frigör utrymme och kör igen."),
        ("[Errno 30] Read-only file system: '/x/.lock'", "Mappen går inte att skriva i: filsystemet är skrivskyddat."),
        ("[Errno 13] Permission denied: '/x/.lock'", "Mappen går inte att skriva i: behörighet saknas."),
    ],
)
def test_what_the_operating_system_says_is_led_by_a_swedish_sentence(told: str, swedish: str) -> None:
    assert _in_swedish(told) == f"{swedish} {told}"
    assert _in_swedish("Något annat") == "Något annat"
