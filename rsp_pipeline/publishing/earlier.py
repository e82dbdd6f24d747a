"""The files published before that can be brought back: which there are, and what each tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rsp_pipeline.lineage.build import BUILD
from rsp_pipeline.publishing.about import NIGHT, Went
from rsp_pipeline.publishing.generations import previous_file, snapshots


class Unreadable(Exception):
    """A database file that is not there or cannot be read; the message is Swedish."""


@dataclass(frozen=True)
class Earlier:
    """A published file: where it lies, when it was built by which version of the program, and the nights it tells."""

    path: Path
    built_at: datetime
    code_version: str
    nights: tuple[Went, ...]

    @classmethod
    def of(cls, path: Path) -> Earlier:
        """What a file says of itself.

        Raises:
            Unreadable: so it is.
        """
        import duckdb

        if not path.exists():
            raise Unreadable(f"Databasfilen {path} finns inte.")
        try:
            with duckdb.connect(str(path), read_only=True) as session:
                ((built_at, code),) = session.sql(f"SELECT built_at, code_version FROM {BUILD.full_name}").fetchall()
                nights = session.sql(f"SELECT {', '.join(NIGHT.columns)} FROM {NIGHT.full_name}").fetchall()
        except (duckdb.Error, ValueError) as error:
            raise Unreadable(
                f"Databasfilen {path} går inte att läsa: den är skadad, eller byggd av en annan version av programmet. "
                f"({error})"
            ) from error
        return cls(path, built_at, code, tuple(Went(at, outcome, because=why or "") for at, outcome, why in nights))


def earlier_files(published: Path) -> list[Earlier]:
    """What can be brought back in place of the published file: the previous one, then snapshots, the newest first."""
    found = []
    for path in (previous_file(published), *reversed(snapshots(published))):
        try:
            found.append(Earlier.of(path))
        except Unreadable:
            continue
    return found
