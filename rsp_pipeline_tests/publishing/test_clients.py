"""Other releases of DuckDB than our own open the published file, and find it whole.

`make clients` puts them side by side in .venv/clients; where RSP_CLIENTS names that folder, as in CI, none may be
missing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rsp_pipeline.publishing.publish import publish
from rsp_pipeline_tests import whole
from rsp_pipeline_tests.workshop import OCCASION, grants_of, workshop_of

DEMANDED = os.environ.get("RSP_CLIENTS")
CLIENTS = Path(DEMANDED or Path(sys.prefix) / "clients")


@pytest.mark.parametrize("release", ["1.2", "1.4"])
def test_an_older_release_opens_the_file_and_finds_it_whole(release: str, tmp_path: Path) -> None:
    client = CLIENTS / release
    if not client.exists() and not DEMANDED:
        pytest.skip(f"DUCKDB {release} NOT TRIED: run make clients first")
    path = tmp_path / "rsp.duckdb"
    publish(workshop_of(tmp_path, grants_of(3)), path, OCCASION)
    environment = os.environ | {"PYTHONPATH": str(client.resolve())}
    told = subprocess.check_output([sys.executable, whole.__file__, path], env=environment, text=True)
    found = json.loads(told.splitlines()[-1])
    assert found["duckdb"].startswith(f"{release}.")
    assert found["seen"] == [whole.look(path)]
