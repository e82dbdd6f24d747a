"""Who asked for a run, whichever way it came."""

import getpass
from types import SimpleNamespace
from typing import Any

import dagster as dg
import pytest
from dagster import SubmitRunContext
from dagster._core.test_utils import create_run_for_test
from starlette.requests import HTTPConnection

from rsp_pipeline.orchestration.attribution import UNKNOWN, USER, NamedRequest, of_page, of_shell, who
from rsp_pipeline.orchestration.home import home
from rsp_pipeline.settings import Settings


def asked_by(*headers: tuple[bytes, bytes]) -> HTTPConnection:
    return HTTPConnection({"type": "http", "headers": headers})


def test_a_shell_is_its_users_who_need_have_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert of_shell() == {USER: getpass.getuser()}

    def nameless() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert of_shell()[USER].startswith("användare ")


def test_the_page_is_whoever_logged_in() -> None:
    assert of_page(asked_by((b"x-rsp-user", "åsa".encode())).headers) == {USER: "åsa"}
    assert of_page(asked_by().headers) == {USER: UNKNOWN}


def test_a_run_of_the_page_has_its_name_and_one_of_the_clock_keeps_what_it_has(installation: Settings) -> None:
    with dg.DagsterInstance.from_config(str(home(installation))) as instance:
        told = []
        for source in (asked_by((b"x-rsp-user", b"anna")), asked_by(), None):
            going = dg.DagsterRunStatus.STARTED  # no code location is here to queue one of
            run = create_run_for_test(instance, "nightly", status=going, tags={USER: "chefen"})  # typed in Launchpad
            workspace: Any = SimpleNamespace(source=source)
            told.append(who(instance.run_coordinator.submit_run(SubmitRunContext(run, workspace))))
        assert told == ["anna", UNKNOWN, "chefen"]
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1  # type: ignore[union-attr]


def test_what_dagster_launches_itself_later_has_the_name_of_who_asked_for_it() -> None:
    unneeded: Any = None
    asked = asked_by((b"x-rsp-user", b"anna"))
    request = NamedRequest(unneeded, unneeded, unneeded, unneeded, asked, read_only=False)
    assert request.get_viewer_tags() == request.get_reporting_user_tags() == {USER: "anna"}
