"""The key of the pseudonyms as it is kept: made once, read ever after, by its owner only."""

from __future__ import annotations

import secrets
from pathlib import Path

from rsp_pipeline.store.atomic import replaced


def make_key(path: Path) -> None:
    """Make a key, unless there is one."""
    if not path.exists():
        with replaced(path) as beside:
            beside.write_text(secrets.token_hex(32), encoding="ascii")


def read_key(path: Path) -> bytes:
    """The key.

    Raises:
        FileNotFoundError: none has been made.
    """
    return path.read_text(encoding="ascii").encode()
