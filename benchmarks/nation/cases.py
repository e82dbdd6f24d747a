"""Over what it is measured, and in which ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rsp_pipeline.programme.counties import counties

FEW = 4


class Way(StrEnum):
    """How regions have their nights, from nothing; last what is made of them all when they have had them."""

    ALONE = "one after another, no workers"
    POSTGRES = "the same, history in PostgreSQL"
    ONE_WORKER = "one worker"
    TWO_WORKERS = "two workers"
    TOGETHER = "what is made of all of them"


@dataclass(frozen=True)
class Case:
    """So many regions, each with the sample and so many grant rows beside it."""

    rows: int
    regions: int
    ways: tuple[Way, ...]


def cases(rows: int) -> Iterator[Case]:
    """The sample alone, and `rows` beside it: every way with a few regions, and all of them on two workers."""
    every = len(counties())
    yield Case(0, FEW, (Way.ALONE, Way.POSTGRES, Way.ONE_WORKER, Way.TWO_WORKERS))
    yield Case(0, every, (Way.TWO_WORKERS, Way.TOGETHER))
    yield Case(rows, FEW, (Way.ALONE, Way.ONE_WORKER, Way.TWO_WORKERS))
    yield Case(rows, every, (Way.TWO_WORKERS, Way.TOGETHER))
