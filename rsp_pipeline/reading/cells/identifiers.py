"""Identifiers in their normal form: what people and programs write differently, and nobody can see, is the same one.

Which rows are the same, and what becomes of them, belongs in `identity`.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.cells.homoglyphs import as_it_looks
from rsp_pipeline.reading.cells.unreadable import MINUSES, MISSING, NO_DECIMALS, Unreadable
from rsp_pipeline.reading.glance import begin_with, bytes_of, consist_of
from rsp_pipeline.reading.spoilt import spoilt

PLAIN = bytes_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/:")
MAY_BE_A_DAY = r"^\d{4}-\d\d?-\d\d?$|^\d\d?/\d\d?/\d{4}$"
OBVIOUS = r"^[A-ZÅÄÖ0-9§]+(?:[-/:_§][A-ZÅÄÖ0-9]+)*$"
NO_IDENTITIES = {*MISSING, "?", "??", "???", "ingen", "inget", "inga"}
NOUGHT = pa.array(["0", "0.0", "0,0"])  # what a look-up of an empty cell gives
NO_IDENTIFIER = pa.array(sorted({each for word in NO_IDENTITIES for each in (word, word.upper())}))

NUMBER_OF_A_DAY = r"^4[3-7]\d{3}(?:[.,]0)?$"  # from 2017 to 2031
LIKE_A_MONTH = r"^(?:19|20)\d\d[-/]\d{1,2}$"
IN_QUOTES = re.compile(r"""=?["'\u2018\u2019\u201d\u201c](.+)["'\u2018\u2019\u201d\u201c]|['\u2018\u2019\u00b4`](.+)""")
STROKES = str.maketrans(dict.fromkeys("\u2044\u2215\u29f8", "/"))
BESIDE_MARK = re.compile(r" *([-/:]) *")
BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d+|\d[.,]\d+E\d+")
DAY = re.compile(r"\d{4}-\d\d?-\d\d?(?:[ T]?\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?|\d\d?[/.]\d\d?[/.]\d{4}")
MONTHS = "jan(?:uar[iy])?|feb(?:ruar[iy])?|mar(?:s|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?|aug|sept?|o[kc]t|nov|dec"
DAY_BY_NAME = re.compile(rf"(?:{MONTHS})\.?[- ]\d\d(?:\d\d)?|\d\d?[- ](?:{MONTHS})\.?(?:[- ]\d\d(?:\d\d)?)?", re.I)
NOT_PLAIN_TO_SEE = re.compile(r"[^\x20-\x7e\w]")


def normal_form(text: str) -> str:
    """The identifier as all its spellings have it: capitals, plain digits and hyphens, no space that parts a number."""
    plain = text.strip()
    if not plain.isascii():
        plain = as_it_looks(plain.translate(STROKES)).translate(STROKES).translate(MINUSES).strip()
    if found := IN_QUOTES.fullmatch(plain):
        plain = (found[1] or found[2]).strip()
    plain = BETWEEN_DIGITS.sub("", BESIDE_MARK.sub(r"\1", " ".join(plain.split()))).upper()
    found = NO_DECIMALS.fullmatch(plain)
    return found[1] if found else plain.rstrip(" .,;") or plain


def read_identifier(text: str) -> str:
    """The identifier in its normal form.

    Raises:
        Unreadable: a spreadsheet has made it a day or a number, a letter is lost, or it stands for nothing.
    """
    if reason := spoilt(text):
        raise Unreadable(*reason)
    plain = normal_form(text)
    if not plain or plain.lower() in NO_IDENTITIES:
        raise Unreadable("stands_for_missing", "står för att uppgift saknas, men cellen måste fyllas i")
    if DAY.fullmatch(plain) or (text != text.upper() and DAY_BY_NAME.fullmatch(text)):  # none is written in capitals
        raise Unreadable(
            "identity_as_day", "har blivit ett datum i kalkylprogrammet. Skriv identiteten som text, som i källsystemet"
        )
    if EXPONENT.fullmatch(plain):
        raise Unreadable(
            "identity_as_number", "har blivit ett tal i kalkylprogrammet och tappat siffror. Skriv det som text"
        )
    if "\ufffd" in plain:
        raise Unreadable("lost_letter", "har ett tecken som gått förlorat. Skriv identiteten som i källsystemet")
    return plain


def as_written(text: str) -> str:
    """The text with each mark and space told by its number that is easily taken for another: 2025‹U+2011›0012."""
    return NOT_PLAIN_TO_SEE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def doubtful(cells: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """The places of the cells that may not be in normal form, found at a glance where there are none."""
    words = pc.is_in(cells, NO_IDENTIFIER)
    if consist_of(cells, PLAIN):
        days = pc.match_substring_regex(cells, MAY_BE_A_DAY)
        return np.flatnonzero(pc.or_(words, days).fill_null(False))
    is_obvious = pc.and_not(pc.match_substring_regex(cells, OBVIOUS), pc.match_substring_regex(cells, MAY_BE_A_DAY))
    return np.flatnonzero(pc.or_(words, pc.invert(is_obvious)).fill_null(False))


def numbers_of_days(cells: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """The places of numbers that a spreadsheet may have made of identifiers like 2025-04: as few, among such."""
    places = np.flatnonzero(begin_with(cells, "4"))
    if len(places):
        places = places[np.asarray(pc.match_substring_regex(cells.take(places), NUMBER_OF_A_DAY).fill_null(False))]
    if not len(places):
        return places
    others = pc.sum(pc.match_substring_regex(cells, LIKE_A_MONTH)).as_py() or 0
    return places if len(places) <= others else places[:0]


def noughts(cells: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """The places of identifiers that are nothing but a nought."""
    return np.flatnonzero(pc.is_in(cells, NOUGHT)) if begin_with(cells, "0").any() else np.zeros(0, int)


def in_normal_form(cells: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Many identifiers in their normal form, whatever they stand for."""
    whole = pa.chunked_array(cells).combine_chunks()
    places = doubtful(whole)
    is_doubtful = np.zeros(len(whole), bool)
    is_doubtful[places] = True
    normal = pa.array([normal_form(text) for text in whole.take(places).to_pylist()], pa.string())
    return pc.replace_with_mask(whole, pa.array(is_doubtful), normal)
