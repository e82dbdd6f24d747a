"""Days on which an office is open. Which day means what belongs in the modules that draw them."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from rsp_pipeline.sample.dice import Dice, Whole

Days = NDArray[np.datetime64]


def draw_days(first: date, last: date | Days, count: int, dice: Dice) -> Days:
    """`count` working days from `first` to `last`; `last` may differ from draw to draw."""
    start = np.busday_offset(np.datetime64(first, "D"), 0, roll="forward")
    span = np.broadcast_to(np.busday_count(start, np.asarray(last, dtype="datetime64[D]")), count)
    return np.asarray(np.busday_offset(start, dice.between(0, span, count)))


def days_after(days: Days, count: int | Whole) -> Days:
    """The working days so many days after (or, below zero, before) the days."""
    there = days.astype("datetime64[D]") + np.asarray(count, dtype="timedelta64[D]")
    return np.asarray(np.busday_offset(there, 0, roll="backward"))
