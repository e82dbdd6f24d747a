"""A delivered file: its bytes, its checksum, its name.

A file is read once, whole, so that what is parsed is what was checksummed even if someone overwrites it meanwhile.
Which files are read belongs in `delivered`, what the bytes mean in `sheets`.
"""

from __future__ import annotations

import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from rsp_pipeline.reading.limits import MEGABYTE, Limits
from rsp_pipeline.store.system_errors import why

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
WORKBOOK_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # a zip archive, or an OLE container
NOT_BLANK = re.compile(rb"[^ \r\n\t\0]")


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
    def is_workbook(self) -> bool:
        """Whether the bytes are a workbook's, whatever the file is called."""
        return self.content.startswith(WORKBOOK_BEGINNINGS)


def load(path: Path, raw_dir: Path, limits: Limits) -> SourceFile:
    """The file's bytes.

    Raises:
        FileRejected: the file cannot be read whole and unchanged, or is not of a kind that is read.
    """
    suffix = path.suffix.lower()
    if not suffix:
        raise FileRejected("unknown_kind", "Filens namn har ingen ändelse, som .csv eller .xlsx.")
    if suffix not in TEXT_SUFFIXES + WORKBOOK_SUFFIXES:
        expected = ", ".join(TEXT_SUFFIXES + WORKBOOK_SUFFIXES)
        raise FileRejected(
            "unknown_kind", f"Filer av slaget ”{suffix}” läses inte. Spara registret som någon av {expected}."
        )
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise FileRejected("not_a_file", "Det är ingen vanlig fil.")
        if not path.resolve().is_relative_to(raw_dir.resolve()):
            raise FileRejected("link_out", "Filen är en länk ut ur mappen. Lägg själva filen här.")
        if before.st_size > limits.file_bytes:
            raise FileRejected("too_large", f"Filen är större än {limits.file_bytes // MEGABYTE} megabyte.")
        content = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise FileRejected("cannot_be_opened", f"Filen kan inte öppnas ({why(error)}).") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise FileRejected("changing", "Filen ändrades medan den lästes. Den läses nästa gång.")
    if not NOT_BLANK.search(content):
        raise FileRejected("empty", "Filen är tom.")
    return SourceFile(name_of(path, raw_dir), content)


def state_of(path: Path, raw_dir: Path, limits: Limits) -> str:
    """What tells one state of a file from another: the checksum of its bytes, else why it cannot be used."""
    try:
        return load(path, raw_dir, limits).sha256
    except FileRejected as reason:
        return reason.message


def name_of(path: Path, raw_dir: Path) -> str:
    """The file's name as people see it: counted from the raw folder, with forward slashes.

    Bytes that are not text, as in a name from an old system, become a question mark.
    """
    name = path.relative_to(raw_dir).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
