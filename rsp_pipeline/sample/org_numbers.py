"""Invented organisation numbers: Luhn-valid, and of series in which no real number has been given out.

Companies 559800–559999, associations 802900–802999, municipalities 212000-9xx; a sole trader's number has a day of
61–91 and a birth number of 980–999, which together are no person's. Numbers are distinct for the first 100 000
indices of a kind.
"""

from __future__ import annotations

import numpy as np

from rsp_pipeline.sample.dice import Whole

SCATTER = 10_007  # a prime: neighbours get numbers far apart, none twice


def of_companies(index: Whole) -> Whole:
    """The numbers of limited companies."""
    return with_check_digit(559_800_000 + index * SCATTER % 200_000)


def of_associations(index: Whole) -> Whole:
    """The numbers of non-profit associations."""
    return with_check_digit(802_900_000 + index * SCATTER % 100_000)


def of_sole_traders(index: Whole) -> Whole:
    """Numbers in the form of a personal identity number."""
    rest, birth_number = np.divmod(index * SCATTER, 20)
    rest, day = np.divmod(rest, 31)
    rest, month = np.divmod(rest, 12)
    year = 40 + rest % 60
    return with_check_digit(year * 10_000_000 + (month + 1) * 100_000 + (day + 61) * 1_000 + 980 + birth_number)


def of_municipalities(index: Whole) -> Whole:
    """The numbers of municipalities."""
    return with_check_digit(212_000_900 + index)


def with_check_digit(nine_digits: Whole) -> Whole:
    """The ten digits that nine become with their Luhn check digit."""
    digits = nine_digits[:, np.newaxis] // 10 ** np.arange(8, -1, -1) % 10
    weighted = digits * np.array([2, 1, 2, 1, 2, 1, 2, 1, 2])
    total: Whole = (weighted // 10 + weighted % 10).sum(axis=1)
    return nine_digits * 10 + -total % 10
