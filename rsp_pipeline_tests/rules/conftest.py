from collections.abc import Iterator

import pytest

from rsp_pipeline_tests.builders import Session
from rsp_pipeline_tests.rules.trying import empty_session


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Every table that rules read, without rows; what a test does to them it undoes."""
    with empty_session(tmp_path_factory.mktemp("rules")) as made:
        yield made
