"""Dagster's history in Postgres, as deploy/compose has it: a real cluster of its own, made for the test by initdb."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from deploy.nation.services import postgres
from rsp_pipeline.orchestration.retention import KEPT_DAYS, prune
from rsp_pipeline.orchestration.runs import QUIET
from rsp_pipeline_tests.builders import PROJECT
from rsp_pipeline_tests.deploy.tools import needed


@pytest.fixture(scope="module")
def cluster() -> Iterator[Mapping[str, str]]:
    """A running cluster, by the settings with which Dagster finds it."""
    needed("initdb")
    with postgres() as told:
        yield told


@pytest.fixture
def instance(
    cluster: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dg.DagsterInstance]:
    """Dagster with the settings of deploy/compose, but for the port."""
    if not os.environ.get("CI"):
        pytest.importorskip("dagster_postgres", reason="NOT TRIED: dagster-postgres is not installed")
    settings = (PROJECT / "deploy" / "compose" / "dagster.yaml").read_text(encoding="utf-8")
    assert "port: 5432" in settings
    here = settings.replace("port: 5432", f"port: {cluster['DAGSTER_PG_PORT']}")
    (tmp_path / "dagster.yaml").write_text(here, encoding="utf-8")
    for name, value in cluster.items():
        monkeypatch.setenv(name, value)
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
