"""The regions of a case, laid out in a folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.grant_rows import write_text
from benchmarks.nation.cases import Case
from benchmarks.night.installation import environment
from deploy.nation.regions import TODAY, laid_out
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.programme.load import load_programme


@dataclass(frozen=True)
class Regions:
    """Where they lie: their programme files, and the registers of each."""

    folder: Path

    @property
    def programmes(self) -> Path:
        """A programme file for each."""
        return self.folder / "programmes"

    @property
    def data(self) -> Path:
        """What is delivered, and made of it."""
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        """What a process is told."""
        return environment(RSP_NATION=str(self.programmes), RSP_DATA_DIR=str(self.data), RSP_TODAY=TODAY.isoformat())

    def start_over(self, but_regions: bool = False) -> None:
        """Make it as if nothing had been made yet: of all of them together, where it is `but_regions`."""
        of_regions = () if but_regions else self.data.glob("*/warehouse")
        for made in (*of_regions, *self.data.glob("nation")):
            shutil.rmtree(made)


def lay_out(case: Case, folder: Path) -> Regions:
    """Lay out the regions of a case."""
    regions = Regions(folder)
    regions.programmes.mkdir(parents=True)
    for code in sorted(counties())[: case.regions]:
        begun = folder / "begun" / code
        programme, raw = laid_out(counties()[code], regions.programmes, begun)
        if case.rows:
            write_text(raw / "grants" / f"rows_{case.rows}.csv", case.rows, load_programme(str(programme)))
        shutil.move(raw, regions.data / programme.stem / "raw")
    return regions
