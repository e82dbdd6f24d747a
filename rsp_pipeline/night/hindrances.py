"""What stops a night, in Swedish as far as it can be told so."""

from rsp_pipeline.publishing.gate import HeldBack
from rsp_pipeline.settings import Settings

HINDRANCES = {
    "No space left on device": "Disken är full. Frigör utrymme och kör igen.",
    "disk is full": "Disken är full. Frigör utrymme och kör igen.",
    "disk I/O error": "Disken är full, eller går inte att skriva på. Frigör utrymme och kör igen.",  # SQLite's, of both
    "Read-only file system": "Mappen går inte att skriva i: filsystemet är skrivskyddat.",
    "Permission denied": "Mappen går inte att skriva i: behörighet saknas.",
}


def in_swedish(message: str) -> str:
    """The message after a Swedish sentence on what hinders, where the operating system's words tell."""
    known = [swedish for english, swedish in HINDRANCES.items() if english in message]
    return " ".join([*known, message])


def is_foreseen(message: str) -> bool:
    """Whether a message, as `in_swedish` gives it, begins with a sentence on what hinders."""
    return message.startswith(tuple(HINDRANCES.values()))


def no_registers(settings: Settings) -> str:
    """The Swedish sentence that there is no folder of registers to read; empty where there is one."""
    raw = settings.raw_dir
    return "" if raw.is_dir() else f"Mappen {settings.told(raw)} finns inte. Lägg de exporterade registren där."


def cause(error: BaseException) -> str:
    """What a person reads about the error that ended a night: that of the innermost, in Swedish where it can be."""
    if isinstance(error, HeldBack):
        return str(error)
    while error.__cause__:
        error = error.__cause__
    return in_swedish(f"{type(error).__name__}: {error}")
