"""Texts that say something else than was meant: letters lost on the way, and what programs write for nothing.

Such a text is kept as it stands, for nothing tells for certain what is right; the sender is told.
"""

from __future__ import annotations

import html
import re
from contextlib import suppress

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.cells.unreadable import MISSING
from rsp_pipeline.reading.glance import ASCII_LETTERS, SWEDISH_LETTERS, begin_with, bytes_of, consist_of
from rsp_pipeline.reading.problems import Told

PLAIN = bytes_of((ASCII_LETTERS + SWEDISH_LETTERS).translate(None, b"?&%=\\"))
LETTER = r"[a-zA-ZåäöÅÄÖéÉüÜ]"
ENTITY = r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});"
QUESTION_MARK = rf"{LETTER}\?{{1,3}}{LETTER}|(?:^| )\?{{1,3}}{LETTER}"
MISREAD = (
    "[ÃÂâ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,2}"
)
LOST = "\ufffd"
ESCAPE = "\\"  # how some programs write that a quotation mark belongs to the text
IN_A_WORD = {"„": "ä", "†": "å", "”": "ö", "Š": "ä", "Œ": "å"}
"""What letters of CP850 and of a Macintosh become within words when they are read as Windows-1252."""

OTHER_CODES = "[a-zA-ZåäöÅÄÖ](?:[„†ŠŒ]|”[a-zåäö])[a-zåäö]"  # ”Handla”s is quoted
IN_A_BOX = r"├\S"
ESCAPED = r"%C3%[89ABab][0-9A-Fa-f]|=C3=[89ABab][0-9A-Fa-f]|\\u00[c-fC-F][0-9a-fA-F]"
"""Letters as addresses, mail and programs write them."""

SUSPECT = f"{LOST}|{re.escape(ESCAPE)}|{ENTITY}|{QUESTION_MARK}|{MISREAD}|{OTHER_CODES}|{IN_A_BOX}|{ESCAPED}"
ADDRESS = re.compile(r"\w+://|www\.|@")
NO_NAMES = {*MISSING, "0", "0,0", "0.0", "ingen", "inget", "inga", "xxx", "false", "true", "falskt", "sant"}
NO_LETTERS = "".join(map(chr, range(0x20, 0x41))) + "[\\]^_`{|}~"
NO_LETTER = r"^(?:[^0-9A-Za-z\x{80}-\x{10ffff}]+|\d+(?:[.,]\d+)?|\d{4}-\d\d-\d\d(?: 00:00:00)?|\d\d:\d\d(?::\d\d)?)$"
NO_NAME = pa.array(
    sorted({each for word in NO_NAMES for each in (word, word.upper(), word.title(), word.capitalize())})
)


def told_of(cells: pa.Array | pa.ChunkedArray, is_name: bool, is_restricted: bool) -> list[Told]:
    """What there is to tell of the texts of a column; of one that is restricted without the texts.

    In a column of names, a text that stands for nothing is told, too.
    """
    told: list[Told] = []
    if cells.null_count == len(cells):
        return told
    if not consist_of(cells, PLAIN):
        places = np.flatnonzero(pc.match_substring_regex(cells, SUSPECT).fill_null(False))
        broken: dict[str, list[tuple[int, str]]] = {}
        for place, text in zip(places.tolist(), cells.take(places).to_pylist(), strict=True):
            if what := _broken(text):
                broken.setdefault(what, []).append((place, text))
        told += [
            Told(
                "broken_text",
                f"{what}{'' if is_restricted else _example(found[0][1])}",
                np.array([p for p, _ in found]),
            )
            for what, found in broken.items()
        ]
    if is_name:
        is_doubtful = begin_with(cells, NO_LETTERS)
        places = np.flatnonzero(np.asarray(pc.is_in(cells, NO_NAME)) | is_doubtful)
        is_none = pc.or_(pc.is_in(cells.take(places), NO_NAME), pc.match_substring_regex(cells.take(places), NO_LETTER))
        places = places[np.asarray(is_none)]
        if len(places):
            words = ", ".join(f"”{text}”" for text in dict.fromkeys(cells.take(places).to_pylist()))
            clause = f"{words} är inget namn. Skriv det som gäller, eller lämna cellen tom"
            told.append(Told("no_name", clause, places))
    return told


def _broken(text: str) -> str:
    """What is wrong with the text, and what to do about it; nothing if it only looks so."""
    if LOST in text:
        return "tecken har gått förlorade. Skriv namnet rätt i källan"
    if ESCAPE in text and '"' in text:
        return "ett bakstreck är inget citattecken. Exportera filen med dubblerade citattecken i texter"
    if meant(text) != text:
        return "bokstäver har lästs fel. Exportera filen på nytt som UTF-8"
    if re.search(QUESTION_MARK, text) and not ADDRESS.search(text):
        return "frågetecken står där det nog ska vara å, ä eller ö. Exportera filen på nytt som UTF-8"
    return ""


def _example(text: str) -> str:
    return f": ”{text}” ska nog vara ”{meant(text)}”" if meant(text) != text else f": ”{text}”"


def meant(text: str) -> str:
    """The text as it was before it was read in another encoding or written in another way; itself if it was not."""
    plain = html.unescape(text)
    if not ADDRESS.search(text):
        plain = re.sub(ESCAPED, _unescaped, plain)
    plain = re.sub(OTHER_CODES, lambda found: found[0][0] + IN_A_WORD[found[0][1]] + found[0][2:], plain)
    before = re.sub(MISREAD, _decoded, re.sub(IN_A_BOX, _out_of_a_box, plain))
    return before if before == text else meant(before)


def _unescaped(written: re.Match[str]) -> str:
    if written[0].startswith("\\"):
        return chr(int(written[0][2:], 16))
    return bytes([0xC3, int(written[0][-2:], 16)]).decode()


def _out_of_a_box(misread: re.Match[str]) -> str:
    with suppress(UnicodeError):
        return misread[0].encode("cp850").decode()
    return misread[0]


def _decoded(misread: re.Match[str]) -> str:
    for end in (misread.end(), misread.start() + 2):
        for encoding in ("cp1252", "latin-1"):
            with suppress(UnicodeError):
                return (
                    misread.string[misread.start() : end].encode(encoding).decode()
                    + misread.string[end : misread.end()]
                )
    return misread[0]
