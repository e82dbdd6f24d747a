"""Files that are there whole or not at all, and a note of which were made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from glob import escape
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

UNFINISHED = ".part"

_noted: ContextVar[list[Path] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[list[Path]]:
    """A list that gets the path of every file that is `replaced`, or noted by `note`, within the block."""
    made: list[Path] = []
    outer = _noted.set(made)
    try:
        yield made
    finally:
        _noted.reset(outer)
        for path in made:
            note(path)


def note(path: Path) -> None:
    """Note a file as made, when someone asks what is: one that stands and need not be written belongs there too."""
    if (made := _noted.get()) is not None:
        made.append(path)


@contextmanager
def replaced(path: Path, mode: int = 0o600) -> Iterator[Path]:
    """A path beside `path` to write to, which takes its place when the block ends well.

    The finished file gets the permissions `mode`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=UNFINISHED, delete=False) as file:
        beside = Path(file.name)
    try:
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.chmod(mode)
        beside.replace(path)
        note(path)
    finally:
        for left in [path for path in beside.parent.iterdir() if path.name.startswith(beside.name)]:
            _remove(left)  # nothing, unless the block failed


@contextmanager
def replaced_folder(path: Path, mode: int = 0o700) -> Iterator[Path]:
    """A folder beside `path` to write in, which takes its place, with all that is in it, when the block ends well.

    The finished folder gets the permissions `mode`. The one before is gone for the moment between two renamings. What a
    killed process left is removed first, so no other may be writing to the same path.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f".{escape(path.name)}.*{UNFINISHED}*"):
        _remove(left)
    beside = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=UNFINISHED))
    before = beside.with_name(f"{beside.name}.before")
    try:
        yield beside
        beside.chmod(mode)
        if path.exists():
            path.rename(before)
        try:
            beside.rename(path)
        except OSError:
            if before.exists():
                before.rename(path)
            raise
    finally:
        for left in (beside, before):
            _remove(left)


def put_also(path: Path, other: Path) -> None:
    """Put the file of `path` in the place of `other` too, read-only; copied where the file system has no hard links.

    It is no file that is made: `noting` does not hear of it.
    """
    outer = _noted.set(None)
    try:
        with replaced(other, mode=0o444) as beside:
            beside.unlink()
            try:
                os.link(path, beside)
            except OSError:
                shutil.copyfile(path, beside)
    finally:
        _noted.reset(outer)


def remove_unfinished(folder: Path) -> None:
    """Remove what killed processes left unfinished in a folder and its subfolders; no other may be writing there."""
    for left in folder.rglob(f".*{UNFINISHED}*"):
        _remove(left)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)


def written_down(path: Path, text: str) -> None:
    """Write a small file whole; on a full disk over the one that is there, which has its place on the disk already.

    Raises:
        OSError: neither can be done.
    """
    try:
        with replaced(path) as beside:
            beside.write_text(text, encoding="utf-8")
    except OSError:
        with path.open("r+", encoding="utf-8") as there:
            there.write(text)
            there.truncate()
