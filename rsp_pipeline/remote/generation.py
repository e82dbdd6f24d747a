"""The pointer: the one object that says which objects are the region's files, all of one moment.

Each file that was made lies in an object that is never written again, below the generation that brought it:
`generations/2026-11-30T010113Z-4be10c52/warehouse/rsp.duckdb`. The pointer `current.json` names them all. Whoever has
read it can read them in peace: an object that is left out of the next one is kept for another day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

POINTER = "current.json"
OBJECTS = "generations"
FORMAT = 1
KEPT_FOR = timedelta(days=1)


class NotAGeneration(ValueError):
    """A pointer that this program does not read; the message says in Swedish why."""


@dataclass(frozen=True)
class Stored:
    """A file: the object that it lies in, and what it is like on disk, with the time of change in nanoseconds."""

    object: str
    sha256: str
    mode: int
    changed_ns: int

    def is_as(self, other: Stored | None) -> bool:
        """Whether another is the same file to whoever opens it."""
        return other is not None and (self.sha256, self.mode) == (other.sha256, other.mode)


@dataclass(frozen=True)
class Generation:
    """The files of a region at one moment, by their paths, and the objects that were left `since` when."""

    name: str = ""
    files: Mapping[str, Stored] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> Generation:
        """The generation that a pointer tells of.

        Raises:
            NotAGeneration: it is of a later version of the program, or damaged.
        """
        try:
            told = json.loads(content)
            if told["format"] > FORMAT:
                raise NotAGeneration("är skriven av en senare version av programmet. Uppgradera först.")
            files = {path: Stored(**stored) for path, stored in told["files"].items()}
            return cls(told["name"], files, dict(told["left"]))
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
            raise NotAGeneration(f"är skadad. ({type(error).__name__})") from error

    @property
    def content(self) -> bytes:
        """The pointer that tells of it."""
        files = {path: asdict(stored) for path, stored in sorted(self.files.items())}
        told = {"format": FORMAT, "name": self.name, "files": files, "left": dict(self.left)}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    @property
    def objects(self) -> frozenset[str]:
        """The objects that its files lie in."""
        return frozenset(stored.object for stored in self.files.values())

    def followed_by(self, name: str, files: Mapping[str, Stored], moment: datetime) -> Generation:
        """The next generation: what it leaves of this one's objects is noted as left at that moment."""
        after = Generation(name, files)
        left = {name: moment.isoformat() for name in self.objects} | dict(self.left)
        kept = {name: since for name, since in left.items() if moment - datetime.fromisoformat(since) <= KEPT_FOR}
        return replace(after, left={name: since for name, since in sorted(kept.items()) if name not in after.objects})

    def outdated(self, objects: Iterable[tuple[str, datetime]], moment: datetime) -> list[str]:
        """Of all objects there are, each with its time, those that no reader can be in the middle of."""
        needed = self.objects | set(self.left)
        return [name for name, written_at in objects if name not in needed and moment - written_at > KEPT_FOR]


def new_name(moment: datetime) -> str:
    """A name that no other generation has, by a moment in UTC."""
    return f"{moment:%Y-%m-%dT%H%M%SZ}-{uuid4().hex[:8]}"
