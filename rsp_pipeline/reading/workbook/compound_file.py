"""A stream out of a compound file, the container of workbooks before xlsx ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

END_OF_CHAIN = 0xFFFFFFFA  # and all above it
ENTRY = 128  # bytes of a directory entry


def stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream of these names; nothing where there is none, or the container is damaged."""
    try:
        return _stream(content, names)
    except (struct.error, IndexError, ValueError):
        return b""


def _stream(content: bytes, names: tuple[str, ...]) -> bytes:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small_size = 1 << struct.unpack_from("<H", content, 32)[0]
    directory, cutoff, small_table = struct.unpack_from("<I4xII", content, 48)
    more, more_count = struct.unpack_from("<II", content, 68)
    sectors = _Sectors(content, size, size)
    of_table = list(struct.unpack_from("<109I", content, 76))
    for _ in range(min(more_count, len(content) // size)):
        part = struct.unpack(f"<{size // 4}I", sectors.at(more))
        of_table += part[:-1]
        more = part[-1]
    for number in of_table:
        if number < END_OF_CHAIN:
            sectors.table += struct.unpack(f"<{size // 4}I", sectors.at(number))
    entries = sectors.chain(directory)
    small = _Sectors(b"", small_size, 0)
    for start in range(0, len(entries) - ENTRY + 1, ENTRY):
        length = struct.unpack_from("<H", entries, start + 64)[0]
        name = entries[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
        first, bytes_ = struct.unpack_from("<IQ", entries, start + 116)
        bytes_ &= 0xFFFFFFFF
        if entries[start + 66] == 5:
            table = sectors.chain(small_table)
            small = _Sectors(sectors.chain(first), small_size, 0, list(struct.unpack(f"<{len(table) // 4}I", table)))
        elif name in names:
            return (small if bytes_ < cutoff else sectors).chain(first)[:bytes_]
    return b""


class _Sectors:
    """Sectors of one size, and the table that says which follows on which."""

    def __init__(self, content: bytes, size: int, begins: int, table: list[int] | None = None) -> None:
        self._content = content
        self._size = size
        self._begins = begins
        self.table: list[int] = table or []

    def at(self, number: int) -> bytes:
        start = self._begins + number * self._size
        return self._content[start : start + self._size]

    def chain(self, first: int) -> bytes:
        return b"".join(self._numbered(first))

    def _numbered(self, number: int) -> Iterator[bytes]:
        for _ in range(len(self.table)):
            if number >= len(self.table):
                return
            yield self.at(number)
            number = self.table[number]
