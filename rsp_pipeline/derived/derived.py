"""The noun of this room: a table and the SELECT that makes it."""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.schema import Table


@dataclass(frozen=True)
class Derived:
    """A table computed from others; `sources` are the full names of the tables its SELECT reads."""

    table: Table
    sources: tuple[str, ...]
    select: str
