import os
import shutil
import sys
from collections.abc import Iterator

import duckdb
import pytest

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import sole_use
from rsp_pipeline_tests.builders import SAMPLE
from rsp_pipeline_tests.installations import Refreshed, rsp
from rsp_pipeline_tests.nation import regions
from rsp_pipeline_tests.receiving import Authority, Letterbox, letterbox
from rsp_pipeline_tests.rules.trying import empty_session
from rsp_pipeline_tests.sessions import Session, core_session, published_session


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, for some tests wait for a browser, a server or a worker."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long modules first, so that the processes end together; from behind, since the longest stands last."""

    def order(item: pytest.Item) -> tuple[bool, str]:
        is_long = item.path.parent.name == "end_to_end" or item.path.stem == "test_handbooks"
        return is_long, item.path.stem if is_long else ""

    items.sort(key=order, reverse=True)


@pytest.fixture(autouse=True)
def no_history_of_another_test() -> Iterator[None]:
    """Dagster goes on asking the history that was opened last, also one that is gone: each test begins with none."""
    if "dagster" not in sys.modules:
        yield
        return
    from dagster._core.storage.defs_state.base import set_defs_state_storage

    with set_defs_state_storage(None):
        yield


@pytest.fixture(scope="session")
def undelivered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table and view that is published where no register was ever delivered, for reading only."""
    with published_session(tmp_path_factory.mktemp("undelivered"), 2024, 2025, 2026) as session:
        yield session


@pytest.fixture(scope="session")
def core() -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's tables of schema core; what a test does to them it undoes."""
    with core_session(SAMPLE) as session:
        yield session


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Every table that rules read, without rows but for the shipped parameters; what a test does to them it undoes."""
    with empty_session(tmp_path_factory.mktemp("empty")) as session:
        yield session


@pytest.fixture(scope="session")
def three_regions(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Nation:
    """Three small regions and the nation as they published, once for all tests: not to be changed."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "three_regions"
    with sole_use(folder):
        if not (folder / "told").exists():
            regions.publish(folder)
            (folder / "told").touch()
    return regions.serving(folder)


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Refreshed:
    """The sample, refreshed once for all tests, in whichever process they run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "refreshed"
    told = folder / "told.txt"
    with sole_use(folder):
        if not told.exists():
            shutil.copytree(SAMPLE, folder / "data" / "raw", dirs_exist_ok=True)
            done = rsp(folder, "refresh")
            assert (done.returncode, done.stderr) == (1, "")  # good, with remarks
            told.write_text(done.stdout, encoding="utf-8")
    return Refreshed(folder, told.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def own_copy(refreshed: Refreshed, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the refreshed sample, which the module's tests may change."""
    return refreshed.copy_in(tmp_path_factory.mktemp("own_copy"))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for the tests' own servers, and is trusted by nobody yet."""
    return Authority(tmp_path_factory.mktemp("authority") / "ca.pem")


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The same, trusted by this process."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture
def box() -> Iterator[Letterbox]:
    """A mail server that takes letters from anyone."""
    with letterbox(None) as opened:
        yield opened
