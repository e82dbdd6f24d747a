"""From the bytes of a text file to its text, whatever system wrote it, a piece at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

import numpy as np

from rsp_pipeline.reading.files import FileRejected

BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MARK = "\ufeff"
PROBE = 4_096  # bytes from which a UTF-16 file without its mark is recognised
LETTERS_WITHIN = 1_000_000  # bytes in which Swedish letters are counted to tell CP850 from Windows-1252
SWEDISH = {"cp1252": "åäöÅÄÖéÉ".encode("cp1252"), "cp850": "åäöÅÄÖéÉ".encode("cp850")}
SWEDISH_UTF8 = [letter.encode() for letter in "åäöÅÄÖ"]
PIECE = 1_000_000  # bytes decoded at a time
COMPOSED_BELOW = 0xCC  # first byte in UTF-8 of U+0300, before which every character is a letter or mark of its own


@dataclass(frozen=True)
class EncodedText:
    """The bytes of a text, and the encoding in which all of them can be decoded.

    It is given out in pieces that end where a line does, so that it never stands in memory twice. Letters written as a
    base letter and a combining mark become one letter, and a byte order mark goes where another file was joined on.
    """

    content: bytes
    encoding: str

    def pieces(self, size: int = PIECE) -> Iterator[str]:
        """The text, some `size` bytes of the file at a time."""
        begun: list[str] = []
        for piece in _decoded(self.content, self.encoding, size):
            if end := max(piece.rfind("\n"), piece.rfind("\r", 0, -1)) + 1:
                yield _settled("".join([*begun, piece[:end]]))
                begun = []
            begun.append(piece[end:])
        if rest := "".join(begun):
            yield _settled(rest)

    def utf8_pieces(self, size: int) -> Iterator[bytes]:
        """The text as UTF-8, of which most files are made already."""
        if not self.encoding.startswith("utf-8"):
            yield from (piece.encode() for piece in self.pieces(size))
            return
        start = len(codecs.BOM_UTF8) if self.content.startswith(codecs.BOM_UTF8) else 0
        while start < len(self.content):
            end = self.content.find(b"\n", start + size) + 1 or len(self.content)
            piece = self.content[start:end]
            yield piece if _is_plain(piece) else _settled(piece.decode()).encode()
            start = end

    @property
    def is_open_ended(self) -> bool:
        """Whether the text ends within a line, and not with a quotation mark, which nothing cut off."""
        end = self.content.rstrip(b"\0") if self._is_wide else self.content
        return not end.endswith((b"\n", b"\r", b'"'))

    def count_lines(self) -> int:
        """How many lines the text has, an open one at its end included."""
        texts = (piece.encode() for piece in self.pieces()) if self._is_wide else (self.content,)
        count, last = 0, b"\n"
        for text in texts:
            count += text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")
            last = text[-1:]
        return count + (last not in b"\r\n")

    @property
    def _is_wide(self) -> bool:
        """Whether a character takes several bytes, of which some are zero."""
        return self.encoding.startswith(("utf-16", "utf-32"))

    def __str__(self) -> str:
        return "".join(self.pieces())


def _settled(lines: str) -> str:
    """Some lines in the one form that they are read in."""
    return normalize("NFC", lines).replace(f"\n{MARK}", "\n").removeprefix(MARK)


def _is_plain(utf8: bytes) -> bool:
    """Whether there is nothing to compose; False when it takes more than a glance to know."""
    return bool(np.frombuffer(utf8, np.uint8).max() < COMPOSED_BELOW)


def encoded_text(content: bytes) -> EncodedText:
    """The text of a file: by its byte order mark, else UTF-8 when it is valid, else Windows-1252 or CP850.

    Raises:
        FileRejected: the bytes are not text in any of these, or damaged UTF-8.
    """
    for encoding in _likely(content):
        try:
            for _ in _decoded(content, encoding, PIECE):
                pass
        except UnicodeDecodeError:
            if encoding == "utf-8":
                _refuse_damaged_utf8(content)
            continue
        return EncodedText(content, encoding)
    raise FileRejected("unknown_encoding", "Filens teckenkodning känns inte igen. Spara den som CSV UTF-8.")


def _decoded(content: bytes, encoding: str, size: int) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    for start in range(0, len(view), size):
        yield decoder.decode(view[start : start + size], final=start + size >= len(view))


def _refuse_damaged_utf8(content: bytes) -> None:
    """Text with Swedish letters as UTF-8 writes them is UTF-8, though it be cut short or joined with something else."""
    if not any(letter in content[:LETTERS_WITHIN] for letter in SWEDISH_UTF8):
        return
    try:
        content.decode()
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        sentence = f"Filen är UTF-8, men ett tecken på rad {row} är skadat. Exportera den på nytt som CSV UTF-8."
        raise FileRejected("damaged_text", sentence) from None


def _likely(content: bytes) -> Iterator[str]:
    """The encodings to try, the most telling first."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            yield encoding
            return
    if wide := _wide(content[:PROBE]):
        yield wide
    yield "utf-8"
    start = content[:LETTERS_WITHIN]
    yield max(SWEDISH, key=lambda encoding: sum(start.count(letter) for letter in SWEDISH[encoding]))
    yield "cp1252"


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: every other byte of plain text is then NUL."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(start) < 4 or max(even, odd) * 2 < len(start) // 2:
        return ""
    return "utf-16-le" if odd > even * 4 else "utf-16-be" if even > odd * 4 else ""
