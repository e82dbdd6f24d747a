"""Letters of other alphabets that look like Latin ones: a header with one of them is not the header it seems to be."""

from __future__ import annotations

import unicodedata

GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ", "ABEZHIKMNOPTYXaikvoptux", strict=True))
CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјкорсухһԁ", "ABESIJKMHOPCTYXaesijkopcyxhd", strict=True))
OTHERS = {"ı": "i", "ɑ": "a", "ɡ": "g"}
LOOKALIKES = str.maketrans(GREEK | CYRILLIC | OTHERS)


def as_it_looks(text: str) -> str:
    """The text in the letters that it seems to be written with: one without such letters is returned as it is."""
    return unicodedata.normalize("NFKC", text).translate(LOOKALIKES)
