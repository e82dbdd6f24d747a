"""Zip archives whose bytes depend on their content alone: what office documents are kept in."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo


def save_settled(
    archive: io.BytesIO, path: Path, made_at: datetime, change: Callable[[bytes], bytes] = lambda entry: entry
) -> None:
    """Write an archive anew at `path` with every entry dated `made_at`, each as `change` gives it.

    Entries keep the times of writing otherwise. They are stored as they are: compressed bytes differ between versions
    of zlib.
    """
    with ZipFile(archive) as source, ZipFile(path, "w", ZIP_STORED) as settled:
        for name in source.namelist():
            entry = ZipInfo(name, made_at.timetuple()[:6])
            entry.create_system = 3
            settled.writestr(entry, change(source.read(name)))
