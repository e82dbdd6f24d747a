"""The turn on object storage: an object that says who has it and until when.

The one who has it renews it in a thread; when he is killed it runs out, and the next takes it over. That is to keep two
nights from working in vain, and rests on clocks. That no one publishes out of turn rests on conditional writes of the
pointer alone, which whoever takes over a lease that ran out writes anew: see `copy`.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from rsp_pipeline.remote.bucket import Bucket, Overtaken, Unreachable, Version
from rsp_pipeline.store.clock import now
from rsp_pipeline.store.lock import Busy, waiting_for

FILE = "lease.json"
LASTS = timedelta(seconds=60)
RENEWED_EVERY_SECONDS = 20.0
ASKED_EVERY_SECONDS = 1.0


class TurnLost(Unreachable):
    """Someone else has taken over the turn, or published; the message is a Swedish sentence."""


@dataclass
class Lease:
    """The turn, as this process has it. `ran_out` tells that whoever had it before never gave it back."""

    bucket: Bucket
    etag: str
    holder: str
    ran_out: bool
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def renew(self) -> None:
        """Have it for another while.

        Raises:
            TurnLost: someone else has it.
            Unreachable: the storage cannot be asked.
        """
        self._write(self.holder, datetime.now(UTC) + LASTS)

    def give_back(self) -> None:
        """Let the next have it at once; where that cannot be said, it runs out."""
        with suppress(Unreachable):
            self._write("", datetime.now(UTC))

    def _write(self, holder: str, until: datetime) -> None:
        with self._one_at_a_time:
            try:
                self.etag = self.bucket.replace(FILE, _content(holder, until), self.etag)
            except Overtaken:
                raise TurnLost(
                    f"Turen i {self.bucket.address} är övertagen av en annan uppdatering. Inget är publicerat."
                ) from None


@contextmanager
def leased(bucket: Bucket, tell_waiting: Callable[[str], None], until: float) -> Iterator[Lease]:
    """Have the turn within the block, after waiting for it until `time.monotonic()` is `until` at most.

    Raises:
        Busy: another has it still.
        Unreachable: the storage cannot be asked.
    """
    lease = _taken(bucket, tell_waiting, until)
    is_over = threading.Event()
    renewing = threading.Thread(target=_keep, args=(lease, is_over), daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        is_over.set()
        renewing.join()
        lease.give_back()


def holder(bucket: Bucket) -> str:
    """Who has the turn at the moment, and since when: empty if no one has.

    Raises:
        Unreachable: the storage cannot be asked.
    """
    return _holder(bucket.read(FILE))


def _keep(lease: Lease, is_over: threading.Event) -> None:
    while not is_over.wait(RENEWED_EVERY_SECONDS):
        try:
            lease.renew()
        except TurnLost:
            return  # who publishes is told
        except Unreachable:
            continue  # perhaps the next time


def _taken(bucket: Bucket, tell_waiting: Callable[[str], None], until: float) -> Lease:
    me = f"{socket.gethostname()}, process {os.getpid()}, sedan {now():%Y-%m-%d %H:%M:%S}"
    has_been_said = False
    while True:
        there = bucket.read(FILE)
        other = _holder(there)
        if not other:
            with suppress(Overtaken):  # someone was faster
                etag = bucket.replace(FILE, _content(me, datetime.now(UTC) + LASTS), there and there.etag)
                return Lease(bucket, etag, me, ran_out=there is not None and bool(_told(there)["holder"]))
            continue
        if time.monotonic() >= until:
            raise Busy.of(other)
        if not has_been_said:
            tell_waiting(waiting_for(other))
            has_been_said = True
        time.sleep(ASKED_EVERY_SECONDS)


def _content(holder: str, until: datetime) -> bytes:
    return json.dumps({"holder": holder, "until": until.isoformat(), "id": uuid4().hex}, ensure_ascii=False).encode()


def _holder(there: Version | None) -> str:
    if there is None:
        return ""
    told = _told(there)
    return told["holder"] if datetime.fromisoformat(told["until"]) > datetime.now(UTC) else ""


def _told(there: Version) -> dict[str, str]:
    """Who has it and until when; one that cannot be read has run out."""
    try:
        told = json.loads(there.content)
        return {"holder": str(told["holder"]), "until": datetime.fromisoformat(told["until"]).isoformat()}
    except (ValueError, KeyError, TypeError):
        return {"holder": "okänd", "until": datetime.min.replace(tzinfo=UTC).isoformat()}
