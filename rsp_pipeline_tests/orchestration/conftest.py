from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import settings


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    """An installation to which nothing is delivered."""
    return settings(tmp_path)


@pytest.fixture
def history() -> Iterator[dg.DagsterInstance]:
    """A history of no run, which is gone with the test."""
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture(scope="session")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    """What Dagster loads, to be looked at."""
    return build_definitions(settings(tmp_path_factory.mktemp("definitions")))
