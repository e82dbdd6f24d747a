"""The turn at a region on object storage, with real processes on the other side of it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from rsp_pipeline.remote.bucket import Bucket, Overtaken, Unreachable
from rsp_pipeline.remote.copy import Copy, fetch_made, pointed_at
from rsp_pipeline.remote.generation import KEPT_FOR, POINTER
from rsp_pipeline.remote.lease import TurnLost
from rsp_pipeline.remote.turn import in_turn, is_in_use, latest
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import LOCK_FILE, Busy
from rsp_pipeline_tests.builders import contents
from rsp_pipeline_tests.remote.storage import Way, kept, let_run_out, objects, pointed, region

HOLDER = """
import sys
from pathlib import Path
from rsp_pipeline.remote.turn import in_turn
from rsp_pipeline.settings import Settings
settings = Settings(Path(sys.argv[2]), None, address=sys.argv[1])
with in_turn(settings):
    print("held", flush=True)
    (settings.warehouse_dir / "made.txt").write_text(sys.stdin.readline())
print("done", flush=True)
"""


@contextmanager
def held_by_another(address: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, address, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def publish(settings: Settings, number: int) -> None:
    """What a night does, in small: figures, and a document that tells the same."""
    folder = settings.warehouse_dir
    for path in (folder / "rsp.duckdb", folder / "rsp.new.duckdb"):
        path.unlink(missing_ok=True)
    with duckdb.connect(str(folder / "rsp.new.duckdb")) as session:
        session.execute("CREATE TABLE figure AS SELECT ? AS number, range AS row FROM range(20000)", [number])
    (folder / "rsp.new.duckdb").rename(folder / "rsp.duckdb")
    (folder / "followup").mkdir(exist_ok=True)
    (folder / "followup" / "memo.html").write_text(str(number), encoding="utf-8")


def night(settings: Settings, number: int) -> None:
    with in_turn(settings):
        publish(settings, number)


def send_up_when_all_is_outdated(settings: Settings) -> None:
    """Send what the working copy has, when so much time has gone that objects which nothing names are removed."""
    bucket = Bucket(settings.address)
    copy = Copy(bucket, settings.data_dir, settings.warehouse_dir, *pointed_at(bucket))
    copy.send_up(datetime.now(UTC) + KEPT_FOR + timedelta(hours=1))


def held(settings: Settings) -> dict[str, bytes]:
    """What the working copy has of the region."""
    return {name: content for name, content in contents(settings.data_dir).items() if not name.endswith(LOCK_FILE)}


def figure(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as session:
        ((least, most, rows),) = session.execute("SELECT min(number), max(number), count(*) FROM figure").fetchall()
    assert (least, rows) == (most, 20000)
    return int(least)


def test_two_at_once_from_two_working_folders_take_turns(address: str, tmp_path: Path) -> None:
    mine = region(address, tmp_path)
    with held_by_another(address, tmp_path / "other") as other:
        assert is_in_use(mine)
        busy = rf"process {other.pid}, sedan .*Två körs aldrig samtidigt"
        with pytest.raises(Busy, match=busy), in_turn(mine, patience=0):
            pass

        def let_go(sentence: str) -> None:
            assert sentence.endswith("Väntar tills den är klar.")
            other.communicate("by the other")

        with in_turn(mine, let_go, patience=60):
            assert (mine.warehouse_dir / "made.txt").read_text(encoding="utf-8") == "by the other"
    assert not is_in_use(mine)


def test_a_reader_during_ten_publishes_sees_no_error_and_no_mixed_figures(address: str, tmp_path: Path) -> None:
    writer, reader = region(address, tmp_path), region(address, tmp_path / "reader")
    night(writer, 0)
    seen: list[int] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            latest(reader)
            whole = figure(reader.published_file)
            assert (reader.warehouse_dir / "followup" / "memo.html").read_text(encoding="utf-8") == str(whole)
            fetch_made(Bucket(address), "rsp.duckdb", tmp_path / "fetched.duckdb")
            seen.extend([whole, figure(tmp_path / "fetched.duckdb")])

    reading = threading.Thread(target=read)
    reading.start()
    for number in range(1, 11):
        night(writer, number)
    is_over.set()
    reading.join()
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    assert seen[-1] >= 9


def test_one_that_is_killed_between_the_objects_and_the_pointer_published_nothing(
    address: str, tmp_path: Path, port: int
) -> None:
    mine = region(address, tmp_path)
    night(mine, 1)
    before, way = pointed(address), Way(port)
    with way.open(), held_by_another(address, tmp_path / "other") as other:
        way.hold = "PUT /rsp-regions/" + address.rpartition("/")[2] + "/current.json"
        assert other.stdin
        other.stdin.write("never seen\n")
        other.stdin.flush()
        assert way.is_holding.wait(60)
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        way.cut_at = "PUT"
    assert pointed(address) == before
    (orphan,) = {name for name in objects(address) if name.endswith("made.txt")}
    with pytest.raises(Busy), in_turn(mine, patience=0):
        pass
    let_run_out(address)
    with in_turn(mine, patience=0):
        assert not (mine.warehouse_dir / "made.txt").exists()
        publish(mine, 2)
    assert "warehouse/made.txt" not in pointed(address).files
    send_up_when_all_is_outdated(mine)
    assert orphan in objects(address)  # nothing differed, so nothing was sent or removed
    (mine.warehouse_dir / "nights.json").write_text("[]", encoding="utf-8")
    send_up_when_all_is_outdated(mine)
    assert orphan not in objects(address)
    assert set(pointed(address).objects) <= objects(address)


@pytest.mark.parametrize("publishes", [True, False])
def test_one_whose_turn_was_taken_over_publishes_nothing(address: str, tmp_path: Path, publishes: bool) -> None:
    slow, fast = region(address, tmp_path / "slow"), region(address, tmp_path / "fast")
    night(slow, 1)
    with pytest.raises(TurnLost, match=rf"^Turen i {address} är övertagen.*Inget är publicerat\.$"), in_turn(slow):
        publish(slow, 2)
        let_run_out(address)
        with in_turn(fast, patience=0):
            if publishes:
                publish(fast, 3)
        after = pointed(address)
    assert pointed(address) == after
    assert figure(latest(fast).published_file) == (3 if publishes else 1)


def test_the_pointer_alone_keeps_out_one_whose_turn_is_over(address: str, tmp_path: Path) -> None:
    slow, fast = region(address, tmp_path / "slow"), region(address, tmp_path / "fast")
    night(slow, 1)
    late = Copy(Bucket(address), slow.data_dir, slow.warehouse_dir)
    late.bring_down()
    night(fast, 2)
    publish(slow, 3)
    with pytest.raises(Overtaken, match=rf"publicerat i {address} under tiden"):
        late.send_up(datetime.now(UTC))
    assert figure(latest(fast).published_file) == 2


def test_what_is_in_the_working_copy_is_trusted_by_its_checksum_alone(address: str, tmp_path: Path) -> None:
    mine = region(address, tmp_path)
    Bucket(address).replace("raw/grants/a.csv", b"Diarienummer\n1\n", None)
    with in_turn(mine):
        publish(mine, 1)
        (mine.warehouse_dir / "pseudonym.key").write_text("secret", encoding="utf-8")
        (mine.warehouse_dir / "pseudonym.key").chmod(0o600)
    before = held(mine)
    for name, spoilt in {"raw/grants/a.csv": b"Diarie", "warehouse/rsp.duckdb": b"", "raw/mine.csv": b"1"}.items():
        (mine.data_dir / name).write_bytes(spoilt)
    (mine.warehouse_dir / "pseudonym.key").unlink()
    (mine.warehouse_dir / "followup" / "old.html").write_text("old", encoding="utf-8")
    assert held(latest(mine)) == before
    assert (mine.warehouse_dir / "pseudonym.key").stat().st_mode & 0o777 == 0o600
    assert mine.data_dir.stat().st_mode & 0o777 == 0o700


def test_a_delivery_is_read_as_it_is_and_one_that_changed_is_brought_anew(address: str, tmp_path: Path) -> None:
    mine, bucket = region(address, tmp_path), Bucket(address)
    etag = bucket.replace("raw/grants/a.csv", b"1", None)
    bucket.replace("raw/visits", b"", None)  # as a storage's own page makes a folder
    latest(mine)
    bucket.replace("raw/grants/a.csv", b"2", etag)
    assert contents(latest(mine).raw_dir) == {"grants/a.csv": b"2"}


def test_what_the_program_writes_among_the_deliveries_goes_back_and_nothing_else_is_overwritten(
    address: str, tmp_path: Path
) -> None:
    mine, bucket, name = region(address, tmp_path), Bucket(address), "raw/reference/corrections.csv"
    etag = bucket.replace(name, b"1", None)
    with in_turn(mine):
        (mine.data_dir / name).write_bytes(b"1 2")
    sent = kept(address, name)
    assert sent.content == b"1 2"
    with pytest.raises(Overtaken, match=rf"^{address}/{name} har ändrats"), in_turn(mine):
        (mine.data_dir / name).write_bytes(b"1 2 3")
        bucket.replace(name, b"by the steward", sent.etag)
    left = kept(address, name)
    assert (left.content, etag != left.etag) == (b"by the steward", True)


def test_equal_files_share_an_object_and_one_that_is_left_stays_a_day(address: str, tmp_path: Path) -> None:
    mine = region(address, tmp_path)
    night(mine, 1)
    first = pointed(address).files["warehouse/rsp.duckdb"].object
    with in_turn(mine):
        (mine.warehouse_dir / "rsp.duckdb").rename(mine.warehouse_dir / "rsp.previous.duckdb")
        publish(mine, 2)
    assert pointed(address).files["warehouse/rsp.previous.duckdb"].object == first
    with in_turn(mine):
        (mine.warehouse_dir / "rsp.previous.duckdb").unlink()
    assert first in objects(address)
    assert first in pointed(address).left
    (mine.warehouse_dir / "nights.json").write_text("[]", encoding="utf-8")
    send_up_when_all_is_outdated(mine)
    assert first not in objects(address)


def test_a_pointer_of_a_later_version_or_a_damaged_object_is_refused(address: str, tmp_path: Path) -> None:
    mine, bucket = region(address, tmp_path), Bucket(address)
    night(mine, 1)
    published = pointed(address).files["warehouse/rsp.duckdb"].object
    (tmp_path / "half").write_bytes(b"half")
    bucket.send(published, tmp_path / "half")
    with pytest.raises(Unreachable, match=rf"^{address}/{published} är skadad"):
        fetch_made(bucket, "rsp.duckdb", tmp_path / "fetched.duckdb")
    assert not (tmp_path / "fetched.duckdb").exists()
    bucket.replace(POINTER, json.dumps({"format": 2}).encode(), kept(address, POINTER).etag)
    with pytest.raises(Unreachable, match=rf"^{address}/current.json är skriven av en senare version"):
        latest(mine)
