"""Processes that run beside this one, each in a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE_SECONDS = 90
TO_END_SECONDS = 20
LOG, LAST_CHARACTERS = "log.txt", 4000


class PartStopped(Exception):
    """A process that ended, or never came so far; the message is the end of its log."""


@dataclass(frozen=True)
class Part:
    """A running process and those that it started, with the folder that it works in."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def name(self) -> str:
        """What it is called: as its folder."""
        return self.folder.name

    def told(self) -> str:
        """What it has told."""
        return (self.folder / LOG).read_text(encoding="utf-8", errors="replace")

    def wait(self, is_ready: Callable[[], bool]) -> None:
        """Return when it is ready.

        Raises:
            PartStopped: it ended first, or did not come so far in a minute and a half.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise PartStopped(f"{self.name}:\n{self.told()[-LAST_CHARACTERS:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End it at once with all that it started, as when a machine loses its power."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask_to_end(self) -> None:
        """Ask it to end, with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        self.ask_to_end()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(TO_END_SECONDS)
        self.kill()


@contextmanager
def running(folder: Path, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Part]:
    """A process in a folder, which may be there already, until the context ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOG).open("ab") as log:
        started = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=log, stderr=log, start_new_session=True
        )
    part = Part(folder, started)
    try:
        yield part
    finally:
        part.stop()


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody listens to a port of this machine."""
    with closing(socket.socket()) as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
