"""Figures as Swedish writes them: no-break spaces between thousands, a decimal comma, a word for the unknown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\u00a0"
UNKNOWN = "uppgift saknas"


def number(value: Decimal | int, decimals: int = 0) -> str:
    """A number with `decimals` decimals, halves rounded away from zero: 1 476 300 or 12,5."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,f}".replace(",", NO_BREAK_SPACE).replace(".", ",").replace("-", "\u2212")


def kronor(value: Decimal | None) -> str:
    """An amount: whole kronor, or with two decimals when there are öre."""
    if value is None:
        return UNKNOWN
    return f"{number(value, 0 if value == value.to_integral_value() else 2)} kronor"


def pieces(value: Decimal | None) -> str:
    """A count as the memo writes it, `8 st.`, with the abbreviation it uses."""
    return UNKNOWN if value is None else f"{number(value)} st."
