"""A glance at the bytes of many texts, which tells at once that nearly all of them are plain."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

ASCII_LETTERS = bytes(range(0x20, 0x7F)) + b"\t\n\r"
SWEDISH_LETTERS = b"\xc3" + bytes(range(0x80, 0xC0))  # how UTF-8 writes å, ä, ö, é and their like


def bytes_of(some: bytes) -> np.ndarray:
    """Which of the 256 bytes are among some."""
    table = np.zeros(256, bool)
    table[list(some)] = True
    return table


def consist_of(cells: pa.Array | pa.ChunkedArray, some: np.ndarray) -> bool:
    """Whether all texts consist of some bytes, as from `bytes_of`."""
    if pa.types.is_null(cells.type):
        return True
    for chunk in cells.chunks if isinstance(cells, pa.ChunkedArray) else [cells]:
        _, offsets, letters = chunk.buffers()
        if letters is None or not len(chunk):
            continue
        ends = np.frombuffer(offsets, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
        if not some[np.frombuffer(letters, np.uint8)[ends[0] : ends[-1]]].all():
            return False
    return True
