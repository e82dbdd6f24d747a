"""The parts of a workbook that is an archive."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZipFile

PIECE = 4_000_000  # bytes of a part looked through at a time


class Parts:
    """A workbook by its parts."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @contextmanager
    def _archive(self) -> Iterator[ZipFile]:
        with ZipFile(io.BytesIO(self._content)) as archive:
            yield archive

    def part(self, path: str) -> bytes:
        """A part's content; nothing where there is none."""
        with self._archive() as archive:
            return archive.read(path) if path in archive.namelist() else b""

    def size(self, path: str) -> int:
        """How many bytes a part holds; none where there is none."""
        with self._archive() as archive:
            return archive.getinfo(path).file_size if path in archive.namelist() else 0

    def pieces(self, path: str, after: bytes) -> Iterator[bytes]:
        """What a part holds, parted after some of these ends of elements."""
        with self._archive() as archive:
            if path not in archive.namelist():
                return
            rest = b""
            with archive.open(path) as part:
                while piece := part.read(PIECE):
                    whole, end, rest = (rest + piece).rpartition(after)
                    yield whole + end
            yield rest
