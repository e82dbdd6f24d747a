"""The lock of the warehouse, with real processes on the other side of it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rsp_pipeline.store.lock import LOCK_FILE, Busy, sole_use

HOLDER = """
import sys
from pathlib import Path
from rsp_pipeline.store.lock import sole_use
with sole_use(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def held_by_another(warehouse: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLDER, str(warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def test_a_second_process_is_refused_and_told_who_works(tmp_path: Path) -> None:
    with held_by_another(tmp_path) as holder, pytest.raises(Busy) as refused, sole_use(tmp_path, patience=0):
        pass
    assert f"En annan uppdatering pågår (process {holder.pid}, sedan 2" in str(refused.value)
    assert "Vänta tills den är klar och försök igen." in str(refused.value)


def test_a_second_process_waits_its_turn_and_is_told_so_once(tmp_path: Path) -> None:
    told: list[str] = []
    with held_by_another(tmp_path) as holder:

        def let_go(message: str) -> None:
            told.append(message)
            assert holder.stdin
            holder.stdin.close()

        with sole_use(tmp_path, tell_waiting=let_go, patience=60):
            pass
    assert len(told) == 1
    assert told[0].endswith("Väntar tills den är klar.")


def test_a_killed_process_lets_go_and_what_it_left_unfinished_is_removed(tmp_path: Path) -> None:
    with held_by_another(tmp_path) as holder:
        (tmp_path / "tables").mkdir()
        (tmp_path / "tables" / ".grants.parquet.abc.part").touch()
        (tmp_path / "tables" / "grants.parquet").touch()
        (tmp_path / ".rsp.duckdb.abc.part.wal").touch()
        (tmp_path / ".rsp.duckdb.abc.part.tmp").mkdir()
        (tmp_path / "rsp.duckdb").touch()
        holder.kill()
        holder.wait()
        names = [LOCK_FILE, "grants.parquet", "rsp.duckdb", "tables"]
        with sole_use(tmp_path, patience=0):
            assert sorted(path.name for path in tmp_path.rglob("*")) == names


def test_a_lock_file_that_someone_removed_locks_nobody_out_and_nobody_in(tmp_path: Path) -> None:
    with sole_use(tmp_path):
        (tmp_path / LOCK_FILE).unlink()
    with sole_use(tmp_path, patience=0), pytest.raises(Busy), sole_use(tmp_path, patience=0):
        pass
