"""The head of a year's own texts: what only the officer knows about the case, in lines `nyckel: värde` at its top.

What holds from year to year is taken from the head before when it is left out; what is missing still is a blank to fill
in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from rsp_pipeline.swedish import enumeration, quoted

LINE = re.compile(r"\s*(?P<key>[^\W\d_][^:#]*?)\s*:\s*(?P<value>\S.*?)?\s*")
FENCE = re.compile(r"\s*-{3,}\s*")
DAY_AND_PARAGRAPH = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*,?\s*§\s*(\d+))?")
BETWEEN = re.compile(r"\s*;\s*")


@dataclass(frozen=True)
class BoardDecision:
    """When the board decided, and in which paragraph of its minutes; None where it is not said."""

    on: date
    paragraph: int | None


@dataclass(frozen=True)
class Head:
    """What the officer wrote of the case; what is None or empty is not written.

    `signatories` are names with titles, and `extract_to` those who are sent the decision, in their order.
    """

    day: date | None = None
    officer: str = ""
    diary_no: str = ""
    to: str = ""
    board_plan: BoardDecision | None = None
    reported_on: date | None = None
    signatories: tuple[str, ...] = ()
    extract_to: tuple[str, ...] = ()

    def after(self, earlier: Head) -> Head:
        """The head with what is left out taken from the year before, where it holds from year to year."""
        left_out = {name: getattr(earlier, name) for name in INHERITED if not getattr(self, name)}
        return replace(self, **left_out)


INHERITED = ("officer", "to", "signatories", "extract_to")


@dataclass(frozen=True)
class Key:
    """A key of the head: the field it fills, how its value is read, None for one that cannot be, and what it is."""

    field: str
    read: Callable[[str], Any]
    expected: str


@dataclass(frozen=True)
class Written:
    """A head as it was written, where the text after it begins, and Swedish remarks on what could not be used."""

    head: Head
    rest_from: int
    remarks: tuple[str, ...] = field(default=())


def _text(value: str) -> str:
    return value


def _texts(value: str) -> tuple[str, ...]:
    return tuple(filter(None, BETWEEN.split(value)))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _board_decision(value: str) -> BoardDecision | None:
    found = DAY_AND_PARAGRAPH.fullmatch(value)
    on = _day(found[1]) if found else None
    return BoardDecision(on, int(found[2]) if found[2] else None) if found and on else None


KEYS = {
    "datum": Key("day", _day, "en dag som 2026-03-10"),
    "handläggare": Key("officer", _text, "ett namn"),
    "diarienummer": Key("diary_no", _text, "ett diarienummer"),
    "till": Key("to", _text, "den som skrivelsen går till"),
    "nämndens plan": Key("board_plan", _board_decision, "dagen och paragrafen för beslutet, som 2025-10-14, § 125"),
    "rapporten lämnad": Key("reported_on", _day, "en dag som 2026-03-15"),
    "undertecknas av": Key("signatories", _texts, "namn och titlar med semikolon emellan"),
    "utdrag till": Key("extract_to", _texts, "mottagare med semikolon emellan"),
}
assert [key.field for key in KEYS.values()] == [each.name for each in fields(Head)]


def written_head(lines: Sequence[str], name: str) -> Written:
    """The head at the top of a page's lines, until the first that is none of it; `name` is the file's, for remarks."""
    values: dict[str, Any] = {}
    remarks = []
    at = 0
    for number, line in enumerate(lines, start=1):
        found = LINE.fullmatch(line)
        if not found and line.strip() and not FENCE.fullmatch(line):
            break
        at = number
        if found and (remark := _take(found, values)):
            remarks.append(f"{name}, rad {number}: {remark}")
    return Written(Head(**values), at, tuple(remarks))


def _take(found: re.Match[str], values: dict[str, Any]) -> str:
    """Take a line's value among the others; returns what is wrong with it, empty when nothing is."""
    written, value = found["key"], found["value"] or ""
    folded = " ".join(written.casefold().split())
    if folded not in KEYS:
        near = get_close_matches(folded, KEYS, n=1)
        known = f"Menas {quoted(near[0])}?" if near else f"Nycklarna är {enumeration([*KEYS])}."
        return f"nyckeln {quoted(written)} är okänd, och raden kom inte med. {known}"
    key = KEYS[folded]
    if not value:
        return ""
    if key.field in values:
        return f"{quoted(written)} står två gånger; det som står först gäller."
    if not (read := key.read(value)):
        return f"{quoted(written)} har värdet {quoted(value)} men ska vara {key.expected}; det kom inte med."
    values[key.field] = read
    return ""
