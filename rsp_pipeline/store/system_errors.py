"""What hinders with files, as the operating system tells it, in Swedish."""

from __future__ import annotations

import errno

REASONS = {
    errno.EACCES: "behörighet saknas",
    errno.EEXIST: "den finns redan",
    errno.EISDIR: "det är en mapp",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ENOENT: "den finns inte",
    errno.ENOSPC: "disken är full",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.EPERM: "behörighet saknas",
    errno.EROFS: "filsystemet är skrivskyddat",
}


def why(error: OSError) -> str:
    """Why it went wrong: a Swedish clause, or the system's own words for what is rare."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)


def what_and_why(error: OSError) -> str:
    """The file that it is about, and why it went wrong."""
    reason = why(error).removesuffix(".")
    return f"{error.filename}: {reason}." if error.filename else f"{reason}."
