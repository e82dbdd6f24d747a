"""The turn at a region or the nation, on disk or on object storage: who writes takes it, who reads asks for the latest.

On disk the turn is the lock of the warehouse, and the latest is what is there. On object storage the folder is a
working copy: the turn brings down what differs, and sends up what was made when it ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rsp_pipeline.settings import Place
from rsp_pipeline.store import lock
from rsp_pipeline.store.lock import PATIENCE_SECONDS, Busy, sole_use

if TYPE_CHECKING:
    from rsp_pipeline.remote.copy import Copy
    from rsp_pipeline.remote.lease import Lease

Lying = TypeVar("Lying", bound=Place)


@dataclass
class _Turn:
    """A turn on object storage that this process has; none of it is left once sending up has failed."""

    copy: Copy
    lease: Lease
    is_left: bool = True

    def send_up(self, only: Path | None = None) -> None:
        if not self.is_left:
            return
        self.is_left = False
        self.lease.renew()
        self.copy.send_up(datetime.now(UTC), only)
        self.is_left = True


_turns: dict[Path, _Turn] = {}
"""Those of this process, by their working folders: a step of the night does not know who took the turn."""


@contextmanager
def in_turn(
    place: Place, tell_waiting: Callable[[str], None] = lambda _: None, patience: float = PATIENCE_SECONDS
) -> Iterator[None]:
    """Work alone with a region's registers and warehouse: see `store.lock.sole_use`.

    Raises:
        Busy: another works there.
        OSError: the folder, or the object storage, cannot be read or written. What is published is as it was.
    """
    with _alone(place, tell_waiting, patience):
        if place.address:
            with _leased(place, tell_waiting, patience):
                yield
        else:
            yield


@contextmanager
def in_turn_elsewhere(place: Place, tell_waiting: Callable[[str], None]) -> Iterator[None]:
    """The turn for what needs none on disk, where it replaces a single file: likewise.

    Raises:
        Busy: another works on the object storage.
        OSError: it cannot be read or written.
    """
    with in_turn(place, tell_waiting) if place.address else nullcontext():
        yield


def send_up(place: Place, only: Path | None = None) -> None:
    """Send up what the turn has made so far, or one file of it; on disk it is in place.

    Raises:
        Unreachable: it cannot be sent, or someone else took over the turn. Nothing is published, and nothing will be
            before the next turn.
    """
    if turn := _turns.get(place.data_dir):
        turn.send_up(only)


def latest(place: Lying) -> Lying:
    """The same place, when its folder has the latest that is published and delivered.

    Raises:
        OSError: the folder, or the object storage, cannot be read or written.
    """
    if place.address and place.data_dir not in _turns:
        with suppress(Busy), _alone(place, lambda _: None, patience=0):  # who works there has brought it down
            _copy_of(place).bring_down()
    return place


def is_in_use(place: Place) -> bool:
    """Whether someone works with the region.

    Raises:
        Unreachable: the object storage cannot be asked.
    """
    if lock.is_in_use(place.warehouse_dir):
        return True
    if not place.address:
        return False
    from rsp_pipeline.remote.lease import holder

    return bool(holder(_copy_of(place).bucket))


def _alone(place: Place, tell_waiting: Callable[[str], None], patience: float) -> AbstractContextManager[None]:
    """The folder to oneself; a working copy is its owner's alone."""
    if place.address:
        place.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return sole_use(place.warehouse_dir, tell_waiting, patience)


@contextmanager
def _leased(place: Place, tell_waiting: Callable[[str], None], patience: float) -> Iterator[None]:
    from rsp_pipeline.remote.lease import leased

    copy = _copy_of(place)
    with leased(copy.bucket, tell_waiting, time.monotonic() + patience) as lease:
        copy.bring_down()
        if lease.ran_out:
            copy.fence(datetime.now(UTC))
        turn = _turns[place.data_dir] = _Turn(copy, lease)
        try:
            yield
        except BaseException:
            with suppress(OSError):
                turn.send_up()
            raise
        else:
            turn.send_up()
        finally:
            del _turns[place.data_dir]


def _copy_of(place: Place) -> Copy:
    from rsp_pipeline.remote.bucket import Bucket
    from rsp_pipeline.remote.copy import Copy

    return Copy(Bucket(place.address), place.data_dir, place.warehouse_dir)
