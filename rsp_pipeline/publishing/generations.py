"""The files published before: the last one beside the published file, and dated snapshots of the last days.

Each shares its bytes on disk with what was published, so that keeping one costs nothing until the next is made.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from rsp_pipeline.store.atomic import put_also

SNAPSHOTS = "snapshots"


def previous_file(path: Path) -> Path:
    """Where the file that `path` replaced is kept: `rsp.previous.duckdb` beside `rsp.duckdb`."""
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def keep_previous(path: Path) -> None:
    """Keep the published file, if there is one, as the previous one."""
    if path.exists():
        remove_log(previous_file(path))
        put_also(path, previous_file(path))


def keep_snapshot(path: Path, built_at: datetime, days: int) -> None:
    """Keep the published file under its date, and of those so kept only the last `days`; none when 0."""
    if days:
        folder = path.parent / SNAPSHOTS
        put_also(path, folder / f"{path.stem}.{built_at:%Y-%m-%d}{path.suffix}")
        dated = re.compile(rf"{re.escape(path.stem)}\.\d{{4}}-\d\d-\d\d{re.escape(path.suffix)}")
        kept = sorted(each for each in folder.iterdir() if dated.fullmatch(each.name))
        for outdated in kept[:-days]:
            outdated.unlink()


def remove_log(path: Path) -> None:
    """Remove a write-ahead log that someone left beside a file: it would be replayed into the next one of that name."""
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
