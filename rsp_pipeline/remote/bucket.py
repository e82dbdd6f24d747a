"""The objects of one region, read and written whole; what hinders is told in Swedish, by the object's name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import S3Store

RETRIES = 4
RETRIED_FOR = timedelta(seconds=30)
ANSWERED_WITHIN = timedelta(seconds=5)
OBJECT_WITHIN = timedelta(minutes=10)  # whole
CHUNK_BYTES = 8_000_000

REASONS = {  # of what storages answer
    ("NoSuchBucket",): "bucketen finns inte. Gör den, eller rätta RSP_DATA_DIR.",
    ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "Forbidden", "Unauthorized", "169.254.169.254"): (
        "behörighet saknas. Se efter AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY och bucketens policy."
    ),
    ("QuotaExceeded", "StorageFull", "InsufficientCapacity", "507 "): "lagringen är full. Frigör utrymme och kör igen.",
    ("InvalidPath", "invalid path"): "ett objekt har ett namn som ingen fil kan ha, som .. eller //. Ta bort det.",
}
ELSE = "lagringen svarar inte som den ska. Se efter nätet och AWS_ENDPOINT_URL, och kör igen."


class Unreachable(OSError):
    """Something on object storage that cannot be read or written; the message is a Swedish sentence that names it."""


class Gone(Unreachable):
    """An object that should be there is not."""


class Overtaken(Unreachable):
    """An object is another than the one that was to be replaced: someone else wrote it meanwhile."""


class Version(NamedTuple):
    """What an object holds, and the mark by which the storage tells this version of it from any other."""

    content: bytes
    etag: str


@dataclass(frozen=True)
class Bucket:
    """The objects under an address such as `s3://bucket/region`, by their names below it.

    Keys and the storage's own address are said by the environment, as AWS's tools have it.
    """

    address: str

    def read(self, name: str) -> Version | None:
        """A small object, if it is there.

        Raises:
            Unreachable: the storage cannot be asked.
        """
        try:
            with self._asked(name) as store:
                found = store.get(name)
                return Version(bytes(found.bytes()), str(found.meta["e_tag"]))
        except Gone:
            return None

    def fetch(self, name: str, place: Path) -> str:
        """Write an object to a file, and return its SHA-256.

        Raises:
            Gone: it is not there.
            Unreachable: it cannot be read.
            OSError: the file cannot be written.
        """
        sha256 = hashlib.sha256()
        with place.open("wb") as file:
            for chunk in self._chunks(name):
                sha256.update(chunk)
                file.write(chunk)
        return sha256.hexdigest()

    def send(self, name: str, file: Path) -> None:
        """Write a file to an object of its own, which no one else writes.

        Raises:
            Unreachable: it cannot be written.
        """
        with self._asked(name) as store:
            store.put(name, file)

    def replace(self, name: str, content: bytes, etag: str | None) -> str:
        """Write a small object in place of the version that is known, or of none; the mark of the new one.

        Raises:
            Overtaken: another version is there by now.
            Unreachable: it cannot be written.
        """
        try:
            with self._asked(name) as store:
                put = store.put(name, content, mode={"e_tag": etag} if etag else "create", use_multipart=False)
                return str(put["e_tag"])
        except Overtaken:
            there = self.read(name)
            if there and there.content == content:  # it was written, and only the answer was lost
                return there.etag
            raise

    def listed(self, under: str) -> dict[str, ObjectMeta]:
        """The objects below a name, by their names.

        Raises:
            Unreachable: the storage cannot be asked.
        """
        with self._asked(under) as store:
            return {meta["path"]: meta for page in store.list(under) for meta in page}

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects.

        Raises:
            Unreachable: one cannot be removed.
        """
        if known := list(names):
            with self._asked(known[0]) as store:
                store.delete(known)

    @cached_property
    def _store(self) -> S3Store:
        try:
            from obstore.store import S3Store
        except ModuleNotFoundError:
            raise Unreachable(
                f"RSP_DATA_DIR är {self.address}, men paketet obstore är inte installerat. Kör make s3."
            ) from None
        bucket, _, prefix = self.address.removeprefix("s3://").partition("/")
        is_plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        return S3Store(
            bucket,
            prefix=prefix or None,
            client_options={
                "allow_http": is_plain,
                "connect_timeout": ANSWERED_WITHIN,
                "timeout": OBJECT_WITHIN,
            },
            retry_config={"max_retries": RETRIES, "retry_timeout": RETRIED_FOR},
        )

    def _chunks(self, name: str) -> Iterator[bytes]:
        with self._asked(name) as store:
            for chunk in store.get(name).stream(min_chunk_size=CHUNK_BYTES):
                yield bytes(chunk)

    @contextmanager
    def _asked(self, name: str) -> Iterator[S3Store]:
        """The storage, asked about an object; its errors as ours."""
        store, place = self._store, f"{self.address}/{name}"
        from obstore import exceptions

        try:
            yield store
        except (exceptions.AlreadyExistsError, exceptions.PreconditionError) as error:
            raise Overtaken(f"{place} har ändrats av någon annan under tiden. Kör igen.") from error
        except (exceptions.BaseError, FileNotFoundError) as error:
            told = str(error)
            why = next((why for signs, why in REASONS.items() if any(sign in told for sign in signs)), "")
            if isinstance(error, FileNotFoundError) and not why:
                raise Gone(f"{place} finns inte.") from error
            raise Unreachable(f"{place}: {why or ELSE}") from error
