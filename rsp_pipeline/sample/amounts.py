"""How much is granted: amounts drawn per form of aid, and made to add up where the year has a figure to meet.

Amounts are whole öre throughout.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from rsp_pipeline.sample.dice import Dice, Whole
from rsp_pipeline.sample.reference import parameter

KRONA = 100
STEP = 50 * KRONA  # most amounts are whole or half hundreds
LEAST = 5_000 * KRONA
ODD_ORE = 40  # what every ninth amount has beyond whole kronor

SPANS = {  # kronor
    "Hemsändning": (60_000, 330_000),
    "Servicebidrag": (90_000, 240_000),
    "Investeringsbidrag": (30_000, 950_000),
    "Särskilt driftstöd": (80_000, 390_000),
    "Korrosionsskydd": (60_000, 220_000),
}
CEILINGS = {
    "Servicebidrag": "servicebidrag_ceiling",
    "Särskilt driftstöd": "special_operating_aid_ceiling",
}
MANY_SMALL_ONES = "Investeringsbidrag"
NO_CEILING = 10**12


def draw_amounts(form: str, count: int, on: date, dice: Dice) -> Whole:
    """`count` amounts of a form, none above the ceiling of the day."""
    low, high = SPANS[form]
    part = dice.between(0, 999, count)
    if form == MANY_SMALL_ONES:
        part = part * dice.between(0, 999, count) // 1000
    amounts = (low + (high - low) * part // 1000) * KRONA // STEP * STEP
    amounts[4::9] += ODD_ORE
    return np.minimum(amounts, ceiling(form, on))


def ceiling(form: str, on: date) -> int:
    """The most that may be granted of a form on a day."""
    return parameter(CEILINGS[form], on) * KRONA if form in CEILINGS else NO_CEILING


def made_to_add_up(amounts: Whole, total: int, ceiling: int) -> Whole:
    """The amounts in proportion, such that their sum is `total`; those at the ceiling stay there if they can.

    What is left after rounding goes to the first amount that has room for it.
    """
    at_ceiling = amounts >= ceiling
    free = int(amounts[~at_ceiling].sum())
    wanted = total - int(amounts[at_ceiling].sum())
    fitted: list[int] = amounts.tolist()
    for place in np.flatnonzero(~at_ceiling).tolist():
        in_proportion = fitted[place] * wanted // free // STEP * STEP + fitted[place] % KRONA
        fitted[place] = max(LEAST, min(ceiling, in_proportion))
    left = total - sum(fitted)
    for place, amount in enumerate(fitted):
        change = min(left, ceiling - amount) if left > 0 else max(left, LEAST - amount)
        fitted[place] += change
        left -= change
    if left:
        raise ValueError(f"{len(fitted)} amounts of at most {ceiling} öre cannot add up to {total}")
    return np.array(fitted, dtype=np.int64)
