"""Workbooks of the quarantine that were filled in and not taken, kept beside the new one: no work is lost overnight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.store.clock import changed_at

if TYPE_CHECKING:
    import pandas as pd

    from rsp_pipeline.reading.limits import Limits

FILLED_IN = "ifylld"


def put_aside(path: Path, corrections: pd.DataFrame, limits: Limits, mode: int) -> Path | None:
    """Rename a workbook that holds something typed which no correction is about; where it is now, if it is.

    One that cannot be read may hold something, too. `corrections` are those that count, `mode` its permissions.
    """
    if not path.exists():
        return None
    from rsp_pipeline.mending.typed import is_all_taken

    if is_all_taken(path, corrections, limits):
        return None
    aside = path.with_name(f"{path.stem}.{FILLED_IN}.{changed_at(path):%Y-%m-%d.%H%M%S}{path.suffix}")
    path.rename(aside)
    aside.chmod(mode)
    return aside


def asides(path: Path) -> list[Path]:
    """The workbooks that were put aside for the one at `path`, the oldest first."""
    return sorted(path.parent.glob(f"{path.stem}.{FILLED_IN}.*{path.suffix}"))
