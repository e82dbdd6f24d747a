"""Object storage for the tests of this room, and a region of its own in it for each of them."""

from collections.abc import Iterator
from itertools import count

import pytest

from rsp_pipeline_tests.remote.storage import BUCKET, KEYS, storage

_numbers = count(1)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with storage() as port:
        yield port


@pytest.fixture
def address(port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a region begins, empty; the environment says how to get there."""
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/region-{next(_numbers)}"
