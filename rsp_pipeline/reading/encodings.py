"""From the bytes of a text file to its text, whatever system wrote it."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator

from rsp_pipeline.reading.files import FileRejected

BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PROBE = 4_096  # bytes from which a UTF-16 file without its mark is recognised
LETTERS_WITHIN = 1_000_000  # bytes in which Swedish letters are counted to tell CP850 from Windows-1252
SWEDISH = {"cp1252": "åäöÅÄÖéÉ".encode("cp1252"), "cp850": "åäöÅÄÖéÉ".encode("cp850")}


def decoded(content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8 when it is valid, else Windows-1252 or CP850.

    Letters written as a base letter and a combining mark become one letter; NUL characters are dropped.

    Raises:
        FileRejected: the bytes are not text in any of these.
    """
    for encoding in _likely(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return unicodedata.normalize("NFC", text.replace("\0", ""))
    raise FileRejected("unknown_encoding", "Filens teckenkodning känns inte igen. Spara den som CSV UTF-8.")


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
