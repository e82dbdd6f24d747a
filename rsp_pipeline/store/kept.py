"""What earlier nights made, and from what: so that what would come out the same is not made again.

A piece of work is a name, and what it rests on: parts by their names, each with a checksum or a text that tells one
state of it from another. A record says what a piece rested on when it was made, on which days it comes out the same,
and which files it made. It stands while all of that holds: nothing is trusted for its age. Records are of one version
of the program and its libraries, and may be deleted at any time: then all is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from rsp_pipeline.store.atomic import note, noting, replaced
from rsp_pipeline.store.checksums import state_of

FILE = "kept.json"
RestsOn = Mapping[str, str]

NOTHING_KEPT = "Ingenting är sparat från en tidigare natt."
OTHER_VERSION = "Programmet, eller ett bibliotek som det bygger på, är en annan version."
ON_REQUEST = "Allt görs om på begäran."


@dataclass(frozen=True)
class Days:
    """The days, the first and the last, on which a piece of work comes out the same."""

    first: date = date.min
    last: date = date.max

    def __contains__(self, day: date) -> bool:
        """Whether it comes out the same on a day."""
        return self.first <= day <= self.last


EVERY_DAY = Days()
NO_DAY = Days(date.max, date.min)


@dataclass(frozen=True)
class Record:
    """What a piece of work rested on, and the files that it made: by their paths in the folder, with checksums.

    Of a piece that `was_exchanged`, a person put another file in the place of one.
    """

    rests_on: RestsOn
    days: Days
    files: Mapping[str, str]
    was_exchanged: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Record:
        """The record as it is stored."""
        first, last = (date.fromisoformat(day) for day in stored["days"])
        return cls(dict(stored["rests_on"]), Days(first, last), dict(stored["files"]), bool(stored["was_exchanged"]))

    @property
    def stored(self) -> dict[str, object]:
        """The record as JSON holds it."""
        days = [self.days.first.isoformat(), self.days.last.isoformat()]
        return {
            "rests_on": dict(self.rests_on),
            "days": days,
            "files": dict(self.files),
            "was_exchanged": self.was_exchanged,
        }


@dataclass
class Kept:
    """The records of a folder, for one `version` of the program and its libraries.

    They are read when first asked for. `anew` keeps no piece from being made again.
    """

    folder: Path
    version: str
    anew: bool = False
    _states: dict[Path, str] = field(default_factory=dict)
    _earlier: dict[str, Record] = field(default_factory=dict)

    def differs(self, name: str, rests_on: RestsOn, today: date) -> tuple[str, ...]:
        """Why a piece of work is made, in Swedish sentences: none when it stands."""
        if self.anew:
            return (ON_REQUEST,)
        if name not in self._records:
            return (self._why_none,)
        record = self._records[name]
        changed = [*_differing(record.rests_on, rests_on)]
        if today not in record.days:
            changed.append(f"En annan dag: {today}.")
        changed += [f"Saknas eller är ändrat: {path}." for path in self._gone(record)]
        if not changed:
            for path in record.files:
                note(self.folder / path)
        return tuple(changed)

    @contextmanager
    def making(self, name: str, rests_on: Callable[[], RestsOn], days: Callable[[], Days]) -> Iterator[None]:
        """Keep a record of the piece of work that the block makes, if it ends well.

        None is kept when what it rests on changed meanwhile: it may have been made from either.
        """
        if record := self._records.pop(name, None):
            self._earlier[name] = record
        before = rests_on()
        with noting() as made:
            yield
        for path in made:
            self._states.pop(path, None)
        if rests_on() == before:
            there = [path for path in made if path.exists()]
            files = {path.relative_to(self.folder).as_posix(): self.state_of(path) for path in there}
            self._records[name] = Record(before, days(), files)

    def made(self, name: str) -> Mapping[str, str]:
        """The files that a piece of work made, by their paths in the folder, with checksums; none without a record."""
        return self._records[name].files if name in self._records else {}

    def as_before(self, name: str, rests_on: RestsOn) -> frozenset[str]:
        """The parts of what a piece of work rests on that are as they were when it was made before.

        For a piece that is being made anew from what it made then: none unless all of that still stands.
        """
        record = self._earlier.get(name)
        if self.anew or record is None or record.was_exchanged or self._gone(record):
            return frozenset()
        return frozenset(part for part, state in rests_on.items() if record.rests_on.get(part) == state)

    def exchange(self, name: str, path: Path) -> bool:
        """Let a piece of work stand although a person put another file in the place of one that it made.

        Whether it does: nothing stands that has no record of making that file.
        """
        self._states.pop(path, None)
        place = path.relative_to(self.folder).as_posix()
        record = self._records.get(name)
        if record is None or place not in record.files:
            return False
        files = {**record.files, place: self.state_of(path)}
        self._records[name] = Record(record.rests_on, record.days, files, was_exchanged=True)
        return True

    def save(self) -> None:
        """Write the records down."""
        records = {name: record.stored for name, record in self._records.items()}
        with replaced(self.folder / FILE) as beside:
            beside.write_text(json.dumps({"version": self.version, "records": records}), encoding="utf-8")

    def state_of(self, path: Path) -> str:
        """The state of a file that only this program writes, read once."""
        if path not in self._states:
            self._states[path] = state_of(path)
        return self._states[path]

    def _gone(self, record: Record) -> list[str]:
        """What a piece of work made that is not there as it made it."""
        return [path for path, state in record.files.items() if self.state_of(self.folder / path) != state]

    @cached_property
    def _stored(self) -> dict[str, Any] | None:
        try:
            stored = json.loads((self.folder / FILE).read_text(encoding="utf-8"))
            stored["records"] = {name: Record.of(record) for name, record in stored["records"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return stored  # type: ignore[no-any-return]

    @cached_property
    def _records(self) -> dict[str, Record]:
        if self._stored is None or self._stored.get("version") != self.version:
            return {}
        return self._stored["records"]  # type: ignore[no-any-return]

    @property
    def _why_none(self) -> str:
        return OTHER_VERSION if self._stored and self._stored.get("version") != self.version else NOTHING_KEPT


def fingerprint(content: object) -> str:
    """The SHA-256 of how something is written: of values whose writing tells all there is to them."""
    return hashlib.sha256(repr(content).encode("utf-8", "surrogateescape")).hexdigest()


def _differing(old: RestsOn, new: RestsOn) -> Iterator[str]:
    for name in dict.fromkeys([*old, *new]):
        if name not in old:
            yield f"Nytt: {name}."
        elif name not in new:
            yield f"Borta: {name}."
        elif old[name] != new[name]:
            yield f"Ändrat: {name}."
