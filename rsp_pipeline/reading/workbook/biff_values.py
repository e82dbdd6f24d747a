"""The values of cells of an xls sheet as far as they tell what its reader does not ([MS-XLS]).

Which are given twice, as by programs that join sheets: a reader takes the last, and nobody sees it. And the texts that
cells share, of which a part may be struck through.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rsp_pipeline.reading.look import Place
from rsp_pipeline.reading.sheet import cell_text
from rsp_pipeline.reading.spoilt import GIVEN_TWICE

NUMBER, SMALL, SHARED, TEXT, TRUTH, SEVERAL = 0x203, 0x27E, 0xFD, 0x204, 0x205, 0xBD
WIDE, EXTENDED, RICH = 1, 4, 8


@dataclass(frozen=True)
class SharedText:
    """A text that cells share, and from which letter on it has which font."""

    text: str
    runs: tuple[tuple[int, int], ...]

    def struck(self, fonts: Sequence[bool]) -> tuple[str, str]:
        """What of it is struck through, and what not, by which fonts are."""
        ends = [*self.runs, (len(self.text), 0)]
        parts = [("", self.text[: ends[0][0]])]
        for (start, font), (end, _) in pairwise(ends):
            part = self.text[start:end]
            parts.append((part, "") if font < len(fonts) and fonts[font] else ("", part))
        struck, other = ("".join(texts) for texts in zip(*parts, strict=True))
        return struck, other


@dataclass
class _Reader:
    """Bytes that go on from one record to the next."""

    records: Sequence[bytes]
    at: int = 0
    record: int = 0

    def take(self, count: int) -> bytes:
        """So many bytes, wherever they stand."""
        taken = b""
        while len(taken) < count:
            if self.at == len(self.records[self.record]):
                self.record, self.at = self.record + 1, 0
            part = self.records[self.record][self.at : self.at + count - len(taken)]
            self.at += len(part)
            taken += part
        return taken

    def letters(self, count: int, is_wide: bool) -> str:
        """So many letters; where they go on in another record, that says anew how wide they are."""
        text = ""
        while len(text) < count:
            if self.at == len(self.records[self.record]):
                self.record, self.at = self.record + 1, 0
                is_wide = bool(self.take(1)[0] & WIDE)
            size = 2 if is_wide else 1
            fitting = min(count - len(text), (len(self.records[self.record]) - self.at) // size)
            text += _letters(self.take(fitting * size), is_wide)
        return text


def shared_texts(records: Sequence[bytes]) -> list[SharedText]:
    """The texts that cells share, out of the record that lists them and those that it goes on in."""
    reader = _Reader(records)
    _, count = struct.unpack("<II", reader.take(8))
    return [_shared_text(reader) for _ in range(min(count, sum(map(len, records))))]


def _shared_text(reader: _Reader) -> SharedText:
    length, flags = struct.unpack("<HB", reader.take(3))
    run_count = struct.unpack("<H", reader.take(2))[0] if flags & RICH else 0
    more = struct.unpack("<I", reader.take(4))[0] if flags & EXTENDED else 0
    text = reader.letters(length, bool(flags & WIDE))
    runs = tuple(struct.unpack("<HH", reader.take(4)) for _ in range(run_count))
    reader.take(more)
    return SharedText(text, runs)


def _letters(data: bytes, is_wide: bool) -> str:
    return data.decode("utf-16-le" if is_wide else "latin-1", "replace")


@dataclass
class Order:
    """Whether the cells of a sheet stand where each is right of or below those before it, so that none is twice."""

    _last: Place = (-1, -1)
    is_kept: bool = True

    def note(self, row: int, first: int, last: int) -> None:
        """Note that cells stand in a row from one place to another."""
        self.is_kept = self.is_kept and (row, first) > self._last
        self._last = row, last


def given_twice(records: Iterable[tuple[int, bytes]], texts: Sequence[SharedText]) -> dict[int, dict[int, str]]:
    """The cells given twice with other values: by row, counted from 1, and position, as `spoilt` knows them."""
    said: dict[Place, dict[str, None]] = {}
    for kind, data in records:
        for at, text in _values(kind, data, texts):
            said.setdefault(at, {})[text] = None
    spoilt: dict[int, dict[int, str]] = {}
    for (row, place), several in said.items():
        if len(several) > 1:
            spoilt.setdefault(row + 1, {})[place] = f"{GIVEN_TWICE}{' och '.join(several)}"
    return spoilt


def _values(kind: int, data: bytes, texts: Sequence[SharedText]) -> list[tuple[Place, str]]:
    """The cells of a record that have values, and what they say."""
    row, first = struct.unpack_from("<HH", data) if len(data) >= 4 else (0, 0)
    if kind == SEVERAL:
        numbers = (_small(struct.unpack_from("<I", data, at + 2)[0]) for at in range(4, len(data) - 2, 6))
        return [((row, first + nth), cell_text(number)) for nth, number in enumerate(numbers)]
    if kind == NUMBER:
        said = cell_text(struct.unpack_from("<d", data, 6)[0])
    elif kind == SMALL:
        said = cell_text(_small(struct.unpack_from("<I", data, 6)[0]))
    elif kind == SHARED:
        said = texts[struct.unpack_from("<I", data, 6)[0]].text
    elif kind == TEXT:
        length, flags = struct.unpack_from("<HB", data, 6)
        said = _letters(data[9 : 9 + length * (2 if flags & WIDE else 1)], bool(flags & WIDE))
    elif kind == TRUTH and not data[7]:
        said = cell_text(bool(data[6]))
    else:
        return []
    return [((row, first), said)]


def _small(packed: int) -> float:
    """A number in four bytes: whole or the upper half of a binary one, and perhaps a hundred times what is meant."""
    number = float(packed >> 2 if packed < 1 << 31 else (packed >> 2) - (1 << 30))
    if not packed & 2:
        number = struct.unpack("<d", bytes(4) + struct.pack("<I", packed & ~3))[0]
    return number / 100 if packed & 1 else number
