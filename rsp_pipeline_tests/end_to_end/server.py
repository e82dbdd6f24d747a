"""`rsp ui`, started in a folder as a person does it, and what it tells of its runs."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.nation.parts import free_port, running
from rsp_pipeline_tests.installations import RSP, environment

LOADED = "{repositoriesOrError {... on RepositoryConnection {nodes {name}}}}"
PATIENCE = 90  # seconds for a page to show something or a run to end, on a slow machine


@dataclass
class Server:
    """`rsp ui` of the data in a folder, and the name and the password that are given to it."""

    folder: Path
    port: int
    login: tuple[str, str] = "", ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def stood_in(self) -> Path:
        return self.folder / "elsewhere"

    def ask(self, query: str) -> Any:
        """Dagster's answer to a GraphQL query."""
        login = base64.b64encode(":".join(self.login).encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {login}"}
        request = urllib.request.Request(f"{self.url}/graphql", json.dumps({"query": query}).encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]

    def has_loaded(self) -> bool:
        """Whether it shows what it loaded: it answers before that."""
        try:
            return bool(self.ask(LOADED)["repositoriesOrError"].get("nodes"))
        except (urllib.error.URLError, ConnectionError):
            return False


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """`rsp ui` of the data in a folder, started in another, where nothing is; seen to end by itself as services do."""
    server = Server(folder, free_port())
    command = [str(RSP), "ui", "--port", str(server.port)]
    with running(server.stood_in, command, environment(RSP_DATA_DIR=str(folder / "data"))) as part:
        part.wait(server.has_loaded)
        yield server
        part.process.terminate()
        assert part.process.wait(timeout=PATIENCE) == 0


def ended(server: Server, before: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The one run that was not there before, when it has ended."""
    deadline = time.monotonic() + PATIENCE
    while True:
        launched = [told for run, told in runs(server).items() if run not in before]
        if time.monotonic() > deadline or {told["status"] for told in launched} & {"SUCCESS", "FAILURE", "CANCELED"}:
            (told,) = launched
            return told
        time.sleep(0.2)


def runs(server: Server) -> dict[str, dict[str, Any]]:
    """Every run by its id, with status and tags."""
    found = server.ask("{runsOrError {... on Runs {results {runId status tags {key value}}}}}")
    return {run["runId"]: run for run in found["runsOrError"]["results"]}
