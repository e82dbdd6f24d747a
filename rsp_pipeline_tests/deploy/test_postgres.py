"""Dagster's history in Postgres, as deploy/compose has it: a real cluster of its own, made for the test by initdb."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import dagster as dg
import pytest

from rsp_pipeline.orchestration.retention import KEPT_DAYS, prune
from rsp_pipeline.orchestration.runs import QUIET
from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.deploy.tools import needed

PASSWORD = "for the test alone"
UNPRIVILEGED = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]  # Postgres does not run as root


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a running cluster, in a folder that any user may reach."""
    initdb, control = needed("initdb"), needed("pg_ctl")
    as_user = UNPRIVILEGED if os.geteuid() == 0 else []
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        found = int(free.getsockname()[1])
    with TemporaryDirectory(dir="/tmp", prefix="rsp-postgres-") as name:
        folder = Path(name)
        (folder / "password").write_text(PASSWORD, encoding="ascii")
        for path in (folder, folder / "password"):
            if as_user:
                shutil.chown(path, "nobody", "nogroup")
        cluster = str(folder / "cluster")
        secret = ["--username=dagster", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
        subprocess.run([*as_user, initdb, *secret, "--no-sync", "-D", cluster], check=True, capture_output=True)
        options = f"-p {found} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        start = [control, "-D", cluster, "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run([*as_user, *start], check=True, stdout=subprocess.DEVNULL)
        try:
            yield found
        finally:
            stop = [control, "-D", cluster, "-m", "immediate", "stop"]
            subprocess.run([*as_user, *stop], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def instance(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """Dagster with the settings of deploy/compose, but for the port."""
    if not os.environ.get("CI"):
        pytest.importorskip("dagster_postgres", reason="NOT TRIED: dagster-postgres is not installed")
    settings = (PROJECT / "deploy" / "compose" / "dagster.yaml").read_text(encoding="utf-8")
    assert "port: 5432" in settings
    (tmp_path / "dagster.yaml").write_text(settings.replace("port: 5432", f"port: {port}"), encoding="utf-8")
    told = {"HOST": "127.0.0.1", "USER": "dagster", "PASSWORD": PASSWORD, "DB": "postgres"}
    for name, value in told.items():
        monkeypatch.setenv(f"DAGSTER_PG_{name}", value)
    with dg.DagsterInstance.from_config(str(tmp_path)) as kept:
        yield kept


@dg.op(out=dg.Out(dg.Nothing))
def tell() -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    yield dg.AssetMaterialization("made")
    yield dg.AssetCheckEvaluation(asset_key=dg.AssetKey("made"), check_name="check", passed=True)


@dg.job
def night() -> None:
    tell()


def test_runs_are_kept_in_postgres_and_pruned_there(instance: dg.DagsterInstance) -> None:
    assert type(instance.run_storage).__name__ == "PostgresRunStorage"
    for _ in range(2):
        assert night.execute_in_process(run_config=QUIET, instance=instance).success
    assert instance.get_runs_count() == 2
    later = datetime.now(UTC) + timedelta(days=KEPT_DAYS + 1)
    assert prune(instance, later) == 1
    (left,) = instance.get_runs()
    (made,) = instance.fetch_materializations(dg.AssetKey("made"), limit=9).records
    assert made.run_id == left.run_id
