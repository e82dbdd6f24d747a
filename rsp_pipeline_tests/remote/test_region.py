"""A region's commands on object storage: the same figures as on disk, and what hinders told in Swedish."""

import json
import subprocess
import sys
import urllib.request
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy.nation.services import BUCKET
from rsp_pipeline.night.weekly import FILE as WEEKLY
from rsp_pipeline.remote.bucket import Bucket
from rsp_pipeline.remote.generation import OBJECTS
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.settings import Settings, SettingsError
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.builders import PROJECT, TODAY
from rsp_pipeline_tests.installations import Refreshed, change_amount, environment, rsp, typed
from rsp_pipeline_tests.pages import blocks
from rsp_pipeline_tests.receiving import Letterbox
from rsp_pipeline_tests.remote.storage import Way, kept, objects, pointed, region, seed
from rsp_pipeline_tests.whole import look
from rsp_pipeline_tests.workshop import ask

FIGURES = "FROM indicator.value SELECT * ORDER BY ALL"

AS_ON_DISK = """
import sys
from contextlib import suppress
from rsp_pipeline.shell.cli import main
with suppress(SystemExit):
    main(["refresh"])
print(sorted(name for name in sys.modules if name.startswith(("obstore", "rsp_pipeline.remote."))))
"""


def on_storage(folder: Path, address: str, *arguments: str) -> Result:
    return typed(folder, *arguments, RSP_DATA_DIR=address, RSP_WORK_DIR=str(folder / "work"))


def refused(folder: Path, address: str) -> str:
    """What `rsp refresh` says as it is refused."""
    done = on_storage(folder, address, "refresh")
    assert done.exit_code == 2, done.output
    return done.output


@pytest.fixture
def sample(address: str, refreshed: Refreshed, tmp_path: Path) -> Settings:
    """The refreshed sample on disk, and the same on object storage."""
    on_disk = refreshed.copy_in(tmp_path)
    seed(address, on_disk.data_dir)
    return on_disk


def test_a_night_on_object_storage_gives_the_figures_of_one_on_disk(
    address: str, sample: Settings, tmp_path: Path
) -> None:
    delivered = "raw/grants/export_2025.csv"
    change_amount(sample.raw_dir, 2, "1,50")
    changed = (sample.data_dir / delivered).read_bytes()
    Bucket(address).replace(delivered, changed, kept(address, delivered).etag)
    before = pointed(address)
    assert (rsp(tmp_path, "refresh").returncode, on_storage(tmp_path, address, "refresh").exit_code) == (1, 1)
    fetched = tmp_path / "fetched.duckdb"
    assert on_storage(tmp_path, address, "fetch", str(fetched)).exit_code == 0
    assert look(fetched)["granted"] == look(sample.published_file)["granted"]
    assert ask(fetched, FIGURES) == ask(sample.published_file, FIGURES)
    after = pointed(address)
    assert after.files["warehouse/rsp.previous.duckdb"].object == before.files["warehouse/rsp.duckdb"].object
    unchanged = [path for path, stored in after.files.items() if stored == before.files.get(path)]
    assert len(unchanged) > len(after.files) / 2

    lay_there = objects(address)
    done = on_storage(tmp_path, address, "refresh")
    assert (done.exit_code, "Inget har ändrats" in done.stdout) == (1, True)
    new = objects(address) - lay_there
    assert [name.partition("/")[2].partition("/")[2] for name in new] == ["warehouse/nights.json"]

    assert "oförändrad" in on_storage(tmp_path / "elsewhere", address, "status").stdout


def test_a_night_on_disk_knows_nothing_of_object_storage(refreshed: Refreshed, tmp_path: Path) -> None:
    settings = refreshed.copy_in(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", AS_ON_DISK],
        cwd=PROJECT,
        env=environment(RSP_DATA_DIR=str(settings.data_dir)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["['rsp_pipeline.remote.turn']"], done.stderr


def test_a_bucket_that_is_not_there_is_told(address: str, tmp_path: Path) -> None:
    del address
    told = "s3://no-such-bucket/region/current.json: bucketen finns inte. Gör den, eller rätta RSP_DATA_DIR."
    assert refused(tmp_path, "s3://no-such-bucket/region").splitlines()[0] == told


def test_an_empty_region_is_told_and_nothing_is_made_there(address: str, tmp_path: Path) -> None:
    assert f"Mappen {address}/raw finns inte. Lägg de exporterade registren där." in refused(tmp_path, address)
    assert not pointed(address).files


def test_wrong_keys_are_told(address: str, tmp_path: Path, port: int) -> None:
    def ask_for_keys(after: str) -> None:
        at, plain = f"http://127.0.0.1:{port}/moto-api/reset-auth", {"Content-Type": "text/plain"}
        urllib.request.urlopen(urllib.request.Request(at, after.encode(), plain, method="POST")).close()

    ask_for_keys("0")
    try:
        assert f"{address}/current.json: behörighet saknas." in refused(tmp_path, address)
    finally:
        ask_for_keys("1000000000")


def test_a_network_that_is_gone_in_the_middle_is_told_and_what_is_published_stands(
    address: str, tmp_path: Path, port: int
) -> None:
    Bucket(address).replace("raw/grants/a.csv", b"1", None)
    before = pointed(address)
    with Way(port, cut_at="GET /" + BUCKET + "/" + address.rpartition("/")[2] + "/raw/grants/a.csv").open():
        told = refused(tmp_path, address)
    assert f"{address}/raw/grants/a.csv: lagringen svarar inte som den ska." in told
    assert pointed(address) == before


@pytest.mark.parametrize("told", ["s3://", "s3://A/region", "s3://bucket/../region", "s3://bucket/region/"])
def test_what_is_no_place_is_refused(told: str) -> None:
    with pytest.raises(SettingsError, match="RSP_DATA_DIR har värdet"):
        Settings.from_environment({"RSP_DATA_DIR": told})


def test_each_place_has_a_working_copy_of_its_own(tmp_path: Path) -> None:
    told = {"RSP_DATA_DIR": "s3://bucket/skane", "RSP_WORK_DIR": str(tmp_path)}
    settings = Settings.from_environment(told)
    assert (settings.address, settings.data_dir) == ("s3://bucket/skane", tmp_path / "bucket" / "skane")
    assert settings.told(settings.raw_dir) == "s3://bucket/skane/raw"


def test_a_copy_of_an_installation_is_put_back_in_an_empty_place_only(address: str, tmp_path: Path) -> None:
    Bucket(address).replace("raw/grants/a.csv", b"1", None)
    copy = str(tmp_path / "copy.tar.gz")
    assert on_storage(tmp_path, address, "backup", copy).exit_code == 0
    full = on_storage(tmp_path, address, "restore", "--from", copy, "--yes")
    assert (full.exit_code, "på en tom plats" in full.stderr) == (2, True)
    empty = f"{address}-again"
    assert on_storage(tmp_path, empty, "restore", "--from", copy).exit_code == 0
    assert (latest(region(empty, tmp_path)).raw_dir / "grants" / "a.csv").read_bytes() == b"1"


def told_in(page: str, word: str) -> str:
    """The block of a handbook that has a word in it."""
    (block,) = [block for block in blocks(PROJECT / "docs" / page) if word in block.text]
    return block.text


def test_the_handbooks_example_brings_the_published_file(address: str, sample: Settings, tmp_path: Path) -> None:
    example = told_in("analytiker.md", "obstore").replace("rsp-regioner", BUCKET)
    command = [sys.executable, "-c", example.replace("jamtland", address.rpartition("/")[2])]
    subprocess.run(command, cwd=tmp_path, env=environment(AWS_ALLOW_HTTP="true"), check=True)
    assert (tmp_path / "rsp.duckdb").read_bytes() == sample.published_file.read_bytes()


def test_the_handbooks_policy_lets_analysts_read_figures_and_documents_alone() -> None:
    *_, analysts = json.loads(told_in("drift.md", "Statement"))["Statement"]
    assert analysts["Action"] == "s3:GetObject"
    of = "arn:aws:s3:::rsp-regioner/jamtland/"
    for name, may_be_read in {
        "current.json": True,
        f"{OBJECTS}/2026/warehouse/rsp.duckdb": True,
        f"{OBJECTS}/2026/warehouse/followup/2025/memo.docx": True,
        f"{OBJECTS}/2026/warehouse/quarantine.xlsx": False,
        f"{OBJECTS}/2026/warehouse/pseudonym.key": False,
        "raw/grants/export_2025.csv": False,
    }.items():
        assert any(fnmatchcase(of + name, pattern) for pattern in analysts["Resource"]) == may_be_read, name


def test_who_may_log_in_follows_the_region(address: str, tmp_path: Path) -> None:
    given = {"RSP_DATA_DIR": address, "RSP_TODAY": TODAY.isoformat()}
    done = CliRunner(env=given | {"RSP_WORK_DIR": str(tmp_path)}).invoke(
        main, ["user", "add", "anna"], input="ett långt lösenord\nett långt lösenord\n"
    )
    assert done.exit_code == 0, done.output
    assert "anna" in latest(region(address, tmp_path / "elsewhere")).users_file.read_text(encoding="utf-8")


@pytest.mark.usefixtures("sample")
def test_what_the_weekly_letter_told_is_known_on_every_machine(address: str, box: Letterbox, tmp_path: Path) -> None:
    for machine in ("one", "another"):
        there = {"RSP_DATA_DIR": address, "RSP_WORK_DIR": str(tmp_path / machine)}
        assert typed(tmp_path, "tell", "--weekly", **there, **box.environment).exit_code == 0
        assert f"warehouse/{WEEKLY}" in pointed(address).files
    assert list((tmp_path / "another").rglob(WEEKLY))
