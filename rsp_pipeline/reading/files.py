"""The files of a register as delivered: which they are, their bytes, their checksum.

A file is read once, whole, so that what is parsed is what was checksummed even if someone overwrites it meanwhile.
What the bytes mean belongs in `sheets`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from rsp_pipeline.reading.limits import MEGABYTE, Limits
from rsp_pipeline.registers import Register

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
WORKBOOK_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # a zip archive, or an OLE container
DAY_FOLDER = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LOCK_PREFIXES = ("~$", ".~lock.", ".")
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


@dataclass(frozen=True)
class Delivered:
    """The paths of a register's files, each list in a settled order.

    `always` count whatever else there is. `dated` are complete deliveries, each in a folder named by its day, the
    latest first: the first of them that can be read whole counts, and those before it do not.
    """

    always: list[Path]
    dated: list[list[Path]]

    @property
    def paths(self) -> list[Path]:
        """Every file there is, whether it counts or not."""
        return [*self.always, *(path for of_day in self.dated for path in of_day)]


def delivered(raw_dir: Path, register: Register) -> Delivered:
    """The files of a register; lock files and hidden files are none of them."""
    if register.reference:
        path = raw_dir / "reference" / f"{register.name}.csv"
        return Delivered([path] if path.exists() else [], [])
    folder = raw_dir / register.name
    found = (Path(parent) / name for parent, _, names in os.walk(folder) for name in names)
    by_day: dict[str, list[Path]] = {}
    for path in sorted(path for path in found if not path.name.startswith(LOCK_PREFIXES)):
        first = path.relative_to(folder).parts[0]
        by_day.setdefault(first if DAY_FOLDER.fullmatch(first) else "", []).append(path)
    always = by_day.pop("", [])
    return Delivered(always, [by_day[day] for day in sorted(by_day, reverse=True)])


def load(path: Path, raw_dir: Path, limits: Limits) -> SourceFile:
    """The file's bytes.

    Raises:
        FileRejected: the file cannot be read whole and unchanged, or is not of a kind that is read.
    """
    suffix = path.suffix.lower()
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
        raise FileRejected("cannot_be_opened", f"Filen kan inte öppnas ({error.strerror or error}).") from error
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
