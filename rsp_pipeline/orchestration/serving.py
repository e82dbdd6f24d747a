"""Dagster's page behind the guard, with its clock and its queue in the same process, and its code server beside.

`dagster dev` does the same in five processes, and lets anyone in.
"""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import dagster as dg
import uvicorn
from dagster._core.remote_representation.grpc_server_registry import GrpcServerRegistry
from dagster._core.workspace.load_target import ModuleTarget
from dagster._daemon.controller import (
    DagsterDaemonController,
    create_daemon_grpc_server_registry,
    create_daemons_from_instance,
)
from dagster._utils.log import configure_loggers
from dagster_webserver.app import create_app_from_workspace_process_context
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from rsp_pipeline.guard.layer import Guard
from rsp_pipeline.guard.users import Users
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.orchestration.approval_page import approval_page
from rsp_pipeline.orchestration.attribution import NamedWorkspace
from rsp_pipeline.orchestration.charts_page import charts_page
from rsp_pipeline.orchestration.forms import APPROVAL_FORM, REFRESH_FORM
from rsp_pipeline.orchestration.home import home
from rsp_pipeline.orchestration.refresh_page import refresh_page
from rsp_pipeline.settings import Settings

MODULE = "rsp_pipeline.definitions"
LOOKED_AFTER_EVERY_SECONDS = 5
LAST_REQUESTS_SECONDS = 3
FORMS = frozenset({APPROVAL_FORM, REFRESH_FORM})


class ClockStopped(Exception):
    """What runs the nights has ended, and so the page has: whoever starts services is to start it again."""


def serve(served: Settings | Nation, listening: socket.socket, tell_ready: Callable[[], None]) -> None:
    """Show the page on a socket and run what its clock and queue ask for, until the process is told to end.

    What is decided and shown beside Dagster's own pages is one region's: of many, it is that of none.

    Raises:
        ClockStopped: it ended by itself.
        OSError: the history cannot be kept where it should be.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    configure_loggers(log_level="WARNING")
    os.environ["DAGSTER_HOME"] = str(home(served))
    with dg.DagsterInstance.get() as instance, _loaded(instance) as (workspace, code):
        dagster = create_app_from_workspace_process_context(workspace)
        own = _own_pages(served, workspace) if isinstance(served, Settings) else []
        pages = Starlette(routes=[*own, Mount("/", dagster)])
        page = Guard(pages, Users(served.users_file), served.page_names, forms=FORMS)
        server = uvicorn.Server(
            uvicorn.Config(page, log_level="warning", lifespan="off", timeout_graceful_shutdown=LAST_REQUESTS_SECONDS)
        )
        with DagsterDaemonController(workspace, create_daemons_from_instance(instance)) as clock:
            stopped: list[Exception] = []
            threading.Thread(target=_look_after, args=(clock, workspace, code, server, stopped), daemon=True).start()
            tell_ready()
            with suppress(SystemExit, KeyboardInterrupt):  # it was told to end, and has
                server.run([listening])
        if stopped:
            raise ClockStopped("Nattkörningens klocka har stannat. Starta sidan igen.") from stopped[0]


def _own_pages(settings: Settings, workspace: NamedWorkspace) -> list[Route]:
    return [
        approval_page(settings),
        charts_page(settings),
        refresh_page(workspace, MODULE),
    ]


@contextmanager
def _loaded(instance: dg.DagsterInstance) -> Iterator[tuple[NamedWorkspace, GrpcServerRegistry]]:
    target = ModuleTarget(MODULE, attribute=None, working_directory=str(Path.cwd()), location_name=MODULE)
    with (
        create_daemon_grpc_server_registry(instance, "warning") as code,
        NamedWorkspace(instance, target, dg.__version__, grpc_server_registry=code) as workspace,
    ):
        yield workspace, code


def _look_after(
    clock: DagsterDaemonController,
    workspace: NamedWorkspace,
    code: GrpcServerRegistry,
    server: uvicorn.Server,
    stopped: list[Exception],
) -> None:
    """Start the code server again when it has died, and end the page when the clock has."""
    while not server.should_exit:
        time.sleep(LOOKED_AFTER_EVERY_SECONDS)
        try:
            clock.check_daemon_threads()
            if code.are_all_servers_shut_down() and not server.should_exit:
                workspace.reload_workspace()
        except Exception as error:
            stopped.append(error)
            server.should_exit = True
