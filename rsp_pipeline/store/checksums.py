"""What tells one state of a file from another."""

from __future__ import annotations

import hashlib
from pathlib import Path


def checksum(path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def state_of(path: Path) -> str:
    """The SHA-256 of a file, else why it cannot be read."""
    try:
        return checksum(path)
    except OSError as error:
        return str(error)
