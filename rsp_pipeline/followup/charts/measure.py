"""How the figures of a chart are written: short beside a bar, in full in its table and its alternative text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from rsp_pipeline.swedish import NO_BREAK_SPACE, number, whole_kronor

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Measure:
    """A unit as a chart writes it: its name, a figure beside a bar (`label`), and a figure in text (`in_text`)."""

    name: str
    label: Callable[[Decimal], str]
    in_text: Callable[[Decimal], str]


def _millions(value: Decimal) -> str:
    """Millions with one decimal; only a zero is written as zero."""
    smallest = MILLION / 20
    if value == 0:
        return "0"
    if abs(value) < smallest:
        return f"{'−' if value < 0 else ''}<{NO_BREAK_SPACE}0,1"
    return number(value / MILLION, 1)


def _percent(value: Decimal) -> str:
    return f"{number(value, 1)}{NO_BREAK_SPACE}%"


MILLIONS = Measure("miljoner kronor", _millions, whole_kronor)
KRONOR = Measure("kronor", lambda value: f"{number(value)}{NO_BREAK_SPACE}kr", whole_kronor)
PER_INHABITANT = Measure(
    "kronor per invånare",
    lambda value: f"{number(value, 1)}{NO_BREAK_SPACE}kr",
    lambda value: f"{number(value, 1)}{NO_BREAK_SPACE}kronor",
)
COUNT = Measure("antal", number, number)
WORD = Measure("", str, str)
PERCENT = Measure("procent", _percent, _percent)
