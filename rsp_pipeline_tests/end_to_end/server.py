"""`rsp ui`, started in a folder as a person does it, and what it tells of its runs."""

import base64
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from rsp_pipeline_tests.installations import RSP, environment

LOADED = "{repositoriesOrError {... on RepositoryConnection {nodes {name}}}}"
PATIENCE = 90  # seconds for a server to start or a run to end, on a slow machine


class Server:
    """`rsp ui` of the data in a folder, started in another, where nothing is."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.folder = folder
        self.login = "", ""
        self.log = folder / "ui.log"
        self.stood_in = folder / "elsewhere"
        self.stood_in.mkdir()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [RSP, "ui", "--port", str(port)],
                cwd=self.stood_in,
                env=environment(RSP_DATA_DIR=str(folder / "data")),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return when it shows what it loaded: it answers before that."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(urllib.error.URLError, ConnectionError):
                if self.ask(LOADED)["repositoriesOrError"].get("nodes"):
                    return
            time.sleep(0.2)
        raise RuntimeError(self.log.read_text(encoding="utf-8"))

    def ask(self, query: str) -> Any:
        """Dagster's answer to a GraphQL query."""
        login = base64.b64encode(":".join(self.login).encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {login}"}
        request = urllib.request.Request(f"{self.url}/graphql", json.dumps({"query": query}).encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]

    def stop(self) -> None:
        """End it as a service is ended, and see that it does so by itself."""
        self.process.terminate()
        try:
            assert self.process.wait(timeout=PATIENCE) == 0
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def ended(server: Server, before: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The one run that was not there before, when it has ended."""
    deadline = time.monotonic() + PATIENCE
    launched: dict[str, dict[str, Any]] = {}
    while time.monotonic() < deadline:
        launched = {run: told for run, told in runs(server).items() if run not in before}
        if {told["status"] for told in launched.values()} & {"SUCCESS", "FAILURE", "CANCELED"}:
            break
        time.sleep(0.2)
    (told,) = launched.values()
    return told


def runs(server: Server) -> dict[str, dict[str, Any]]:
    """Every run by its id, with status and tags."""
    found = server.ask("{runsOrError {... on Runs {results {runId status tags {key value}}}}}")
    return {run["runId"]: run for run in found["runsOrError"]["results"]}
