"""What stands in a cell whose value is not known, or whose look says another thing than its value.

An error value, a formula that nobody worked out, an amount in another unit, a text struck through: such a cell is no
value of any kind, and not empty either. Readers of workbooks write it as a text that says what is wrong and then what
stands there, and `columns` refuses it with its reason.
"""

from __future__ import annotations

import re

BEGINNINGS = ("#", "Err", "Fel", "-2146826")
ERROR_VALUE = re.compile(
    r"#[A-ZÅÄÖ][A-ZÅÄÖ0-9_/]*[!?]|#{2,}|(?:Err|Fel):\d{3}"
    r"|(?i:#(?:N/A|I/T|N/D|NV|GETTING_DATA|HÄMTAR_DATA|NULL|NUM|NAME|NAMN|VALUE|VÄRDE(?:FEL)?|REF|REFERENS|DIV/0|SAKNAS"
    r"|ERROR|ERR|FEL|EMPTY|MISSING|DELETED|BORTTAGET)[!?.]*)"  # in other languages and programs, and as text
    r"|(?:Error|Fel) 20\d\d|-21468262\d\d"  # as macros and other programs are told of one
)

UNKNOWN_ERROR = "#FEL! "
UNCALCULATED = "#FORMEL! ="
OTHER_UNIT = "#ENHET! "
GIVEN_TWICE = "#TVÅ VÄRDEN! "
STRUCK = "#STRUKET! "
STRUCK_ROW = "#STRUKEN RAD! "

ERROR = "error_value", "är ett felvärde ur kalkylprogrammet. Rätta formeln eller skriv värdet"
REASONS = {
    UNKNOWN_ERROR: ERROR,
    UNCALCULATED: (
        "formula_without_value",
        "är en formel som inte är uträknad. Öppna och spara filen i Excel, så räknas den ut",
    ),
    OTHER_UNIT: (
        "unit_in_format",
        "visas i en annan enhet än kolumnens, genom cellens talformat. Skriv om det i kolumnens enhet",
    ),
    GIVEN_TWICE: (
        "cell_given_twice",
        "är flera värden som filen anger för samma cell. Exportera filen på nytt, eller spara den med bara ett av dem",
    ),
    STRUCK: (
        "struck_through",
        "är överstruket, helt eller delvis. Skriv bara det som gäller, utan överstrykning",
    ),
    STRUCK_ROW: (
        "struck_row",
        "står i en överstruken rad. Ta bort raden, eller överstrykningen om den ska räknas",
    ),
}


def spoilt(text: str) -> tuple[str, str] | None:
    """Why the text is no value, as code and Swedish clause after "värdet ”#N/A” …"; None when it may be one."""
    for beginning, reason in REASONS.items():
        if text.startswith(beginning):
            return reason
    return ERROR if ERROR_VALUE.fullmatch(text) else None


def error_text(error: str) -> str:
    """An error value as a spreadsheet names it, as text that `spoilt` knows, whichever the error."""
    error = error.strip() or "#N/A"
    return error if ERROR_VALUE.fullmatch(error) else UNKNOWN_ERROR + error
