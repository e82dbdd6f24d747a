"""One at a time in the warehouse: a refresh from the shell, the clock and the web page take turns.

The lock is the operating system's and belongs to the process that holds it: one that is killed lets go of it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rsp_pipeline.store.atomic import remove_unfinished
from rsp_pipeline.store.clock import now

LOCK_FILE = ".lock"
PATIENCE_SECONDS = 600.0
ASKED_EVERY_SECONDS = 0.2


class Busy(Exception):
    """Another process works in the warehouse; the message says in Swedish which, and what to do."""

    @classmethod
    def of(cls, holder: str) -> Busy:
        """The refusal while that one works."""
        return cls(
            f"En annan uppdatering pågår ({holder}). Två körs aldrig samtidigt. Vänta tills den är klar och "
            "försök igen."
        )


def waiting_for(holder: str) -> str:
    """What the one who waits is told."""
    return f"En annan uppdatering pågår ({holder}). Väntar tills den är klar."


@contextmanager
def sole_use(
    warehouse: Path,
    tell_waiting: Callable[[str], None] = lambda _: None,
    patience: float = PATIENCE_SECONDS,
) -> Iterator[None]:
    """Work alone in the warehouse folder, after at most `patience` seconds' wait.

    `tell_waiting` gets a Swedish sentence when there is something to wait for. What killed processes left unfinished
    is removed first.

    Raises:
        Busy: another process still works there.
        OSError: the folder cannot be written to.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    lock = _taken(warehouse / LOCK_FILE, tell_waiting, time.monotonic() + patience)
    try:
        os.ftruncate(lock, 0)
        os.write(lock, f"process {os.getpid()}, sedan {now():%Y-%m-%d %H:%M:%S}".encode())
        remove_unfinished(warehouse)
        yield
    finally:
        os.close(lock)


def is_in_use(warehouse: Path) -> bool:
    """Whether some process works in the warehouse folder."""
    try:
        lock = os.open(warehouse / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def _taken(path: Path, tell_waiting: Callable[[str], None], until: float) -> int:
    has_been_said = False
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 100).decode(errors="replace")
            os.close(lock)
            if time.monotonic() >= until:
                raise Busy.of(holder) from None
            if not has_been_said:
                tell_waiting(waiting_for(holder))
                has_been_said = True
            time.sleep(ASKED_EVERY_SECONDS)
            continue
        if _is_still(path, lock):
            return lock
        os.close(lock)  # someone removed the file that was locked: what others lock is another one


def _is_still(path: Path, lock: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(lock))
    except FileNotFoundError:
        return False
