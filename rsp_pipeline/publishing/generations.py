"""The files published before: the last one beside the published file, and dated snapshots of the last days.

Each shares its bytes on disk with what was published, so that keeping one costs nothing until the next is made.
"""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime
from pathlib import Path

from rsp_pipeline.store.atomic import put_also, replaced

SNAPSHOTS = "snapshots"


def previous_file(path: Path) -> Path:
    """Where the file that `path` replaced is kept: `rsp.previous.duckdb` beside `rsp.duckdb`."""
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def damaged_file(path: Path) -> Path:
    """Where a published file that cannot be read is kept when another takes its place: `rsp.skadad.duckdb`."""
    return path.with_name(f"{path.stem}.skadad{path.suffix}")


def keep_previous(path: Path) -> None:
    """Keep the published file, if there is one, as the previous one."""
    if path.exists():
        remove_log(previous_file(path))
        put_also(path, previous_file(path))


def snapshot_file(path: Path, day: date) -> Path:
    """Where the file that was published last on a day is kept."""
    return path.parent / SNAPSHOTS / f"{path.stem}.{day:%Y-%m-%d}{path.suffix}"


def snapshots(path: Path) -> list[Path]:
    """The snapshots that are kept, the oldest first."""
    dated = re.compile(rf"{re.escape(path.stem)}\.\d{{4}}-\d\d-\d\d{re.escape(path.suffix)}")
    return sorted(each for each in (path.parent / SNAPSHOTS).glob("*") if dated.fullmatch(each.name))


def keep_snapshot(path: Path, built_at: datetime, days: int) -> None:
    """Keep the published file under its date, and of those so kept only the last `days`; none when 0."""
    if days:
        put_also(path, snapshot_file(path, built_at))
        for outdated in snapshots(path)[:-days]:
            outdated.unlink()


def exchange(path: Path, earlier: Path, aside: Path) -> None:
    """Put a copy of an earlier file in the place of the published one, which is kept `aside` if there is one.

    `aside` may be where the earlier one lies: no moment is without it, wherever a process that does this is killed.
    """
    if not path.exists():
        _copy(earlier, path)
        return
    with replaced(aside, mode=0o444) as kept:
        shutil.copyfile(path, kept)
        _copy(earlier, path)
        remove_log(aside)


def _copy(file: Path, place: Path) -> None:
    with replaced(place, mode=0o444) as beside:
        shutil.copyfile(file, beside)
        remove_log(place)


def remove_log(path: Path) -> None:
    """Remove a write-ahead log that someone left beside a file: it would be replayed into the next one of that name."""
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
