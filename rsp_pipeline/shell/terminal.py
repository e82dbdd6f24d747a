"""Lines as any terminal shows them."""

import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def plain(line: str) -> str:
    """The line without control characters: a delivered cell or file name could steer the terminal."""
    return CONTROL.sub(" ", line).encode("utf-8", "replace").decode("utf-8")
