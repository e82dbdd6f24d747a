"""A copy of an installation in one file: what was delivered and what was made of it, tried whole before it is put back.

The file is a compressed tar, which any tool unpacks. Its last member, `rsp-backup.json`, has the SHA-256 of every file,
so that half a copy is known for one. Whoever calls has the warehouse to himself: see `lock.sole_use`.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from rsp_pipeline.store.atomic import UNFINISHED, replaced
from rsp_pipeline.store.lock import LOCK_FILE

PARTS = ("raw", "warehouse")
CONTENTS = "rsp-backup.json"
FORMAT = 1
LEFT_OUT = ("warehouse/dagster", "warehouse/snapshots", f"warehouse/{LOCK_FILE}")
"""What is no part of a copy: the history of runs, which is being written, and what costs more room than it is worth."""
NOTHING_IN_IT = {LOCK_FILE, ".gitkeep"}


class NoBackup(Exception):
    """A file that is no whole copy that this program reads; the message says in Swedish why."""


@dataclass(frozen=True)
class Backup:
    """A copy: when it was made, by which version of the program, and how many files it has."""

    made_at: datetime
    code_version: str
    files: int


def back_up(data: Path, file: Path, made_at: datetime, code_version: str) -> Backup:
    """Copy an installation's data into a file that only its owner reads.

    Raises:
        OSError: it cannot be written, or something cannot be read; a copy that was there before stands.
    """
    checksums: dict[str, str] = {}
    with replaced(file) as beside, tarfile.open(beside, "w:gz", compresslevel=1, dereference=True) as archive:
        for name, path in _contents(data):
            member = archive.gettarinfo(str(path), name)
            if not path.is_file():
                archive.addfile(member)
                continue
            with path.open("rb") as content:
                hashed = _Hashing(content)
                archive.addfile(member, hashed)
            checksums[name] = hashed.checksum
        about = {"format": FORMAT, "made_at": made_at.isoformat(), "code_version": code_version, "files": checksums}
        text = json.dumps(about, ensure_ascii=False, indent=2).encode()
        last = tarfile.TarInfo(CONTENTS)
        last.size = len(text)
        archive.addfile(last, io.BytesIO(text))
    return Backup(made_at, code_version, len(checksums))


def put_back(file: Path, data: Path, aside: Path) -> Backup:
    """Put a copy in the place of an installation's data; what was there is moved to the folder `aside`.

    Raises:
        NoBackup: it is no whole copy; nothing is changed.
        OSError: it cannot be read or put in place; nothing is changed.
    """
    data.mkdir(parents=True, exist_ok=True)
    for left in data.glob(f".restore.*{UNFINISHED}"):  # by a process that was killed
        shutil.rmtree(left)
    with TemporaryDirectory(dir=data, prefix=".restore.", suffix=UNFINISHED) as folder:
        unpacked = Path(folder)
        backup = _unpack(file, unpacked)
        _exchange(unpacked, data, aside)
    return backup


def is_empty(data: Path) -> bool:
    """Whether there is nothing in an installation's data that could be lost."""
    return not any(_has_something(data / part) for part in PARTS)


def _has_something(folder: Path) -> bool:
    return folder.is_dir() and any(path.name not in NOTHING_IN_IT for path in folder.iterdir())


def _contents(data: Path) -> Iterator[tuple[str, Path]]:
    """The folders and files of a copy by their names in it, folders before what is in them; links are followed."""
    for part in PARTS:
        for folder, subfolders, files in os.walk((data / part).resolve(), followlinks=True):
            place = PurePosixPath(part, Path(folder).relative_to((data / part).resolve()).as_posix())
            subfolders[:] = sorted(name for name in subfolders if _is_kept(place / name))
            yield str(place), Path(folder)
            for name in sorted(files):
                if _is_kept(place / name) and (path := Path(folder, name)).is_file():
                    yield str(place / name), path


def _is_kept(place: PurePosixPath) -> bool:
    return str(place) not in LEFT_OUT and not (place.name.startswith(".") and UNFINISHED in place.name)


@dataclass
class _Hashing:
    """A file that knows the checksum of what has been read of it."""

    content: IO[bytes]

    def __post_init__(self) -> None:
        self._sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        some = self.content.read(size)
        self._sha256.update(some)
        return some

    @property
    def checksum(self) -> str:
        """The SHA-256 of what has been read."""
        return self._sha256.hexdigest()


def _unpack(file: Path, folder: Path) -> Backup:
    """Unpack a copy and try it whole."""
    modes: dict[Path, int] = {}
    checksums: dict[str, str] = {}
    about: dict[str, Any] = {}
    try:
        with tarfile.open(file, "r|*") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if member.name == CONTENTS and content:
                    about = json.loads(content.read())
                    _refuse_newer(about)
                    continue
                place = folder / _safe(member)
                modes[place] = member.mode & 0o777
                if not content:
                    place.mkdir(parents=True, exist_ok=True)
                    continue
                hashed = _Hashing(content)
                with place.open("wb") as written:
                    shutil.copyfileobj(hashed, written)
                os.utime(place, (member.mtime, member.mtime))
                checksums[member.name] = hashed.checksum
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise NoBackup(f"{file} är ingen hel säkerhetskopia: den är skadad eller avbruten. ({error})") from error
    if checksums != about.get("files"):
        raise NoBackup(f"{file} är ingen hel säkerhetskopia: filer saknas, eller är inte som när den gjordes.")
    for place in reversed(modes):
        place.chmod(modes[place])
    return Backup(datetime.fromisoformat(about["made_at"]), about["code_version"], len(checksums))


def _refuse_newer(about: dict[str, Any]) -> None:
    if about["format"] > FORMAT:
        raise NoBackup(
            f"Säkerhetskopian är gjord av en senare version av programmet, {about['code_version']}, i ett format "
            "som det här inte läser. Uppgradera programmet först."
        )


def _safe(member: tarfile.TarInfo) -> PurePosixPath:
    """Where in the data a member belongs.

    Raises:
        ValueError: nowhere.
    """
    place = PurePosixPath(member.name)
    if not (member.isfile() or member.isdir()) or place.parts[:1] not in [(part,) for part in PARTS]:
        raise ValueError(member.name)
    if ".." in place.parts:
        raise ValueError(member.name)
    return place


def _exchange(unpacked: Path, data: Path, aside: Path) -> None:
    """Put each part in place, the warehouse with its lock last; what was moved is moved back if one cannot be."""
    done: list[tuple[Path, Path]] = []
    try:
        for part in PARTS:
            place = (data / part).resolve()
            new = unpacked / part
            new.mkdir(exist_ok=True)
            if place.exists():
                aside.mkdir(mode=0o700, exist_ok=True)
                _move(place, aside / part, done)
            _move(new, place, done)
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise
    for part in PARTS:
        if (aside / part).exists() and not _has_something(aside / part):
            shutil.rmtree(aside / part)
    if aside.exists() and not any(aside.iterdir()):
        aside.rmdir()


def _move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    source.rename(target)
    done.append((source, target))
