"""Which files of the raw folder are read, and why the others are not.

Nothing that someone put there is passed over in silence, but for what operating systems leave behind. What a file holds
belongs in `files`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rsp_pipeline.reading.files import TEXT_SUFFIXES, WORKBOOK_SUFFIXES, name_of
from rsp_pipeline.registers import CORRECTIONS, DELIVERED, REGISTERS, Register

HIDDEN = (".", "~$")  # how the names of hidden files and of the locks of open documents begin
LEFT_BEHIND = {
    "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "system volume information",
    "@eadir", "#recycle", "@recycle", "recycler", "#snapshot", "lost+found", "_gsdata_", "network trash folder",
    "temporary items",
}  # fmt: skip
"""What Windows, macOS and file servers put in any folder, in lower case."""

UNFINISHED = (
    ".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".opdownload", ".upload",
    ".incomplete", ".aria2",
)  # fmt: skip
"""How the name of a file ends while it is being transferred."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTHS = "jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec"
LIKE_A_DAY = re.compile(
    r"(?<!\d)(?:"
    r"(?:19|20)\d\d[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)\d\d"  # 20260201, 01022026
    r"|(?!(?:19|20)\d\d(?:0[1-9]|1[0-2]))\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # 260201
    r"|\d{4}[\W_]+\d{1,2}[\W_]+\d{1,2}|\d{1,2}[\W_]+\d{1,2}[\W_]+\d{4}|\d\d[\W_]\d\d[\W_]\d\d"  # 2026-2-1, 1.2.2026
    rf"|\d{{1,2}}[\W_]*(?:{MONTHS})[a-zé]*[\W_]*\d{{2,4}}"  # 1 februari 2026
    rf"|\d{{4}}[\W_]*(?:{MONTHS})[a-zé]*[\W_]*\d{{1,2}}"  # 2026-feb-01
    r"|\d[\dOo]{3}-[\dOolI]{2}-[\dOolI]{2}"  # letters for digits
    r")(?!\d)",
    re.IGNORECASE,
)
"""What someone who names a folder after a day may write; `2026-02` and `202602` are a month's folder."""


class Unread(NamedTuple):
    """A file or a folder that is not read: its name counted from the raw folder, and why, a Swedish sentence."""

    name: str
    reason: str


@dataclass(frozen=True)
class Delivered:
    """The paths of a register's files, each list in a settled order.

    `always` count whatever else there is. `dated` are complete deliveries, each in a folder named by its day, the
    latest first: the first of them that can be read whole counts, and those before it do not. `unread` is the rest.
    """

    always: list[Path]
    dated: list[list[Path]]
    unread: tuple[Unread, ...] = ()

    @property
    def paths(self) -> list[Path]:
        """Every file that may be read, whether it counts or not."""
        return [*self.always, *(path for of_day in self.dated for path in of_day)]


def delivered(raw_dir: Path, register: Register, first_year: int, today: date) -> Delivered:
    """The files of a register as they count today, in a programme that began in `first_year`."""
    if register.reference:
        path = raw_dir / "reference" / f"{register.name}.csv"
        return Delivered([path] if path.exists() else [], [])
    folder = raw_dir / register.name
    by_folder: dict[str, list[Path]] = {}
    unread = []
    for path in _files(folder):
        if reason := _why_not(path):
            unread.append(Unread(name_of(path, raw_dir), reason))
        else:
            inner = path.relative_to(folder).parts[:-1]
            by_folder.setdefault(inner[0] if inner and LIKE_A_DAY.search(inner[0]) else "", []).append(path)
    always = by_folder.pop("", [])
    days = {name: _no_delivery(name, first_year, today) for name in by_folder}
    unread += [Unread(name_of(folder / name, raw_dir), reason) for name, reason in days.items() if reason]
    counted = sorted((name for name, reason in days.items() if not reason), reverse=True)
    return Delivered(always, [by_folder[name] for name in counted], tuple(unread))


def strays(raw_dir: Path, years: Iterable[int]) -> list[Unread]:
    """What lies in the raw folder where nothing is read; own texts are read for `years`."""
    folders = {register.name for register in DELIVERED if not register.reference}
    known = {f"reference/{register.name}.csv" for register in REGISTERS if register.reference}
    known |= {f"texts/{year}.md" for year in years}
    where = {
        "reference": "Det är inget av de register som läses därifrån: "
        + ", ".join(sorted(Path(name).name for name in known if name.startswith("reference/"))),
        "texts": "Egna texter läses ur en fil för varje år som har börjat, som texts/2025.md",
    }
    found = []
    for path in _files(raw_dir, apart_from=folders):
        name = name_of(path, raw_dir)
        if name not in known:
            reason = where.get(name.partition("/")[0], "Den ligger inte i något registers mapp")
            found.append(Unread(name, f"{reason}."))
    return found


def unread(found: Delivered, raw_dir: Path, register: Register, years: Iterable[int]) -> tuple[Unread, ...]:
    """What is not read and told with a register: with corrections, which are read first, what lies with none, too."""
    return found.unread + (tuple(strays(raw_dir, years)) if register == CORRECTIONS else ())


def delivery_of(name: str) -> str:
    """The complete delivery that a file, by its name counted from the raw folder, belongs to: its day, else nothing."""
    _, *inner, _ = name.split("/")
    return inner[0] if inner and DAY.fullmatch(inner[0]) else ""


def is_left_behind(name: str) -> bool:
    """Whether a file or folder is hidden, a lock, or something that an operating system puts in any folder."""
    return name.startswith(HIDDEN) or name.casefold() in LEFT_BEHIND


def _files(folder: Path, apart_from: Iterable[str] = ()) -> Iterator[Path]:
    """The files under a folder in a settled order, without what is left behind and without some folders in it."""
    found = []
    for parent, inner, names in os.walk(folder):
        without = apart_from if parent == str(folder) else ()
        inner[:] = [name for name in inner if not is_left_behind(name) and name not in without]
        found += [Path(parent) / name for name in names if not is_left_behind(name)]
    return iter(sorted(found))


def _why_not(path: Path) -> str:
    """Why a file is not read, whichever folder it lies in; nothing when it may be."""
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES + WORKBOOK_SUFFIXES:
        return ""
    if suffix in UNFINISHED:
        return f"Namnet slutar på ”{suffix}”: filen håller på att föras över, eller så avbröts överföringen."
    return (
        f"Filer av slaget ”{suffix}” läses inte." if suffix else "Filens namn har ingen ändelse, som .csv eller .xlsx."
    )


def _no_delivery(name: str, first_year: int, today: date) -> str:
    """Why a folder whose name is like a day is no delivery; nothing when it is one."""
    if not DAY.fullmatch(name):
        return "Mappens namn är inte skrivet som ett datum: år, månad och dag, som 2026-02-01."
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return f"{name} är ett datum som inte finns."
    if day > today:
        return f"Leveransens dag, {name}, har inte kommit än."
    if day.year < first_year:
        return f"Leveransens dag, {name}, är före programmet, som började {first_year}."
    return ""
