"""The files of a register as delivered: which they are, their bytes, their checksum.

A file is read once, whole, so that what is parsed is what was checksummed even if someone overwrites it meanwhile.
What the bytes mean belongs in `sheets`.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from rsp_pipeline.registers import Register

TEXT_SUFFIXES = {".csv", ".txt", ".tsv"}
WORKBOOK_SUFFIXES = {".xlsx"}
LOCK_PREFIXES = ("~$", ".~lock.", ".")


class FileRejected(ValueError):
    """A file that cannot be used at all.

    `code` is stable and meant for machines; the message is a Swedish sentence without the file's name.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class SourceFile:
    """A delivered file: its path counted from the raw folder, its bytes and their SHA-256."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The checksum that tells one delivery from another."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def suffix(self) -> str:
        """The file's extension in lower case, with its dot."""
        return Path(self.name).suffix.lower()


def delivered(raw_dir: Path, register: Register) -> list[Path]:
    """The paths of a register's files in a settled order; lock files and hidden files are none of them."""
    if register.reference:
        path = raw_dir / "reference" / f"{register.name}.csv"
        return [path] if path.exists() else []
    folder = raw_dir / register.name
    found = (Path(parent) / name for parent, _, names in os.walk(folder) for name in names)
    return sorted(path for path in found if not path.name.startswith(LOCK_PREFIXES))


def load(path: Path, raw_dir: Path) -> SourceFile:
    """The file's bytes.

    Raises:
        FileRejected: the file cannot be read, or is not of a kind that is read.
    """
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES | WORKBOOK_SUFFIXES:
        expected = ", ".join(sorted(TEXT_SUFFIXES | WORKBOOK_SUFFIXES))
        raise FileRejected(
            "unknown_kind", f"Filer av slaget ”{suffix}” läses inte. Spara registret som någon av {expected}."
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileRejected("not_a_file", "Det är ingen vanlig fil.")
        content = path.read_bytes()
    except OSError as error:
        raise FileRejected("cannot_be_opened", f"Filen kan inte öppnas ({error.strerror}).") from error
    if not content.strip():
        raise FileRejected("empty", "Filen är tom.")
    return SourceFile(name_of(path, raw_dir), content)


def name_of(path: Path, raw_dir: Path) -> str:
    """The file's name as people see it: counted from the raw folder, with forward slashes."""
    return path.relative_to(raw_dir).as_posix()
