"""Characters that nobody sees: which there are, how a text is freed of them, and how they are shown where they count.

Some cannot be written in any document (control characters, halves of letters), others change how a text looks or what
it equals without being seen (zero-width characters, those that turn the direction of writing, blank letters).
"""

from __future__ import annotations

import re

BREAKS = r"\x0b\x0c\x1c-\x1f" + "\x85\u2028\u2029\u2800"
UNWRITABLE = r"\x00-\x08\x0e-\x1b\x7f" + "\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
LAST_OF_PLANES = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
BLANK = "\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0"
NO_WIDTH = f"{BLANK}\xad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
HALVES = "\ud800-\udfff"

UNSEEN_CLASS = f"[{BREAKS}{UNWRITABLE}{LAST_OF_PLANES}{NO_WIDTH}]"
"""All of them but halves of letters, which no text in UTF-8 can have, as a regular expression."""

BREAK = re.compile(f"[{BREAKS}]+")
GONE = re.compile(f"[{UNWRITABLE}{LAST_OF_PLANES}{NO_WIDTH}{HALVES}]")
UNSEEN = re.compile(f"{UNSEEN_CLASS}|[{HALVES}]")


def cleaned(text: str) -> str:
    """The text without characters that nobody sees; what breaks a line or a page within it becomes a space."""
    return GONE.sub("", BREAK.sub(" ", text)) if UNSEEN.search(text) else text


def marked(text: str) -> str:
    """The text with each character that nobody sees told by its number: ‹U+200B›."""
    return UNSEEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)
