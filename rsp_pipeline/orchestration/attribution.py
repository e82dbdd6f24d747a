"""Who asked for a run: a tag that whoever logged in to the page gets, or the one whose shell it is."""

import getpass
import os
from collections.abc import Mapping

import dagster as dg
from dagster import QueuedRunCoordinator, SubmitRunContext
from dagster._core.workspace.context import WorkspaceProcessContext, WorkspaceRequestContext

from rsp_pipeline.guard.layer import USER_HEADER

USER = "rsp/user"
UNKNOWN = "okänd (ingen inloggning)"


def who(run: dg.DagsterRun) -> str:
    """The name that a run is asked for by; empty when it was the clock's."""
    return run.tags.get(USER, "")


def of_shell() -> dict[str, str]:
    """The tag of a run from a shell: whose it is, as the operating system has it."""
    try:
        return {USER: getpass.getuser()}
    except (KeyError, OSError):  # a container's user need have no name
        return {USER: f"användare {os.getuid()}"}


def of_page(headers: Mapping[str, str]) -> dict[str, str]:
    """The tag of what is asked for on the page, where the guard tells who has logged in."""
    return {USER: headers.get(USER_HEADER, "").encode("latin-1").decode("utf-8", "replace") or UNKNOWN}


class NamingRunCoordinator(QueuedRunCoordinator):
    """Dagster's queue, which first notes who asked for a run: whatever tag its sender gave it is written over."""

    def submit_run(self, context: SubmitRunContext) -> dg.DagsterRun:
        """Note who asks, and put the run into the queue."""
        request = getattr(context.workspace, "source", None)
        if request is not None:  # else it is the clock's, a retry, or part of a backfill, which has its tag
            self._instance.add_run_tags(context.dagster_run.run_id, of_page(request.headers))
        return super().submit_run(context)


class NamedRequest(WorkspaceRequestContext):
    """A request to the page, by someone: Dagster puts the tag on what it launches itself, later."""

    def get_viewer_tags(self) -> dict[str, str]:
        """The tags of a backfill and of its runs."""
        return of_page(self.source.headers) if self.source else {}  # type: ignore[attr-defined]

    def get_reporting_user_tags(self) -> dict[str, str]:
        """The tags of an event that is reported by hand."""
        return self.get_viewer_tags()


class NamedWorkspace(WorkspaceProcessContext):
    """What the page shows, to someone."""

    def create_request_context(self, source: object | None = None) -> NamedRequest:
        """The request that a page of it is shown for."""
        return NamedRequest(
            instance=self.instance,
            current_workspace=self.get_current_workspace(),
            process_context=self,
            version=self.version,
            source=source,
            read_only=self.read_only,
        )
