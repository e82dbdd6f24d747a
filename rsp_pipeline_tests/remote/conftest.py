"""Object storage for the tests of this room, and a region of its own in it for each of them."""

from collections.abc import Iterator, Mapping
from itertools import count

import pytest

from deploy.nation.services import BUCKET
from rsp_pipeline_tests.remote.storage import storage

_numbers = count(1)


@pytest.fixture(scope="module")
def reached() -> Iterator[Mapping[str, str]]:
    with storage() as reached:
        yield reached


@pytest.fixture
def port(reached: Mapping[str, str]) -> int:
    return int(reached["AWS_ENDPOINT_URL"].rpartition(":")[2])


@pytest.fixture
def address(reached: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a region begins, empty; the environment says how to get there."""
    for name, value in reached.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/region-{next(_numbers)}"
