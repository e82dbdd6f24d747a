"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp

UNFINISHED = ".part"


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


def remove_unfinished(folder: Path) -> None:
    """Remove what killed processes left unfinished in a folder and its subfolders; no other may be writing there."""
    for left in folder.rglob(f".*{UNFINISHED}*"):
        _remove(left)


def _remove(left: Path) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)
