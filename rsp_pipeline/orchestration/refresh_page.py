"""The form that asks for a night at once, and how that goes: beside Dagster's pages, in Swedish.

Dagster's own Launchpad takes YAML. This puts the same job with the same config into the same queue.
"""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl

import dagster as dg
from dagster._core.definitions.repository_definition import SINGLETON_REPOSITORY_NAME
from dagster_graphql.schema import create_schema
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from rsp_pipeline.orchestration.attribution import NamedWorkspace
from rsp_pipeline.orchestration.failures import failed_of
from rsp_pipeline.orchestration.forms import REFRESH_FORM, form_template
from rsp_pipeline.orchestration.nightly import NIGHTLY, refresh_config
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import Override, OverrideError, refuse_ungrantable

RUN = "korning"
LAUNCH = """
    mutation ($asked: ExecutionParams!) {
        launchRun(executionParams: $asked) { ... on LaunchRunSuccess { run { runId } } ... on Error { message } }
    }
"""
WAITS = "Uppdateringen väntar på sin tur."
GOES_ON = "Uppdateringen pågår. Sidan säger till när den är klar."
DONE = "Uppdateringen är klar. Det som är att göra står överst i followup/index.html."
BROKEN_OFF = "Uppdateringen avbröts innan den var klar. Det som var publicerat står kvar."
UNKNOWN = "Den uppdateringen finns inte kvar i Dagsters historik."


class NotLaunched(Exception):
    """A night that Dagster did not put into its queue; the message says so in Swedish, and why in Dagster's words."""


@dataclass(frozen=True)
class Told:
    """How what was asked for goes: Swedish sentences, none where nothing was."""

    sentences: tuple[str, ...] = ()
    is_going_on: bool = False
    is_refused: bool = False


def refresh_page(workspace: NamedWorkspace, location: str) -> Route:
    """The form, and how the night goes that it asked for, in a code location of the workspace."""

    async def answer(request: Request) -> Response:
        if request.method != "POST":
            run_id = request.query_params.get(RUN, "")
            return HTMLResponse(await run_in_threadpool(_of_run, workspace.instance, run_id))
        sent = parse_qsl((await request.body()).decode("utf-8", "replace"))
        fields, chosen = dict(sent), [value for name, value in sent if name == "villkor"]
        reason = fields.get("skal", "").strip()
        try:
            override = Override(tuple(chosen), reason)
            refuse_ungrantable(override, GATES)
            run_id = await launched(workspace, location, override, "allt" in fields, request)
        except (OverrideError, NotLaunched) as refused:
            return HTMLResponse(form(Told((str(refused),), is_refused=True), chosen, reason), status_code=422)
        return RedirectResponse(f"{REFRESH_FORM}?{RUN}={run_id}", status_code=303)

    return Route(REFRESH_FORM, answer, methods=["GET", "POST"])


async def launched(workspace: NamedWorkspace, location: str, override: Override, anew: bool, request: Request) -> str:
    """Put a night into the queue as Dagster's page would, for whoever the request is of: the run's id.

    Raises:
        NotLaunched: Dagster says that it cannot be.
    """
    job = {"repositoryLocationName": location, "repositoryName": SINGLETON_REPOSITORY_NAME, "jobName": NIGHTLY}
    done = await create_schema().execute_async(
        LAUNCH,
        context_value=workspace.create_request_context(request),
        variable_values={"asked": {"selector": job, "runConfigData": refresh_config(override, anew)}},
    )
    answer = (done.data or {}).get("launchRun") or {}
    if "run" not in answer:
        raise NotLaunched(f"Dagster tog inte emot uppdateringen: {answer.get('message') or done.errors}")
    return str(answer["run"]["runId"])


def _of_run(instance: dg.DagsterInstance, run_id: str) -> str:
    return form(told(instance, run_id) if run_id else Told())


def told(instance: dg.DagsterInstance, run_id: str) -> Told:
    """How a night goes, or went."""
    run = instance.get_run_by_id(run_id)
    if run is None:
        return Told((UNKNOWN,), is_refused=True)
    if not run.is_finished:
        return Told((GOES_ON if run.status is dg.DagsterRunStatus.STARTED else WAITS,), is_going_on=True)
    if run.is_success:
        return Told((DONE,))
    failures = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.STEP_FAILURE).records
    why = [failed_of(record.event_log_entry.get_dagster_event()).why for record in failures] or [BROKEN_OFF]
    return Told(tuple(line for each in why for line in each.splitlines()), is_refused=True)


def form(told: Told, chosen: Collection[str] = (), reason: str = "") -> str:
    """The page, with what was sent still in its fields and how it goes above."""
    gates = [gate for gate in GATES if gate.may_be_overridden]
    return form_template("refresh_page").render(told=told, gates=gates, chosen=chosen, reason=reason)
