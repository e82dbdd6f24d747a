"""The noun of this room: a table and the SELECT that makes it."""

from __future__ import annotations

from dataclasses import dataclass

from rsp_pipeline.store.schema import Table


@dataclass(frozen=True)
class Derived:
    """A table computed from others by a SELECT, which names each of them with its schema."""

    table: Table
    select: str
