"""What personal data looks like in free text, as regular expressions that RE2 (DuckDB, Arrow) and Python both read.

They are meant to find what a person wrote in passing, not to prove that a text is free of it: a name is not found.
"""

E_MAIL = r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;.<>()]+"

# A Swedish number: +46 or 0, an area of one to three digits, then five to eight digits in groups.
PHONE = r"(?:\+46[ -]?(?:\(0\)[ -]?)?|\b0)[1-9]\d{0,2}[ -]?\d{2,3}(?: ?\d{2}){1,2}(?: ?\d{2,3})?\b"

# Ten or twelve digits, the first of them a day: of birth, or with 60 added in a coordination number. Ten digits in one
# run that would be a mobile number are one.
PERSONAL_NUMBER = (
    r"\b(?:(?:18|19|20)\d{2}|\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+ ]?\d{4}\b"
    r"|\b(?:(?:18|19|20)\d{2}|\d{2})(?:0[1-9]|1[0-2])(?:6[1-9]|[78]\d|9[01])[-+]\d{4}\b"
)

PERSONAL_DATA = {"e-postadress": E_MAIL, "telefonnummer": PHONE, "personnummer": PERSONAL_NUMBER}
