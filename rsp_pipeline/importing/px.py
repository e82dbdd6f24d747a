"""Tables as PX files: keywords with their values, and the cells of a cube in row-major order."""

from __future__ import annotations

import re
from itertools import product

from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.importing.statistics import Cell, Statistics

KEYWORD = re.compile(r'\s*([A-Z0-9-]+)(\[\w+\])?(?:\("((?:[^"])*)"(?:,"[^"]*")*\))?\s*=', re.ASCII)
VALUE = re.compile(r'"([^"]*)"|[^\s,"]+')
STATEMENT_END = re.compile(r'(?:[^";]|"[^"]*")*')


def read(text: str) -> Statistics:
    """The table of a PX file in its own language.

    Raises:
        ImportRefused: it is damaged.
    """
    said: dict[tuple[str, str], list[str]] = {}
    at = 0
    while keyword := KEYWORD.match(text, at):
        end = STATEMENT_END.match(text, keyword.end())
        assert end is not None  # it matches nothing at all, too
        if not keyword[2]:  # another language says the same
            said[keyword[1], keyword[3] or ""] = _values(end[0])
        at = end.end() + 1
    try:
        names = [*said.get(("STUB", ""), ()), *said.get(("HEADING", ""), ())]
        members = [_members(said, name) for name in names]
        figures = said["DATA", ""]
        cells = [Cell(of_cell, value) for of_cell, value in zip(product(*members), figures, strict=True)]
    except (KeyError, ValueError):
        raise ImportRefused("Filen ska vara px men är skadad: dess data stämmer inte med dess rubriker.") from None
    title = " ".join(part for keyword in ("TITLE", "CONTENTS") for part in said.get((keyword, ""), ()))
    return Statistics(title, tuple(names), cells)


def _members(said: dict[tuple[str, str], list[str]], name: str) -> list[str]:
    labels = said["VALUES", name]
    codes = said.get(("CODES", name), labels)
    pairs = zip(codes, labels, strict=True)
    return [label if label.startswith(code) else f"{code} {label}" for code, label in pairs]


def _values(text: str) -> list[str]:
    """The values of a keyword; texts that go on from line to line are one where no comma parts them."""
    joined = re.sub(r'"\s*\n\s*"', "", text)
    return [found[1] if found[1] is not None else found[0] for found in VALUE.finditer(joined)]
