from collections.abc import Iterator

import duckdb
import pytest

from rsp_pipeline_tests.builders import published_session


@pytest.fixture(scope="session")
def undelivered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table and view that is published where no register was ever delivered, for reading only."""
    with published_session(tmp_path_factory.mktemp("undelivered"), 2024, 2025, 2026) as session:
        yield session
