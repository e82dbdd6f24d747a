"""What stops a night from outside, in Swedish."""

HINDRANCES = {
    "No space left on device": "Disken är full. Frigör utrymme och kör igen.",
    "Read-only file system": "Mappen går inte att skriva i: filsystemet är skrivskyddat.",
    "Permission denied": "Mappen går inte att skriva i: behörighet saknas.",
}


def in_swedish(message: str) -> str:
    """The message after a Swedish sentence on what hinders, where the operating system's words tell."""
    known = [swedish for english, swedish in HINDRANCES.items() if english in message]
    return " ".join([*known, message])
