"""What is made of all regions on object storage: put together by one machine, read and put together anew by another."""

import shutil
from pathlib import Path

import pytest

from rsp_pipeline.followup.documents.links import INDEX
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.together import BEGUN, NotPutTogether, put_together
from rsp_pipeline.remote.bucket import Bucket
from rsp_pipeline.remote.generation import POINTER
from rsp_pipeline.remote.turn import latest
from rsp_pipeline_tests.nation.regions import NAMES, YEAR, typed
from rsp_pipeline_tests.remote.storage import pointed, seed
from rsp_pipeline_tests.workshop import ask

FIGURES = "SELECT * FROM indicator.value ORDER BY ALL"


@pytest.fixture
def here(three_regions: Nation, address: str, tmp_path: Path) -> Nation:
    """A machine that serves three regions on object storage."""
    for name in NAMES:
        data = shutil.copytree(three_regions.data_dir / name, tmp_path / "seeded" / name)
        seed(f"{address}/{name}", data)
    told = {**three_regions.environment, "RSP_DATA_DIR": address, "RSP_WORK_DIR": str(tmp_path / "here")}
    return Nation(three_regions.programmes, told)


@pytest.fixture
def there(here: Nation, tmp_path: Path) -> Nation:
    """Another machine that serves the same."""
    return Nation(here.programmes, {**here.environment, "RSP_WORK_DIR": str(tmp_path / "there")})


def test_another_machine_reads_what_one_has_put_together(
    here: Nation, there: Nation, three_regions: Nation, address: str, tmp_path: Path
) -> None:
    put_together(here, pytest.fail)
    read = latest(there.together).warehouse_dir
    assert ask(there.published_file, FIGURES) == ask(three_regions.published_file, FIGURES)
    assert (read / INDEX).read_bytes() == (here.nation_dir / INDEX).read_bytes()
    files = pointed(f"{address}/nation").files.keys()
    assert {f"warehouse/{INDEX}", "warehouse/rsp.duckdb"} < files
    assert f"warehouse/{BEGUN}" not in files
    trace = ("trace", "S02", "--year", str(YEAR))
    for command in (trace, (*trace, "--region", "gotland"), ("export", "--open", str(tmp_path / "o"))):
        done = typed(there, *command)
        assert done.exit_code in (0, 1), done.output
    assert (tmp_path / "o" / "gotland" / "datapackage.json").exists()


def test_another_machine_puts_together_what_was_delivered_since(here: Nation, there: Nation, address: str) -> None:
    put_together(here, pytest.fail)
    first = pointed(f"{address}/nation")
    Bucket(f"{address}/gotland").remove([POINTER])  # it has published nothing
    built = put_together(there, pytest.fail)
    assert [region.name for region in built.left_out] == ["gotland"]
    assert [region.published_at is not None for region in built.left_out] == [True], "what was known is forgotten"
    assert pointed(f"{address}/nation").files["warehouse/rsp.duckdb"] != first.files["warehouse/rsp.duckdb"]
    latest(here.together)
    assert ask(here.published_file, FIGURES) == ask(there.published_file, FIGURES)


def test_where_the_storage_cannot_be_asked_nothing_is_put_together_and_all_commands_say_so(
    here: Nation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(NotPutTogether, match=r"nation/lease\.json: lagringen svarar inte"):
        put_together(here, pytest.fail)
    for command in (("trace", "S02"), ("export", "--open", str(tmp_path / "o"))):
        done = typed(here, *command)
        assert (done.exit_code, "lagringen svarar inte" in done.output) == (2, True), done.output
    assert not (tmp_path / "o").exists()
