"""How a million texts begin, by a look at the bytes that Arrow holds: several times as fast as asking of each."""

from __future__ import annotations

import numpy as np
import pyarrow as pa


def begin_with(texts: pa.Array | pa.ChunkedArray, characters: str) -> np.ndarray:
    """Which texts may begin with one of some characters: their first bytes are alike."""
    is_wanted = np.zeros(256, bool)
    is_wanted[[character.encode()[0] for character in characters]] = True
    parts = [is_wanted[_first_bytes(chunk)] for chunk in _chunks(texts)]
    return np.concatenate([np.zeros(0, bool), *parts])


def has_byte(texts: pa.Array | pa.ChunkedArray, byte: bytes) -> bool:
    """Whether a byte stands anywhere in the texts, or beside them in memory."""
    return any(byte in memoryview(chunk.buffers()[2] or b"").tobytes() for chunk in _chunks(texts))


def _chunks(texts: pa.Array | pa.ChunkedArray) -> list[pa.Array]:
    return texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]


def _first_bytes(texts: pa.Array) -> np.ndarray:
    """The first byte of each text; 0 where there is none."""
    _, ends, letters = texts.buffers()
    if not len(texts) or letters is None or not letters.size:
        return np.zeros(len(texts), np.uint8)
    starts = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    codes = np.frombuffer(letters, np.uint8)
    firsts = codes[np.minimum(starts[:-1], len(codes) - 1)]
    return np.where(starts[1:] > starts[:-1], firsts, 0).astype(np.uint8)
