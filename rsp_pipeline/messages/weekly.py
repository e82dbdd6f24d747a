"""The week's letter: what there is to do, which figures have changed, and how the nights went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rsp_pipeline.messages.letter import Letter
from rsp_pipeline.swedish import Gender, Noun, counted, counted_in_words, long_date, sentence

THING, NIGHT = Noun("sak", "saker", Gender.UTRUM), Noun("natt", "nätter", Gender.UTRUM)
MOST_TO_DO, MOST_CHANGED, MOST_NIGHTS = 30, 20, 10


@dataclass(frozen=True)
class ToDo:
    """Something for a person to do: its kind, what it is, where, since when and how.

    `where` is a file's full path with sheet and row, and empty where it is about no file.
    """

    kind: str
    what: str
    where: str
    since: date | None
    remedy: str

    @property
    def text(self) -> str:
        """It as one item of a list: in its first line what, below where and how."""
        since = f" Sedan {long_date(self.since)}." if self.since else ""
        first = f"– {self.kind}: {self.what}" if self.what else f"– {self.kind}"
        lines = [f"{sentence(first)}{since}", self.where, self.remedy]
        return "\n  ".join(filter(None, lines))


@dataclass(frozen=True)
class Week:
    """A week.

    What there is to do, the gravest first, or None where no list is made; the figures that have changed, each a line,
    or None where there is nothing to compare with; the nights that renewed the file or failed, each a line, and how
    many did neither.
    """

    to_do: Sequence[ToDo] | None
    changed: Sequence[str] | None
    nights: Sequence[str]
    unchanged_nights: int


def letter(week: Week, closing: Sequence[str]) -> Letter:
    """The letter of a week; `closing` are its last paragraphs."""
    count = len(week.to_do or ())
    about = "veckobrev" if week.to_do is None else f"veckobrev, {counted_in_words(count, THING)} att göra"
    return Letter(about, tuple(filter(None, (_to_do(week), _changed(week), _nights(week), *closing))))


def _to_do(week: Week) -> str:
    if week.to_do is None:
        return ""
    if not week.to_do:
        return "ATT GÖRA\nInget."
    return "\n".join(["ATT GÖRA", *_first([each.text for each in week.to_do], MOST_TO_DO)])


def _changed(week: Week) -> str:
    if week.changed is None:
        return ""
    lines = [f"– {line}" for line in week.changed] or ["Inga."]
    return "\n".join(["ÄNDRADE SIFFROR FÖR HELA LÄNET SEDAN FÖRRA VECKOBREVET", *_first(lines, MOST_CHANGED)])


def _nights(week: Week) -> str:
    lines = _first([f"– {line}" for line in week.nights], MOST_NIGHTS)
    if week.unchanged_nights:
        lines.append(f"– {sentence(counted(week.unchanged_nights, NIGHT))[:-1]} utan ändringar.")
    return "\n".join(["VECKANS NÄTTER", *(lines or ["Ingen natt har gått."])])


def _first(lines: Sequence[str], most: int) -> list[str]:
    more = len(lines) - most
    return [*lines[:most], *([f"… och {more} till."] if more > 0 else [])]
