"""What an earlier run left of years that are not followed up today, as one on a day to come does: found, and removed.

It is looked for before every night and every asset that is made, whatever else stands: a file in the folder of a table
is read as a part of it, and would be published.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.step import Night
from rsp_pipeline.swedish import enumeration


def leftovers(night: Night) -> Mapping[int, list[Path]]:
    """Parts of tables, and folders of documents, by the year that they are about; approved documents are none."""
    settings = night.settings
    followed_up = {*settings.open_years, *night.years}
    found: dict[int, list[Path]] = defaultdict(list)
    for path in [path for table in (VALUE, FRESH) for path in night.tables.paths(table)]:
        if path.stem.isdecimal() and int(path.stem) not in followed_up:
            found[int(path.stem)].append(path)
    for year in {*settings.programme.years} - {*followed_up, *night.archive.years}:
        if (folder := settings.followup_dir(year)).is_dir():
            found[year].append(folder)
    return found


def why(night: Night) -> tuple[str, ...]:
    """Why there is something to do, in a Swedish sentence: none when there are no leftovers."""
    years = enumeration([str(year) for year in sorted(leftovers(night))])
    return (f"Tas bort: det som finns om {years}, för det följs inte upp i dag.",) if years else ()


def remove(night: Night) -> None:
    """Remove the leftovers."""
    for paths in leftovers(night).values():
        for path in paths:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
