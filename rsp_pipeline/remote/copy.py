"""A region's or the nation's working copy: a folder of this machine with what its objects hold, brought and sent.

`raw/` is what was delivered, each file the object of that name: read as it is, and written back where the program wrote
to it. All else is what the pointer names. What is in the folder already is trusted only by its checksum, so it may be
changed, cut short or deleted at any time; the history of Dagster alone stays on the machine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rsp_pipeline.remote.bucket import Bucket, Gone, Overtaken, Unreachable
from rsp_pipeline.remote.generation import (
    OBJECTS,
    POINTER,
    Generation,
    NotAGeneration,
    Stored,
    new_name,
)
from rsp_pipeline.store.atomic import UNFINISHED, replaced, written_down
from rsp_pipeline.store.checksums import checksum, state_of
from rsp_pipeline.store.lock import LOCK_FILE

if TYPE_CHECKING:
    from obstore import ObjectMeta

RAW, MADE = "raw", "warehouse"
BESIDE = "users.txt"  # who may log in to Dagster's page
BROUGHT = ".brought.json"
STAYS = ("dagster", LOCK_FILE, BROUGHT)  # on the machine, of what is made
PRIVATE = 0o600
AT_A_TIME = 8
TRIES = 3

Result = TypeVar("Result")


@dataclass
class Copy:
    """A region's objects and the folder that has them; whoever has it has the folder to himself.

    What the program makes lies in the folder `made`. `generation` is the last one that was read or written, and `etag`
    the mark of its pointer; `raw` has the mark of each delivered object and the checksum of its file.
    """

    bucket: Bucket
    folder: Path
    made: Path
    generation: Generation = field(default_factory=Generation)
    etag: str | None = None
    raw: dict[str, tuple[str, str]] = field(default_factory=dict)

    def bring_down(self) -> None:
        """Let the folder have what the objects hold, of one moment, and nothing else.

        Raises:
            Unreachable: something cannot be read, or is not what the pointer says.
            OSError: the folder cannot be written to.
        """
        for at in range(1, TRIES + 1):
            try:
                self._bring_down()
                return
            except Gone:  # the pointer is a day old by now, or a delivery was taken away
                if at == TRIES:
                    raise

    def send_up(self, moment: datetime, only: Path | None = None) -> None:
        """Let the objects be what the folder has, or `only` one file of it: new ones first, the pointer last.

        Raises:
            Overtaken: someone else has written the pointer, or a delivered file that the program wrote to. In the first
                case nothing is published.
            Unreachable: something cannot be written; nothing is published.
        """
        before, name = self.generation.files, new_name(moment)
        if only:
            path = f"{MADE}/{only.relative_to(self.made).as_posix()}"
            files = {**before, path: _on_disk(only, f"{OBJECTS}/{name}/{path}")}
        else:
            self._send_raw()
            files = {path: _on_disk(file, f"{OBJECTS}/{name}/{path}") for path, file in self._made()}
        objects = {stored.sha256: stored.object for stored in before.values()}
        for path, stored in files.items():
            same = replace(stored, object=objects.setdefault(stored.sha256, stored.object))
            files[path] = before[path] if stored.is_as(before.get(path)) else same
        if files == before:
            return
        new = [path for path, stored in files.items() if stored.object == f"{OBJECTS}/{name}/{path}"]
        _each(lambda path: self.bucket.send(files[path].object, self._place(path)), new)
        self._point(self.generation.followed_by(name, files, moment))
        if not only:
            self._forget_outdated(moment)

    def fence(self, moment: datetime) -> None:
        """Write the pointer anew, so that whoever knew it before can write it no more.

        Raises:
            Unreachable: it cannot be written.
        """
        self._point(self.generation.followed_by(new_name(moment), self.generation.files, moment))

    def _bring_down(self) -> None:
        self.generation, self.etag = pointed_at(self.bucket)
        listed = self.bucket.listed(f"{RAW}/").items()
        delivered = {path: meta for path, meta in listed if not _is_folder(path, meta)}
        known = self._known()
        made = {path: stored for path, stored in self.generation.files.items() if not self._is_there(path, stored)}
        raw = {
            path: meta
            for path, meta in delivered.items()
            if known.get(path, ("", ""))[0] != meta["e_tag"] or state_of(self.folder / path) != known[path][1]
        }
        self.raw = {path: known[path] for path in delivered if path not in raw}
        _each(lambda path: self._fetch_made(path, made[path]), made)
        self.raw |= zip(raw, _each(lambda path: self._fetch_raw(path, raw[path]), raw), strict=True)
        for path, file in [*self._made(), *_files(self.folder / RAW, self.folder)]:
            if path not in self.generation.files and path not in delivered:
                _remove(file, self.folder)
        self._note_raw()

    def _is_there(self, path: str, stored: Stored) -> bool:
        file = self._place(path)
        if state_of(file) != stored.sha256:
            return False
        file.chmod(stored.mode)
        return True

    def _fetch_made(self, path: str, stored: Stored) -> None:
        place = self._place(path)
        with replaced(place, stored.mode) as beside:
            if self.bucket.fetch(stored.object, beside) != stored.sha256:
                raise Unreachable(f"{self.bucket.address}/{stored.object} är skadad: den är inte som när den skrevs.")
        os.utime(place, ns=(stored.changed_ns, stored.changed_ns))

    def _fetch_raw(self, path: str, meta: ObjectMeta) -> tuple[str, str]:
        with replaced(self.folder / path, PRIVATE) as beside:
            sha256 = self.bucket.fetch(path, beside)
        moment = meta["last_modified"].timestamp()
        os.utime(self.folder / path, (moment, moment))
        return str(meta["e_tag"]), sha256

    def _send_raw(self) -> None:
        """Write back what the program wrote among the deliveries; what others wrote meanwhile is never overwritten."""
        for path, file in _files(self.folder / RAW, self.folder):
            etag, sha256 = self.raw.get(path, (None, ""))
            if (now_is := checksum(file)) != sha256:
                self.raw[path] = (self.bucket.replace(path, file.read_bytes(), etag), now_is)
                self._note_raw()

    def _known(self) -> dict[str, tuple[str, str]]:
        try:
            told = json.loads((self.folder / BROUGHT).read_text(encoding="utf-8"))
            return {path: (etag, sha256) for path, (etag, sha256) in told.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def _note_raw(self) -> None:
        written_down(self.folder / BROUGHT, json.dumps(self.raw, ensure_ascii=False))

    def _made(self) -> list[tuple[str, Path]]:
        made = _files(self.made, self.made)
        beside = [(BESIDE, self.folder / BESIDE)] if (self.folder / BESIDE).exists() else []
        return [(f"{MADE}/{path}", file) for path, file in made if path.split("/")[0] not in STAYS] + beside

    def _place(self, path: str) -> Path:
        """Where a file lies that the pointer calls so."""
        first, _, rest = path.partition("/")
        return self.made / rest if first == MADE else self.folder / path

    def _point(self, generation: Generation) -> None:
        try:
            self.etag = self.bucket.replace(POINTER, generation.content, self.etag)
        except Overtaken as error:
            raise Overtaken(
                f"En annan uppdatering har publicerat i {self.bucket.address} under tiden. Det som den publicerade "
                "gäller, och inget härifrån är publicerat. Kör igen."
            ) from error
        self.generation = generation

    def _forget_outdated(self, moment: datetime) -> None:
        objects = self.bucket.listed(f"{OBJECTS}/").items()
        self.bucket.remove(self.generation.outdated(((name, meta["last_modified"]) for name, meta in objects), moment))


def fetch_made(bucket: Bucket, what: str, place: Path) -> None:
    """Write what the pointer names as made, such as `rsp.duckdb`, to a file of one's own.

    Raises:
        Gone: it names none.
        Unreachable: it cannot be read.
        OSError: the file cannot be written.
    """
    generation, _ = pointed_at(bucket)
    if not (stored := generation.files.get(f"{MADE}/{what}")):
        raise Gone(f"{bucket.address}/{MADE}/{what} finns inte: ingen natt har gjort den än.")
    with replaced(place, stored.mode) as beside:
        if bucket.fetch(stored.object, beside) != stored.sha256:
            raise Unreachable(f"{bucket.address}/{stored.object} är skadad: den är inte som när den skrevs.")


def pointed_at(bucket: Bucket) -> tuple[Generation, str | None]:
    """The generation that holds, and the mark of its pointer; an empty one, and none, before the first.

    Raises:
        Unreachable: it cannot be read.
    """
    if (there := bucket.read(POINTER)) is None:
        return Generation(), None
    try:
        return Generation.of(there.content), there.etag
    except NotAGeneration as error:
        raise Unreachable(f"{bucket.address}/{POINTER} {error}") from error


def _on_disk(file: Path, named: str) -> Stored:
    status = file.stat()
    return Stored(named, checksum(file), status.st_mode & 0o777, status.st_mtime_ns)


def _files(folder: Path, root: Path) -> list[tuple[str, Path]]:
    """The whole files in a folder and its subfolders, by their paths from the root."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(path.relative_to(root).as_posix(), path) for path in found if not _is_unfinished(path)]


def _is_folder(path: str, meta: ObjectMeta) -> bool:
    """Whether an object only shows that there is a folder, as storages' own pages make them."""
    return not meta["size"] and "." not in path


def _is_unfinished(path: Path) -> bool:
    return path.name.startswith(".") and UNFINISHED in path.name


def _remove(file: Path, root: Path) -> None:
    """Remove a file, and the folders that are empty without it."""
    file.unlink()
    for folder in file.parents:
        if folder.parent == root or any(folder.iterdir()):
            return
        folder.rmdir()


def _each(do: Callable[[str], Result], paths: Iterable[str]) -> list[Result]:
    """Do something for each path, some at a time; the first error ends it."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return list(pool.map(do, paths))
