"""What stands in a cell that a spreadsheet could not work out: an error value, or a formula without its value.

Such a cell is no value of any kind, and not empty either.
"""

from __future__ import annotations

import re

BEGINNINGS = ("#", "Err:", "Fel:")
UNCALCULATED = "#FORMEL! ="
ERROR_VALUE = re.compile(r"#[A-ZÅÄÖ_/0]+[!?]|#N/A|#{2,}|(?:Err|Fel):\d{3}")


def spoilt(text: str) -> tuple[str, str] | None:
    """Why the text is no value, as code and Swedish clause after "värdet ”#N/A” …"; None when it may be one."""
    if text.startswith(UNCALCULATED):
        clause = "är en formel som inte är uträknad. Öppna filen i kalkylprogrammet och spara den på nytt"
        return "formula_without_value", clause
    if ERROR_VALUE.fullmatch(text):
        return "error_value", "är ett felvärde ur kalkylprogrammet. Rätta formeln eller skriv värdet"
    return None
