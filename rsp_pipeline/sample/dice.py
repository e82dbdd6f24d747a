"""Reproducible draws: the same seed gives the same values on every machine.

Only the raw words of PCG64 are used, whose stream NumPy promises never to change, and only whole-number arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Dice:
    """A stream of draws, settled by its seed."""

    def __init__(self, *seed: int) -> None:
        """A stream of its own for every sequence of non-negative whole numbers."""
        self._bits = np.random.PCG64(seed)

    def between(self, low: int | Whole, high: int | Whole, count: int) -> Whole:
        """`count` whole numbers from `low` to `high`, both included."""
        words = np.asarray(self._bits.random_raw(count) >> np.uint64(1), dtype=np.int64)
        return low + words % (high - low + 1)

    def pick(self, options: Sequence[Any], count: int) -> NDArray[np.object_]:
        """`count` of the options, each drawn anew; an option given twice is twice as likely."""
        return np.array(options, dtype=object)[self.between(0, len(options) - 1, count)]

    def order(self, count: int) -> Whole:
        """The numbers from 0 to `count` - 1 in a random order."""
        return np.argsort(self._bits.random_raw(count), kind="stable").astype(np.int64)

    def some_of(self, options: Whole, count: int) -> Whole:
        """`count` of the options, each once as long as they last."""
        return np.resize(options[self.order(len(options))], count)
